"""The real server as a process of its own, for tests."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

COMMAND = (sys.executable, "-m", "unrolled")
PATIENCE = 120  # seconds until a test gives up: only who waits in vain waits for so long


@contextmanager
def serve(
    *options: str,
    command: Sequence[str | Path] = COMMAND,
    folder: Path | None = None,
    data: str | Path = ":memory:",
    env: Mapping[str, str] | None = None,
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The server in a process group of its own, as a terminal starts it, and its URL."""
    process = subprocess.Popen(
        [*command, "serve", "--no-browser", "--data", str(data), *options],
        cwd=folder,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line + process.communicate()[1]
        yield process, found[0].rstrip("/")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=PATIENCE)


def ask(url: str, body: object = None) -> Any:
    """The JSON that answers a GET or, with a body, a POST."""
    data = None if body is None else json.dumps(body).encode()
    with urlopen(
        Request(url, data, {"Content-Type": "application/json"}), timeout=PATIENCE
    ) as answer:
        return json.load(answer)


def wait_until(holds: Callable[[], object]) -> None:
    """Returns as soon as it holds; fails after PATIENCE seconds."""
    for _ in range(50 * PATIENCE):
        if holds():
            return
        time.sleep(0.02)
    raise AssertionError("what was waited for has not come")


def children(pid: int) -> list[int]:
    """The worker processes of a server."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
            command = (status.parent / "cmdline").read_text()
        except OSError:
            continue
        if int(fields[1]) == pid and "process import serve" in command:
            found.append(int(status.parent.name))
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
