"""What a run holds: frames, streams of them, scalars, figures."""

from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from ...figures.bind import as_plotly
from ...figures.jobs import drawn, standalone_templates, templates, templates_json
from ...figures.meta import Figure
from ...runs.errors import InputError
from ...runs.frame.encode import Writing, encode, rows_written
from ...runs.frame.fields import DEFAULT, fields_of
from ...runs.frame.schema import Frame
from ...runs.training.lineage import Recording, check_update
from ...runs.training.network import network_of
from ...runs.workers.jobs import Encoding
from .. import wire
from ..reply.accept import by_weight
from ..reply.caching import forever, is_known
from ..reply.errors import ApiError
from ..reply.events import EVENTS, LINES
from ..reply.formats import (
    ARRAYS,
    JSON_LINES,
    RANGE,
    EncQuery,
    RangeFormatDep,
    WritingDep,
    answer,
)
from ..reply.stream import (
    EVENT_STREAM,
    EventStream,
    JsonLines,
    frames,
    json_lines,
    position,
    server_sent_events,
)
from ..request.disconnect import while_connected
from ..request.recordings import RecordingDep, StoreDep, names_of

Figures = dict[str, Figure]
STREAMS = (EVENT_STREAM, JSON_LINES)
MAX_FRAMES = 5000
MAX_EVERY = 1000

router = APIRouter(tags=["Recordings"])


async def get_encoding(
    recording: RecordingDep,
    fields: Annotated[
        str | None,
        Query(description="Names, separated by commas; `default` stands for what is there unasked"),
    ] = None,
    enc: EncQuery = "json",
    sequences: Annotated[
        int | None,
        Query(ge=1, description="Only the first so many sequences of a batch; not of micro-steps"),
    ] = None,
) -> Encoding:
    """Which fields of a frame are wanted, as JSON; a route may have other formats."""
    known = (DEFAULT, *fields_of(network_of(recording.config)))
    # "update" is always there: it says which it is.
    chosen = names_of("fields", f"update,{fields}", known) if fields else None
    if sequences is not None and sequences >= recording.config.batch_size:
        sequences = None  # that is all of them
    writing = Writing(b64=enc == "b64")
    return Encoding(chosen, sequences=sequences, writing=writing)


EncodingDep = Annotated[Encoding, Depends(get_encoding)]


@router.get(
    "/runs/{run_id}/frames/{update}",
    operation_id="get_frame",
    response_model=Frame | dict[str, Any],
    responses={**ARRAYS, 304: {"description": "As it was: the ETag of If-None-Match"}},
)
async def get_frame(
    recording: RecordingDep,
    update: int,
    encoding: EncodingDep,
    writing: WritingDep,
    store: StoreDep,
    request: Request,
) -> Response:
    """All numbers of one update; as CSV those of `array`, or of the one among `fields`."""
    check_update(recording, "update", update)
    encoding = encoding._replace(writing=writing)
    if writing.format == "csv":
        encoding = _of_one_array(recording, encoding)
    fields, micro, sequences, writing = encoding
    headers = forever(recording.id, update, "+".join(fields or ()), micro, sequences, *writing)
    if is_known(request, headers):
        return Response(status_code=304, headers=headers)
    asked = store.events(recording, range(update, update + 1), encoding)
    found = await while_connected(request, asked)
    return answer(found[update][0].data, writing.format, headers)


def _of_one_array(recording: Recording, encoding: Encoding) -> Encoding:
    """For CSV: its `array`, or the only one of the fields; of parameters, params.W_h and so on."""
    array = encoding.writing.array
    named = [name for name in encoding.fields or () if name != "update"]
    if array is None and len(named) == 1:
        array = named[0]
    field = (array or "").partition(".")[0]
    known = fields_of(network_of(recording.config))
    if array is None or field not in known:
        raise InputError("array", "invalid_input", expected="array", choices=list(known))
    writing = encoding.writing._replace(array=array)
    return encoding._replace(fields=(field,), writing=writing)


