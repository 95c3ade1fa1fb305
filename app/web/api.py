"""The routes under /api."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from sse_starlette import EventSourceResponse

from ..figures import figures
from ..figures.bind import bind
from ..runs.config import RunConfig
from ..runs.experiment import experiment
from ..runs.frames import FIELDS, encode
from ..runs.store import Recording, Store
from ..runs.trace import TraceRequest, compute_trace
from ..runs.worker import Encoding
from ..tasks import TASKS
from . import wire
from .errors import ApiError, Problem, out_of_range
from .stream import event_response

MAX_FRAMES = 500
FOREVER = "public, max-age=31536000, immutable"

router = APIRouter(prefix="/api", responses={"4XX": {"model": Problem}})


def get_store(request: Request) -> Store:
    """The one store of the app."""
    store: Store = request.app.state.store
    return store


StoreDep = Annotated[Store, Depends(get_store)]


def get_recording(run_id: Annotated[str, Path()], store: StoreDep) -> Recording:
    """The run of the path, or 404."""
    try:
        return store.get(run_id)
    except KeyError:
        message = f"There is no run {run_id} here; POST its config to /api/runs to make it."
        raise ApiError(404, "unknown_run", message, "run_id") from None


RecordingDep = Annotated[Recording, Depends(get_recording)]


def get_encoding(
    fields: Annotated[str | None, Query(description="Names, separated by commas; all")] = None,
    enc: Annotated[Literal["json", "b64"], Query(description="How arrays are written")] = "json",
) -> Encoding:
    """Which fields of a frame are wanted and how arrays are written."""
    names = tuple(fields.split(",")) if fields else None
    unknown = [name for name in names or () if name not in FIELDS]
    if unknown:
        raise out_of_range("fields", f"among {', '.join(FIELDS)}")
    return Encoding(names, enc == "b64")


EncodingDep = Annotated[Encoding, Depends(get_encoding)]


@router.get("/tasks", operation_id="list_tasks")
async def list_tasks() -> list[wire.TaskWithDefaults]:
    """Every task with the config that suits it."""
    return [
        wire.TaskWithDefaults(
            **wire.task_summary(task),
            defaults=RunConfig.model_validate({"task": {"name": task.name}}),
        )
        for task in TASKS.values()
    ]


@router.post("/runs", operation_id="create_run", status_code=201)
async def create_run(config: RunConfig, store: StoreDep, response: Response) -> wire.Run:
    """The run of a config. Equal configs are the same run."""
    recording = store.add(config)
    response.headers["Location"] = f"/api/runs/{recording.id}"
    return wire.run_resource(recording, experiment(config))


@router.get("/runs/{run_id}", operation_id="get_run")
async def get_run(recording: RecordingDep) -> wire.Run:
    """A run that was created here."""
    return wire.run_resource(recording, experiment(recording.config))


@router.get("/runs/{run_id}/frames/{update}", operation_id="get_frame", response_model=None)
async def get_frame(
    recording: RecordingDep, update: int, encoding: EncodingDep, store: StoreDep, request: Request
) -> Response:
    """All numbers of one update."""
    check_update(recording, "update", update)
    etag = f'"{recording.id}.{update}.{"+".join(encoding.fields or ())}.{int(encoding.b64)}"'
    headers = {"ETag": etag, "Cache-Control": FOREVER}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    found = await store.events(recording, range(update, update + 1), encoding)
    return Response(found[update][0].data, headers=headers, media_type="application/json")


@router.get("/runs/{run_id}/events", operation_id="stream_events", response_model=None)
async def stream_events(
    recording: RecordingDep,
    encoding: EncodingDep,
    store: StoreDep,
    first: Annotated[int, Query(alias="from", description="First update")] = 1,
    count: Annotated[int, Query(ge=1, le=MAX_FRAMES, description="Number of frames")] = 100,
    every: Annotated[int, Query(ge=1, le=1000, description="Updates from frame to frame")] = 1,
    granularity: Annotated[Literal["update", "timestep"], Query()] = "update",
) -> EventSourceResponse:
    """Frames as server-sent events, then `done`."""
    check_update(recording, "from", first)
    wanted = range(first, min(first + count * every, recording.last_update + 1), every)
    micro = granularity == "timestep"
    return event_response(store, recording, wanted, encoding._replace(micro=micro))


@router.get("/runs/{run_id}/scalars", operation_id="get_scalars")
async def get_scalars(
    recording: RecordingDep,
    store: StoreDep,
    first: Annotated[int, Query(alias="from")] = 1,
    to: Annotated[int | None, Query(description="Last update; the run's last")] = None,
) -> wire.RunScalars:
    """Loss and gradient norm of every update in a range, and the errors where evaluated."""
    last = recording.last_update if to is None else to
    check_update(recording, "from", first)
    check_update(recording, "to", last)
    if last < first:
        raise out_of_range("to", f"from {first} on, where the range begins")
    scalars = wire.scalars_resource(await store.scalars(recording, first, last))
    return Response(encode(scalars), media_type="application/json")  # type: ignore[return-value]


@router.get("/runs/{run_id}/figures", operation_id="list_figures", response_model=None)
async def list_figures(recording: RecordingDep) -> Response:
    """The template of every track: a Plotly figure whose arrays are named."""
    templates = figures(experiment(recording.config))
    return Response(encode(templates), media_type="application/json")


@router.get("/runs/{run_id}/figures/{track}", operation_id="get_figure", response_model=None)
async def get_figure(
    recording: RecordingDep,
    track: str,
    store: StoreDep,
    update: Annotated[int | None, Query(description="Bind this update's numbers")] = None,
) -> Response:
    """One track: its template or, with `update`, a Plotly figure."""
    templates = figures(experiment(recording.config))
    if track not in templates:
        raise ApiError(404, "unknown_track", f"track must be one of {', '.join(templates)}.")
    figure = templates[track]
    if update is not None:
        check_update(recording, "update", update)
        figure = bind(figure, await store.frame(recording, update))
    return Response(encode(figure), media_type="application/json")


@router.post("/trace", operation_id="trace", response_model=None)
async def trace(body: TraceRequest, request: Request) -> Response:
    """Forward and BPTT of any network on any data: every state and every gradient."""
    loop = asyncio.get_running_loop()
    body = body.model_copy(update={"name": None, "expected": None})  # spares them the way
    data = await loop.run_in_executor(request.app.state.executor, compute_trace, body)
    return Response(data, media_type="application/json")


def check_update(recording: Recording, field: str, update: int) -> None:
    """422 for an update that the run does not have."""
    if not 1 <= update <= recording.last_update:
        raise out_of_range(field, f"from 1 to {recording.last_update}, the last update of this run")
