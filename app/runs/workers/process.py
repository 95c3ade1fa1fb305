"""A worker process, in which things are computed, and the one pipe to it."""

import logging
import os
import pickle
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import Executor, Future, InvalidStateError
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from queue import SimpleQueue
from subprocess import DEVNULL, Popen
from threading import Lock, Thread
from typing import Any, NamedTuple, TypeVar

from ..arithmetic import Arithmetic, environment, measured
from ..errors import TookTooLongError, WorkerDiedError

T = TypeVar("T")
DEADLINE = 3600.0  # seconds: far more than the largest work that is permitted takes
log = logging.getLogger(__name__)


class Job(NamedTuple):
    """A piece of work that waits, or is under way."""

    future: Future[Any]
    message: bytes  # the function and its arguments, pickled


class WorkerProcess(Executor):
    """An executor of one process, which starts when there is work, in the one arithmetic.

    Should it die, another is started and the work begun once more; should that die too, the work
    fails with WorkerDiedError, as it does after `deadline` seconds. A process whose `arithmetic` is
    not that of the first to start, here or in any executor that shares the future, gets no work.
    `niceness` is what it yields to others, from 0 to 19.
    """

    def __init__(
        self,
        deadline: float = DEADLINE,
        arithmetic: Future[Arithmetic] | None = None,
        niceness: int = 0,
    ) -> None:
        self._deadline, self._niceness = deadline, niceness
        self._arithmetic = arithmetic or Future()
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._process: Popen[bytes] | None = None
        self._pipe: Connection[Any, Any]
        self._is_given_up = self._is_shut_down = self._is_ending = False
        self._submitting = Lock()
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    def submit(self, work: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """What `work`, a function of a module, makes of the arguments in the process."""
        job = Job(Future(), pickle.dumps((work, args, kwargs)))
        with self._submitting:  # nothing comes after what a shutdown puts last
            if self._is_shut_down:
                raise RuntimeError("a worker that is shut down takes no work")
            self._jobs.put(job)
        return job.future

    def kill(self) -> None:
        """End the process: what is under way fails, what waits is done by the next one."""
        self._is_given_up = True
        if process := self._process:
            process.kill()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work; with `cancel_futures` what waits and what is under way ends, too."""
        with self._submitting:
            self._is_shut_down = True
            self._jobs.put(None)
        if cancel_futures:
            self._is_ending = True
            self.kill()
        if wait:
            self._thread.join()

    def __exit__(self, *_: object) -> None:
        """What is still under way is not wanted: an interrupted program need not wait for it."""
        self.shutdown(cancel_futures=True)

    def _work(self) -> None:
        while job := self._jobs.get():
            self._is_given_up = False  # first, for whoever sees that it is running may kill it
            if self._is_ending:
                job.future.cancel()
            if job.future.set_running_or_notify_cancel():
                self._do(job)
            del job  # it may be large, and the next may be long in coming
        self._end()

    def _do(self, job: Job) -> None:
        try:
            is_done, answer = self._answer(job.message)
        except Exception as error:
            is_done, answer = False, error
        (job.future.set_result if is_done else job.future.set_exception)(answer)

    def _answer(self, message: bytes) -> tuple[bool, Any]:
        """Whether the work was done, and what came of it or why not. Raises WorkerDiedError."""
        for is_last in (False, True):
            try:
                return self._ask(message)
            except (EOFError, OSError) as error:
                self._end()
                if self._is_given_up or is_last:
                    raise WorkerDiedError from error
                log.warning("A worker process died, and its work is begun again: %r", error)
        raise AssertionError("unreachable")

    def _ask(self, message: bytes) -> tuple[bool, Any]:
        """The answer of the process. Raises EOFError or OSError where it dies."""
        if self._process and self._process.poll() is not None:  # it died while it was idle
            self._end()
        if self._process is None:
            self._start()
        if self._is_given_up:  # while there was no process to be killed
            raise EOFError
        self._pipe.send_bytes(message)
        if not self._pipe.poll(self._deadline):
            self._end()
            raise TookTooLongError(self._deadline)
        is_done, answer, told = self._pipe.recv()
        if not is_done:
            answer.add_note(told)
        return is_done, answer

    def _start(self) -> None:
        """Raises EOFError where the process dies at once, or has another arithmetic."""
        self._pipe, theirs = Pipe()
        with theirs:
            program = f"from {__name__} import serve; serve({theirs.fileno()}, {self._niceness})"
            self._process = Popen(
                [sys.executable, "-P", "-c", program],
                env=environment(),
                stdin=DEVNULL,
                pass_fds=[theirs.fileno()],
                process_group=0,  # Ctrl+C is for the server alone
            )
        if not self._pipe.poll(DEADLINE):
            raise EOFError
        found = self._pipe.recv()
        with suppress(InvalidStateError):
            self._arithmetic.set_result(found)
        if found != self._arithmetic.result():
            raise EOFError(f"it computes with {found}, not with {self._arithmetic.result()}")

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._pipe.close()
            self._process = None


def serve(descriptor: int, niceness: int) -> None:
    """The life of a worker process: it says which arithmetic it has, and answers what it is sent.

    It ends when the other side of the pipe is closed, in the middle of its work, too: a server
    that is killed cannot end its workers.
    """
    os.nice(niceness)
    pipe: Connection[Any, Any] = Connection(descriptor)
    messages: SimpleQueue[bytes] = SimpleQueue()

    def receive() -> None:
        with suppress(EOFError, OSError):
            while True:
                messages.put(pipe.recv_bytes())
        os._exit(0)

    Thread(target=receive, daemon=True).start()
    with suppress(BrokenPipeError):
        pipe.send(measured())
        while True:
            pipe.send_bytes(_done(messages.get()))


def _done(message: bytes) -> bytes:
    """Whether the work was done, what came of it or why not, and where that was; pickled."""
    try:
        work, args, kwargs = pickle.loads(message)
        return pickle.dumps((True, work(*args, **kwargs), ""))
    except Exception as error:
        told = traceback.format_exc()
        try:
            return pickle.dumps((False, error, told))
        except Exception:
            return pickle.dumps((False, RuntimeError(repr(error)), told))
