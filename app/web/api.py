"""The routes under /api."""

from fastapi import APIRouter, Request, Response

from ..engine.cells import CELLS
from ..runs.config import RunConfig
from ..runs.trace import TraceRequest, compute_trace
from ..tasks import TASKS
from . import datasets, export, inference, inspections, recordings, runs, wire
from .abandon import unless_abandoned
from .asked import StoreDep

router = APIRouter(prefix="/api")
router.include_router(runs.router)
router.include_router(recordings.router)
router.include_router(inspections.router)
router.include_router(inference.router)
router.include_router(datasets.router)
router.include_router(export.router)


@router.get("/tasks", operation_id="list_tasks")
async def list_tasks() -> list[wire.TaskWithDefaults]:
    """Every task with the config that suits it."""
    return [
        wire.TaskWithDefaults(
            **wire.task_summary(task),
            defaults=_defaults(task.name),
            cell_defaults={cell: _defaults(task.name, cell=cell) for cell in CELLS},
        )
        for task in TASKS.values()
    ]


def _defaults(task: str, **settings: str) -> RunConfig:
    return RunConfig.model_validate({"task": {"name": task}, **settings})


@router.post("/trace", operation_id="trace", response_model=None)
async def trace(body: TraceRequest, store: StoreDep, request: Request) -> Response:
    """Forward and BPTT of any network on any data: every state and every gradient."""
    body = body.model_copy(update={"name": None, "expected": None})  # spares them the way
    data = await unless_abandoned(request, store.compute(compute_trace, body))
    return Response(data, media_type="application/json")
