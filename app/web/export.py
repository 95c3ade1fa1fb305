"""An update of a run as a program of its own."""

from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from ..engine.train import Update
from ..export import PROGRAMS, case_of
from ..runs.experiment import Experiment
from .abandon import unless_abandoned
from .asked import RecordingDep, StoreDep, check_update

router = APIRouter()


@router.get(
    "/runs/{run_id}/export",
    operation_id="export_update",
    response_model=None,
    responses={200: {"content": {"text/x-python": {}}}},
)
async def export_update(
    run: RecordingDep,
    store: StoreDep,
    request: Request,
    update: Annotated[int, Query(description="The update that the program makes once more")] = 1,
    framework: Annotated[Literal["pytorch", "numpy"], Query(alias="format")] = "pytorch",
) -> Response:
    """A program that prints the loss and every gradient of an update, and makes it."""
    check_update(run, "update", update)
    work = store.at(run, update, partial(_program, framework=framework))
    program = await unless_abandoned(request, work)
    name = f"{run.config.task.name}_{update}_{framework}.py"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(program, headers=headers, media_type="text/x-python; charset=utf-8")


def _program(run: Experiment, update: Update, framework: str) -> str:
    return PROGRAMS[framework](case_of(run, update))
