"""One pass forward and back, with every number: of any network, or of an update of a run."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from ...runs.traces.include import MADE, trace_of_update
from ...runs.traces.request import TraceRequest, compute_trace
from ...runs.training.lineage import check_update
from ..reply.caching import forever, is_known
from ..reply.formats import ARRAYS, WritingDep, answer
from ..request.disconnect import while_connected
from ..request.recordings import RecordingDep, StoreDep, names_of

router = APIRouter(tags=["Traces"])


@router.post("/trace", operation_id="trace", response_model=dict[str, Any], responses=ARRAYS)
async def trace(
    body: TraceRequest, store: StoreDep, request: Request, writing: WritingDep
) -> Response:
    """Forward and BPTT of any network on any data: every state and every gradient."""
    body = body.model_copy(update={"name": None, "expected": None})  # spares them the way
    data = await while_connected(request, store.compute(compute_trace, body, writing))
    return answer(data, writing.format)


@router.get(
    "/runs/{run_id}/trace",
    operation_id="get_trace",
    response_model=dict[str, Any],
    responses=ARRAYS,
)
async def get_trace(
    run: RecordingDep,
    store: StoreDep,
    request: Request,
    writing: WritingDep,
    update: Annotated[int, Query(description="The network before it, on the window it saw")] = 1,
    include: Annotated[
        str | None, Query(description=f"Names, separated by commas: {', '.join(MADE)}")
    ] = None,
) -> Response:
    """The pass of an update: what POST /api/trace answers for its parameters and its data."""
    check_update(run, "update", update)
    chosen = names_of("include", include, tuple(MADE))
    headers = forever(run.id, update, "trace", "+".join(chosen), *writing)
    if is_known(request, headers):
        return Response(status_code=304, headers=headers)
    work = store.at(run, update, partial(trace_of_update, include=chosen, writing=writing))
    return answer(await while_connected(request, work), writing.format, headers)
