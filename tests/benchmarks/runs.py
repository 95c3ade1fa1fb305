"""What recordings cost: `python -m tests.benchmarks.runs`.

Streaming against training without it, seeking, a class of viewers, a store of 10,000 runs.
"""

import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import count, islice
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from unrolled.runs.config import RunConfig, parse_config
from unrolled.runs.experiment import Experiment
from unrolled.runs.lineage import Stretch
from unrolled.runs.store import Store

from ..server import serve

UPDATES = 5000
FEW = "loss,hidden,outputs,grad_hidden"
seeds = count(1000)


class Client:
    """One kept connection to the server."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection = HTTPConnection(url.removeprefix("http://"))

    def close(self) -> None:
        """The next request opens it again."""
        self._connection.close()

    def ask(self, path: str) -> None:
        self._connection.request("GET", path)

    def answer(self) -> bytes:
        return self._connection.getresponse().read()

    def get(self, path: str) -> bytes:
        self.ask(path)
        return self.answer()

    def first_byte(self, path: str) -> float:
        """Seconds until the answer begins."""
        start = time.perf_counter()
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        answer.read(1)
        passed = time.perf_counter() - start
        answer.read()
        return passed

    def new_run(self) -> str:
        """The URL of a default run that nobody has seen."""
        body = json.dumps({"task": {"name": "sunspots"}, "seed": next(seeds)})
        self._connection.request("POST", "/api/runs", body, {"Content-Type": "application/json"})
        return "/api/runs/" + str(json.load(self._connection.getresponse())["id"])


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare() -> float:
    """Training alone, here."""
    config = parse_config({"task": {"name": "sunspots"}, "seed": next(seeds)})
    run = Experiment(Stretch(config))
    return timed(lambda: sum(1 for _ in islice(run.updates(run.start()), UPDATES)))


def trained(client: Client) -> float:
    run = client.new_run()
    return timed(lambda: client.get(f"{run}/scalars"))


def streamed(client: Client, fields: str) -> float:
    run = client.new_run()
    query = f"enc=b64&fields={fields}" if fields else "enc=b64"
    return timed(lambda: client.get(f"{run}/events?from=1&count={UPDATES}&{query}"))


def costs(client: Client) -> None:
    """Each a few times, in turns."""
    contenders: dict[str, Callable[[], float]] = {
        "bare training, one process": bare,
        "cold seek to update 5,000": lambda: client.first_byte(
            f"{client.new_run()}/frames/{UPDATES}?fields=loss"
        ),
        "training without streaming": lambda: trained(client),
        f"streaming {FEW}": lambda: streamed(client, FEW),
        "streaming every field": lambda: streamed(client, ""),
    }
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(9):
        for name, run in contenders.items():
            times[name].append(run())
    for name, values in times.items():
        print(f"{name:50} {median(values):6.2f} s", flush=True)


def seeks(client: Client) -> None:
    run = client.new_run()
    client.get(f"{run}/scalars")
    wanted = [random.randint(1, UPDATES) for _ in range(300)]
    times = [client.first_byte(f"{run}/frames/{update}?enc=b64") for update in wanted]
    show("seek in a computed run, first byte", times)


def show(title: str, seconds: list[float]) -> None:
    p50, p95, worst = np.percentile(np.array(seconds) * 1000, [50, 95, 100])
    print(f"{title:50} p50 {p50:.1f} ms, p95 {p95:.1f} ms, worst {worst:.1f} ms", flush=True)


def viewers(url: str, client: Client, server: int, stalled: int) -> None:
    """300 of them at 20 frames a second, on a run that is computed."""
    run = client.new_run().rpartition("/")[2]
    client.get(f"/api/runs/{run}/scalars")
    client.close()
    command = [sys.executable, "-m", "tests.benchmarks.viewers", url, run, "300", str(stalled)]
    cpu, began, memory = cpu_seconds(server), time.monotonic(), rss(server)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    gone: float | None = None
    while process.poll() is None:
        time.sleep(0.25)
        if stalled and gone is None and time.monotonic() > began + 8:
            left = connections(int(url.rpartition(":")[2]))
            if left <= 301:
                gone = time.monotonic() - began
    assert process.stdout is not None
    found: dict[str, Any] = json.loads(process.stdout.read())
    share = (cpu_seconds(server) - cpu) / (time.monotonic() - began)
    print(
        f"300 viewers, {stalled} stalled: {found}; server {share:.0%} of a core,"
        f" RSS {rss(server) / 2**20:.0f} MB (before {memory / 2**20:.0f});"
        f" stalled ones gone {gone and round(gone, 1)} s after the start",
        flush=True,
    )


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rss(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def connections(port: int) -> int:
    """How many the server holds."""
    rows = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return sum(row.split()[1].endswith(f":{port:04X}") and row.split()[3] != "0A" for row in rows)


def many_runs() -> None:
    async def main(path: Path) -> None:
        with ThreadPoolExecutor(1) as executor:
            store = Store([executor], path)
            config = parse_config({"task": {"name": "sunspots"}})
            runs = [await store.add(seeded(config, seed)) for seed in range(10_000)]
            listing, lookup = [], []
            for run in random.sample(runs, 200):
                start = time.perf_counter()
                await store.get(run.id)
                lookup.append(time.perf_counter() - start)
                start = time.perf_counter()
                await store.latest(100)
                listing.append(time.perf_counter() - start)
            show("10,000 runs: look one up", lookup)
            show("10,000 runs: list the newest 100", listing)
            store.close()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(Path(folder) / "runs.sqlite3"))


def seeded(config: RunConfig, seed: int) -> RunConfig:
    return config.model_copy(update={"seed": seed})


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory() as folder,
        serve("--port", "0", data=Path(folder) / "runs.sqlite3") as (process, url),
    ):
        client = Client(url)
        client.get(client.new_run() + "/frames/1")
        costs(client)
        seeks(client)
        for stalled in (0, 100):
            viewers(url, client, process.pid, stalled)
    many_runs()
