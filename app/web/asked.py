"""What many routes ask of a request: the store, the run that the path names, an update of it.

All of it is async, though nothing waits: FastAPI gives each plain function to a thread, which takes
longer than what it does.
"""

from collections.abc import Sequence
from typing import Annotated, TypeVar

from fastapi import Depends, Path, Request

from ..runs.lineage import Recording
from ..runs.store import Store
from .errors import out_of_range

Name = TypeVar("Name", bound=str)


async def get_store(request: Request) -> Store:
    """The one store of the app."""
    store: Store = request.app.state.store
    return store


StoreDep = Annotated[Store, Depends(get_store)]


async def get_recording(run_id: Annotated[str, Path()], store: StoreDep) -> Recording:
    """The run of the path, or 404."""
    return await store.get(run_id)


RecordingDep = Annotated[Recording, Depends(get_recording)]


def check_update(recording: Recording, field: str, update: int) -> None:
    """422 for an update that the run does not have."""
    if not 1 <= update <= recording.last_update:
        raise out_of_range(field, f"from 1 to {recording.last_update}, the last update of this run")


def names_of(field: str, text: str | None, known: Sequence[Name]) -> tuple[Name, ...]:
    """The names in a text that commas separate, in the order of `known`; 422 for any other.

    In one order, so that equal questions have equal answers.
    """
    names = {name.strip() for name in text.split(",")} if text else set()
    if not names <= set(known):
        raise out_of_range(field, f"among {', '.join(known)}")
    return tuple(name for name in known if name in names)
