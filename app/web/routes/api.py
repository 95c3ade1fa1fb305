"""The routes under /api."""

from fastapi import APIRouter, Depends

from ...engine.cells import CELLS
from ...runs.config.settings import RunConfig
from ...runs.training.description import task_facts
from ...tasks import TASKS
from .. import wire
from ..request.recordings import only_known
from . import datasets, inference, inspections, limits, runs
from . import exports as export
from . import frames as recordings
from . import traces as trace

router = APIRouter(prefix="/api", dependencies=[Depends(only_known)])
router.include_router(trace.router)  # first: it is asked many times a second
router.include_router(runs.router)
router.include_router(recordings.router)
router.include_router(inspections.router)
router.include_router(inference.router)
router.include_router(datasets.router)
router.include_router(export.router)
router.include_router(limits.router)


@router.get("/tasks", operation_id="list_tasks", tags=["Tasks and data"])
async def list_tasks() -> list[wire.TaskWithDefaults]:
    """Every task with the config that suits it."""
    return [
        wire.TaskWithDefaults(
            **task_facts(task),
            defaults=_defaults(task.name),
            cell_defaults={cell: _defaults(task.name, cell=cell) for cell in CELLS},
        )
        for task in TASKS.values()
    ]


def _defaults(task: str, **settings: str) -> RunConfig:
    return RunConfig.model_validate({"task": {"name": task}, **settings})
