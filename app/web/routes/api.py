"""The routes under /api."""

from fastapi import APIRouter, Depends

from ...engine.cells import CELLS
from ...runs.config.settings import RunConfig
from ...runs.training.description import task_facts
from ...tasks import TASKS
from .. import wire
from ..request.recordings import only_known
from . import datasets, exports, frames, inference, inspections, limits, runs, traces

router = APIRouter(prefix="/api", dependencies=[Depends(only_known)])
# Traces first: they are asked for many times a second.
for one in (traces, runs, frames, inspections, inference, datasets, exports, limits):
    router.include_router(one.router)


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