@router.get(
    "/runs/{run_id}/events",
    operation_id="stream_events",
    response_model=None,
    response_class=Response,
    responses={200: {"content": {EVENT_STREAM: EVENTS, JSON_LINES: LINES}}},
)
async def stream_events(
    recording: RecordingDep,
    encoding: EncodingDep,
    store: StoreDep,
    first: Annotated[int, Query(alias="from", description="First update")] = 1,
    count: Annotated[int, Query(ge=1, le=MAX_FRAMES, description="Number of frames")] = 100,
    every: Annotated[int, Query(ge=1, le=MAX_EVERY, description="Updates from frame to frame")] = 1,
    granularity: Annotated[Literal["update", "timestep"], Query()] = "update",
    last_event_id: Annotated[
        str | None, Header(description="Go on after this event: an update, or update.microstep")
    ] = None,
    accept: Annotated[str, Header(include_in_schema=False)] = EVENT_STREAM,
) -> Response:
    """Frames as server-sent events, then `done`; or as JSON Lines."""
    check_update(recording, "from", first)
    wanted = range(first, min(first + count * every, recording.last_update + 1), every)
    encoding = encoding._replace(micro=granularity == "timestep")
    found = frames(store, recording, wanted, encoding, position(last_event_id))
    wanted_type = next((one for one in by_weight(accept) if one in STREAMS), EVENT_STREAM)
    if wanted_type == JSON_LINES:
        return JsonLines(json_lines(found, recording))
    return EventStream(server_sent_events(found, recording, wanted[-1] + every))


@router.get(
    "/runs/{run_id}/scalars",
    operation_id="get_scalars",
    response_model=wire.RunScalars,
    responses=RANGE,
)
async def get_scalars(
    recording: RecordingDep,
    store: StoreDep,
    request: Request,
    format_: RangeFormatDep,
    first: Annotated[int, Query(alias="from")] = 1,
    to: Annotated[int | None, Query(description="Last update; the run's last")] = None,
) -> Response:
    """Loss and norms of every update in a range, and the metrics where evaluated.

    As JSON Lines, CSV and .npz: a row for each update, metrics NaN where not evaluated.
    """
    last = recording.last_update if to is None else to
    check_update(recording, "from", first)
    check_update(recording, "to", last)
    if last < first:
        raise InputError("to", "out_of_range", expected="whole_from", low=first)
    scalars = await while_connected(request, store.scalars(recording, first, last))
    if format_ == "json":
        return answer(encode(wire.scalars_resource(scalars)), format_)
    return answer(rows_written(scalars.columns(), format_), format_)


@router.get("/runs/{run_id}/figures", operation_id="list_figures", response_model=Figures)
async def list_figures(
    recording: RecordingDep, store: StoreDep, request: Request, update: int = 1
) -> Response:
    """The template of every track, with named arrays; updates of one shape share them."""
    check_update(recording, "update", update)
    work = store.compute(templates_json, recording.at(update).stretch, update)
    return Response(await while_connected(request, work), media_type="application/json")


@router.get("/runs/{run_id}/figures/{track}", operation_id="get_figure", response_model=Figure)
async def get_figure(
    recording: RecordingDep,
    track: str,
    store: StoreDep,
    request: Request,
    update: Annotated[int | None, Query(description="Bind this update's numbers")] = None,
    bound: Annotated[
        bool, Query(description="With false, the update's figure before numbers are put in")
    ] = True,
) -> Response:
    """One track: its template (for the first update) or, with `update`, a Plotly figure.

    The figure stands alone: it has a title, the numbers of the timesteps, its rows' names, scales.
    """
    if update is not None:
        check_update(recording, "update", update)
    if update is None:
        made = store.compute(templates, recording.stretch, 1)
    else:
        made = store.compute(standalone_templates, recording.at(update).stretch, update)
    tracks = await while_connected(request, made)
    if track not in tracks:
        raise ApiError(404, "unknown_track", "track", choices=list(tracks))
    if update is None or not bound:
        return Response(as_plotly(tracks[track]), media_type="application/json")
    work = store.at(recording, update, partial(drawn, template=tracks[track]))
    return Response(await while_connected(request, work), media_type="application/json")
