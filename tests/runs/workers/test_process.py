"""A worker process by itself: what it answers, and what happens when it dies or hangs."""

import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

import pytest
from unrolled.runs.arithmetic import Arithmetic, environment, measured
from unrolled.runs.errors import TookTooLongError, WorkerDiedError
from unrolled.runs.workers import process as executor
from unrolled.runs.workers.process import WorkerProcess

from ...processor import needs_avx2

LARGE = 50_000_000


@pytest.fixture
def process() -> Iterator[WorkerProcess]:
    with WorkerProcess() as worker:
        yield worker


def dies_once(mark: Path) -> str:
    """Work that kills its process unless it finds the mark that it left when it did."""
    once = f"import os, pathlib\nif not (mark := pathlib.Path({str(mark)!r})).exists():"
    return f"{once}\n mark.touch()\n os._exit(1)"


def test_work_is_done_in_order_in_one_other_process(process: WorkerProcess) -> None:
    futures = [process.submit(os.getpid), process.submit(divmod, 17, 5)]
    futures += [process.submit(int, "z", base=36), process.submit(os.getpid)]
    first, quotient, number, last = (future.result() for future in futures)
    assert (quotient, number) == ((3, 2), 35)
    assert first == last != os.getpid()


def test_what_work_raises_comes_back_and_harms_nobody(process: WorkerProcess) -> None:
    pid = process.submit(os.getpid).result()
    with pytest.raises(ValueError, match="invalid literal"):
        process.submit(int, "seven").result()
    with pytest.raises(FileNotFoundError):  # an OSError of the work, not of the pipe
        process.submit(os.stat, "/nowhere").result()
    with pytest.raises(EOFError):
        process.submit(exec, "raise EOFError").result()
    with pytest.raises(TypeError, match="pickle"):
        process.submit(threading.Lock).result()
    assert process.submit(os.getpid).result() == pid


def test_what_cannot_be_sent_is_refused_at_once(process: WorkerProcess) -> None:
    with pytest.raises(AttributeError, match="local object"):
        process.submit(lambda: None)


def test_another_process_takes_over_when_one_has_died(
    process: WorkerProcess, tmp_path: Path
) -> None:
    """The work that met its death is begun again: it finds the mark that it left before."""
    before, mark = process.submit(os.getpid).result(), tmp_path / "mark"
    assert process.submit(exec, dies_once(mark)).result() is None
    assert mark.exists()
    assert process.submit(os.getpid).result() != before


def test_a_process_that_dies_while_it_is_idle_takes_no_try_from_the_next_work(
    process: WorkerProcess, tmp_path: Path
) -> None:
    pid, mark = process.submit(os.getpid).result(), tmp_path / "mark"
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert process.submit(exec, dies_once(mark)).result() is None
    assert mark.exists()


def test_an_error_says_where_in_the_work_it_was_raised(process: WorkerProcess) -> None:
    error = process.submit(exec, "import json\njson.loads('{')").exception()
    assert "json/decoder.py" in "".join(getattr(error, "__notes__", []))


def test_who_is_interrupted_does_not_wait_for_the_work() -> None:
    with suppress(KeyboardInterrupt), WorkerProcess() as process:
        endless = process.submit(signal.pause)
        raise KeyboardInterrupt
    assert endless.cancelled() or isinstance(endless.exception(), WorkerDiedError)


def test_work_that_kills_twice_is_given_up(process: WorkerProcess) -> None:
    deadly, next_one = process.submit(os._exit, 1), process.submit(divmod, 7, 2)
    with pytest.raises(WorkerDiedError):
        deadly.result()
    assert next_one.result() == (3, 1)


def test_a_process_killed_while_it_sends_a_large_result(process: WorkerProcess) -> None:
    """It leaves half of the result in the pipe, which nobody takes for the whole."""
    for delay in (0.0, 0.005, 0.01, 0.02, 0.04):
        pid = process.submit(os.getpid).result()
        killer = threading.Timer(delay, os.kill, (pid, signal.SIGKILL))
        killer.start()
        assert len(process.submit(bytes, LARGE).result()) == LARGE
        killer.join()


@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.01, 0.3])
@pytest.mark.parametrize("is_started", [False, True])
def test_killed_work_fails_and_the_next_is_done(
    process: WorkerProcess, seconds: float, is_started: bool
) -> None:
    """Whenever it is killed: before there is a process, before it has begun, in the middle."""
    pid = process.submit(os.getpid).result() if is_started else None
    endless, waiting = process.submit(signal.pause), process.submit(os.getpid)
    while not endless.running():
        pass
    time.sleep(seconds)
    process.kill()
    assert type(endless.exception()) is WorkerDiedError
    assert waiting.result() != pid


def test_work_has_a_deadline_and_a_process_that_hangs_is_replaced(
    process: WorkerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = process.submit(os.getpid).result()
    with monkeypatch.context() as impatient:
        impatient.setattr(process, "_deadline", 0.1)
        with pytest.raises(TookTooLongError):
            process.submit(signal.pause).result()
    assert process.submit(os.getpid).result() != pid


@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.3])
def test_a_shutdown_ends_what_is_under_way_and_what_waits(seconds: float) -> None:
    process = WorkerProcess()
    endless, waiting = process.submit(signal.pause), process.submit(os.getpid)
    time.sleep(seconds)
    process.shutdown(cancel_futures=True)
    assert endless.cancelled() or type(endless.exception()) is WorkerDiedError
    assert waiting.cancelled()
    with pytest.raises(RuntimeError, match="shut down"):
        process.submit(os.getpid)


def test_a_cancelled_piece_of_work_is_left_out(process: WorkerProcess, tmp_path: Path) -> None:
    process.submit(time.sleep, 0.1)
    waiting = process.submit(os.mkdir, tmp_path / "made")
    assert waiting.cancel()
    process.submit(os.getpid).result()
    assert not (tmp_path / "made").exists()


def test_interrupts_are_for_the_server_alone(process: WorkerProcess) -> None:
    assert process.submit(os.getpgid, 0).result() != os.getpgid(0)


def test_modules_of_the_folder_one_stands_in_are_not_taken_for_the_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit('not NumPy')")
    monkeypatch.chdir(tmp_path)
    with WorkerProcess() as process:
        assert process.submit(measured).result().fingerprint


@needs_avx2
def test_a_worker_of_another_arithmetic_never_joins(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither as the next process nor beside it, on what looks like another processor."""
    elsewhere = environment() | {"NPY_DISABLE_CPU_FEATURES": "X86_V3"}
    shared: Future[Arithmetic] = Future()
    with WorkerProcess(arithmetic=shared) as process, WorkerProcess(arithmetic=shared) as beside:
        first = process.submit(measured).result()
        with monkeypatch.context() as patched, caplog.at_level(logging.WARNING):
            patched.setattr(executor, "environment", lambda: elsewhere)
            for work in (process.submit(os._exit, 1), beside.submit(os.getpid)):
                with pytest.raises(WorkerDiedError):
                    work.result()
            assert "it computes with Arithmetic" in caplog.text
        assert process.submit(measured).result() == first == beside.submit(measured).result()
