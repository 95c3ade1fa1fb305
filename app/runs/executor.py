"""A worker process, in which things are computed."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Any


def make_executor() -> Executor:
    """A worker process, spawned, with one BLAS thread; should it die, another one starts."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    return _Executor()


class _Executor(Executor):
    """What was under way when a worker dies fails; what is submitted after that does not."""

    def __init__(self) -> None:
        self._start = partial(ProcessPoolExecutor, 1, get_context("spawn"), _end_with_the_server)
        self._pool = self._start()
        self._watched: set[int] = set()

    def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:
        with _interrupts_blocked():
            try:
                return self._watching(self._pool.submit(*args, **kwargs))
            except BrokenProcessPool:
                self._pool = self._start()
                return self._watching(self._pool.submit(*args, **kwargs))

    def _watching(self, future: Future[Any]) -> Future[Any]:
        """The same, once every process of the pool is watched."""
        pool: Any = self._pool
        for pid, process in dict(pool._processes).items():
            if pid not in self._watched:
                self._watched.add(pid)
                everyone, results = pool._processes, pool._result_queue._writer
                Thread(target=_end_with, args=(process, everyone, results), daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._pool.shutdown(wait, cancel_futures=cancel_futures)


def _end_with(process: Any, everyone: dict[int, Any], results: Any) -> None:
    """Wait for a process to die, and have its pool see it.

    One that is killed while it sends a result leaves half of it, and the pool would wait for the
    other half for ever: with no process left, and this side closed, it comes to the end.
    """
    wait([process.sentinel])
    for other in list(everyone.values()):
        other.kill()
    with suppress(OSError):
        results.close()


def _end_with_the_server() -> None:
    """A server that is killed cannot end its workers: they watch it themselves."""

    def watch() -> None:
        if server := parent_process():
            server.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Ctrl+C reaches the whole process group; workers started in here leave it to the server."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
