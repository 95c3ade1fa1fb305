"""Runs come, are forked, listed, named, and go."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from ...runs.config.settings import parse_config
from ...runs.errors import HasForksError
from ...runs.training.lineage import Recording, RunChanges, check_update
from .. import wire
from ..reply.errors import ApiError, has_forks
from ..request.disconnect import while_connected
from ..request.recordings import RecordingDep, StoreDep

MAX_LISTED = 1000
# Whether a config is one is for a worker to say, who may read the task's data.
CONFIG = {"$ref": "#/components/schemas/RunConfig"}
router = APIRouter(tags=["Runs"])


@router.post(
    "/runs",
    operation_id="create_run",
    status_code=201,
    openapi_extra={"requestBody": {"content": {"application/json": {"schema": CONFIG}}}},
)
async def create_run(
    config: dict[str, Any], store: StoreDep, request: Request, response: Response
) -> wire.Run:
    """The run of a config. Equal configs are the same run, also where unused settings differ."""
    try:
        parsed = await while_connected(request, store.compute(parse_config, config))
    except RecursionError:  # it cannot be sent to a worker
        raise ApiError(422, "invalid_json", expected="less_nesting") from None
    run = await store.add(parsed)
    response.headers["Location"] = _address(run, request)
    # What it does not use is told as it was asked: who goes back to another cell finds it again.
    asked = replace(run, stretch=run.stretch._replace(config=parsed))
    return await wire.run_resource(asked, store)


@router.get("/runs", operation_id="list_runs")
async def list_runs(
    store: StoreDep,
    limit: Annotated[int, Query(ge=1, le=MAX_LISTED)] = 100,
    before: Annotated[str | None, Query(description="Only runs made before this one")] = None,
) -> wire.RunList:
    """The newest runs, newest first."""
    found = await store.latest(limit, before)
    return wire.RunList(runs=[wire.run_summary(run) for run in found])


@router.get("/runs/{run_id}", operation_id="get_run")
async def get_run(run: RecordingDep, store: StoreDep) -> wire.Run:
    """A run that is kept here."""
    return await wire.run_resource(run, store)


@router.patch("/runs/{run_id}", operation_id="rename_run")
async def rename_run(run: RecordingDep, changes: RunChanges, store: StoreDep) -> wire.Run:
    """Give a run a name, or none."""
    return await wire.run_resource(await store.rename(run, changes.name), store)


@router.delete("/runs/{run_id}", operation_id="delete_run", status_code=204)
async def delete_run(run: RecordingDep, store: StoreDep) -> None:
    """Forget a run that has no forks."""
    try:
        await store.delete(run)
    except HasForksError as error:
        raise has_forks(run.id, error.forks) from None


@router.post("/runs/{run_id}/forks", operation_id="fork_run", status_code=201)
async def fork_run(
    run: RecordingDep,
    asked: wire.ForkRequest,
    store: StoreDep,
    request: Request,
    response: Response,
) -> wire.Run:
    """The run that is this one up to an update, and from there on has other values or settings.

    Equal forks are the same run.
    """
    check_update(run, "update", asked.update)
    fork = await store.fork(run, asked.update, asked.edits)
    if asked.name is not None:
        fork = await store.rename(fork, asked.name)
    response.headers["Location"] = _address(fork, request)
    return await wire.run_resource(fork, store)


def _address(run: Recording, request: Request) -> str:
    return f"{request.scope.get('root_path', '')}/api/runs/{run.id}"
