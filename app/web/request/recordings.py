"""What many routes ask of a request: the store, the run that the path names, an update of it.

All of it is async, though nothing waits: FastAPI gives each plain function to a thread, which takes
longer than what it does.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, TypeVar

from fastapi import Depends, Path, Request
from fastapi.dependencies.models import Dependant

from ...runs.errors import InputError
from ...runs.store.store import Store
from ...runs.training.lineage import Recording
from ...runs.workers.reader import Reader
from ..reply.errors import RunMovedError

Name = TypeVar("Name", bound=str)


async def get_store(request: Request) -> Store:
    """The one store of the app."""
    store: Store = request.app.state.store
    return store


StoreDep = Annotated[Store, Depends(get_store)]


async def get_reader(request: Request) -> Reader:
    """What reads the data that people bring along."""
    reader: Reader = request.app.state.reader
    return reader


ReaderDep = Annotated[Reader, Depends(get_reader)]


async def get_recording(run_id: Annotated[str, Path()], store: StoreDep) -> Recording:
    """The run of the path; 404, or for an id of another format 307."""
    run = await store.get(run_id)
    if run.id != run_id:
        raise RunMovedError(run_id, run.id)
    return run


RecordingDep = Annotated[Recording, Depends(get_recording)]


async def only_known(request: Request) -> None:
    """422 for a query parameter that the route does not have."""
    known = list(_aliases(request.scope["route"].dependant))
    for name in request.query_params:
        if name not in known:
            if not known:
                raise InputError(name, "unknown_parameter", expected="no_parameters")
            raise InputError(name, "unknown_parameter", names=known)


def _aliases(dependant: Dependant) -> Iterator[str]:
    yield from (field.alias for field in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _aliases(inner)


def names_of(field: str, text: str | None, known: Sequence[Name]) -> tuple[Name, ...]:
    """The names in a text that commas separate, in the order of `known`; 422 for any other.

    In one order, so that equal questions have equal answers.
    """
    names = {name.strip() for name in text.split(",")} if text else set()
    if not names <= set(known):
        raise InputError(field, "invalid_input", expected="names", choices=known)
    return tuple(name for name in known if name in names)
