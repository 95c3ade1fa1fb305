"""The application: one store, worker processes, the API, the page."""

import asyncio
import os
from collections.abc import AsyncIterator, Collection
from concurrent.futures import Future
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import FastAPI

from . import __version__
from .figures import jobs as figure_jobs
from .runs.arithmetic import Arithmetic, measured
from .runs.store.database import MEMORY
from .runs.store.store import Store
from .runs.workers import jobs as run_jobs
from .runs.workers.process import WorkerProcess
from .runs.workers.reader import Reader
from .settings import static_dir, templates_dir
from .tasks.own.datasets import use_folder
from .web.guard.bodies import Bodies
from .web.guard.headers import HEADERS, SecurityHeaders
from .web.guard.hosts import HostGuard
from .web.guard.methods import Methods
from .web.openapi import DocumentedAPI
from .web.pages.pages import pages_router
from .web.pages.static_files import StaticFiles
from .web.reply import errors
from .web.routes import api


def create_app(
    workers: int = min(4, os.cpu_count() or 1),
    data: str | Path = MEMORY,
    hosts: Collection[str] = (),
) -> FastAPI:
    """The app; its worker processes start and end with it.

    `data` is the file of its runs; it answers under the names `hosts`, besides localhost and its
    addresses.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with TemporaryDirectory(prefix="unrolled-") as spare:
            _keep_datasets(data, Path(spare))  # before there are workers, who are to know it, too
            shared: Future[Arithmetic] = Future()
            processes = [WorkerProcess(arithmetic=shared) for _ in range(workers)]
            reader = app.state.reader = Reader()
            try:
                arithmetic = processes[0].submit(measured)
                for process in processes:
                    process.submit(run_jobs.warm)
                    process.submit(figure_jobs.warm)
                app.state.store = Store(processes, data, await asyncio.wrap_future(arithmetic))
                yield
                app.state.store.close()
            finally:
                for process in (*processes, reader.process):
                    process.shutdown(wait=False, cancel_futures=True)

    app = DocumentedAPI(
        title="Unrolled",
        version=__version__,
        summary="A recurrent network unrolled through time, and BPTT, number by number.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        servers=[{"url": "."}],  # beside the schema, below whatever path that is
        root_path_in_servers=False,
    )
    errors.install(app, HEADERS)
    for middleware in (Bodies, Methods):  # the last one added is the first one asked
        app.add_middleware(middleware)
    app.add_middleware(HostGuard, hosts=hosts)
    app.add_middleware(SecurityHeaders)
    app.include_router(api.router)
    app.mount("/static", StaticFiles(directory=static_dir()), name="static")
    app.include_router(pages_router(templates_dir(), static_dir()))
    return app


def _keep_datasets(data: str | Path, spare: Path) -> None:
    """Readers' data lie beside the file of the runs, or in `spare` where nothing can be kept."""
    if str(data) != MEMORY:
        try:
            use_folder(Path(data).parent / "datasets")
        except OSError:
            pass
        else:
            return
    use_folder(spare)
