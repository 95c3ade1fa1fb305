"""The file of recordings, as a command uses it: what lacks is computed in a worker process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from ..runs.arithmetic import measured
from ..runs.store.database import MEMORY
from ..runs.store.store import Store
from ..runs.workers.process import WorkerProcess
from ..tasks.own.datasets import use_folder


@asynccontextmanager
async def recordings(data: str) -> AsyncIterator[Store]:
    """The store of a file, or of `:memory:`."""
    if data != MEMORY:
        use_folder(Path(data).parent / "datasets")
    with (
        WorkerProcess() as process,
        closing(Store([process], data, process.submit(measured).result())) as store,
    ):
        yield store
