"""What recordings cost: `python -m tests.benchmarks.runs`.

Streaming against training without it, seeking, a class of viewers, a store of 10,000 runs.
"""

import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from itertools import count, islice
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import psutil
from unrolled.runs.arithmetic import USUAL
from unrolled.runs.config.settings import RunConfig, parse_config
from unrolled.runs.store.store import Store
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch

from ..server import serve

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

    def new_run(self, updates: int) -> str:
        """The URL of a run that nobody has seen."""
        body = json.dumps(settings(updates))
        self._connection.request("POST", "/api/runs", body, {"Content-Type": "application/json"})
        return "/api/runs/" + str(json.load(self._connection.getresponse())["id"])


def settings(updates: int) -> dict[str, Any]:
    """The default run, with a seed of its own."""
    return {"task": {"name": "sunspots"}, "seed": next(seeds), "updates": updates}


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(updates: int) -> float:
    """Training alone, here."""
    run = Experiment(Stretch(parse_config(settings(updates))))
    return timed(lambda: sum(1 for _ in islice(run.updates(run.start()), updates)))


def trained(client: Client, updates: int) -> float:
    run = client.new_run(updates)
    return timed(lambda: client.get(f"{run}/scalars"))


def streamed(client: Client, updates: int, fields: str) -> float:
    run = client.new_run(updates)
    query = f"enc=b64&fields={fields}" if fields else "enc=b64"
    return timed(lambda: client.get(f"{run}/events?from=1&count={updates}&{query}"))


def costs(client: Client, updates: int, rounds: int) -> None:
    """Each a few times, in turns."""
    contenders: dict[str, Callable[[], float]] = {
        "bare training, one process": lambda: bare(updates),
        f"cold seek to update {updates:,}": lambda: client.first_byte(
            f"{client.new_run(updates)}/frames/{updates}?fields=loss"
        ),
        "training without streaming": lambda: trained(client, updates),
        f"streaming {FEW}": lambda: streamed(client, updates, FEW),
        "streaming every field": lambda: streamed(client, updates, ""),
    }
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            times[name].append(run())
    for name, values in times.items():
        print(f"{name:50} {median(values):6.2f} s", flush=True)


def seeks(client: Client, updates: int, wanted: int) -> None:
    run = client.new_run(updates)
    client.get(f"{run}/scalars")
    places = [random.randint(1, updates) for _ in range(wanted)]
    times = [client.first_byte(f"{run}/frames/{update}?enc=b64") for update in places]
    show("seek in a computed run, first byte", times)


def show(title: str, seconds: list[float]) -> None:
    p50, p95, worst = np.percentile(np.array(seconds) * 1000, [50, 95, 100])
    print(f"{title:50} p50 {p50:.1f} ms, p95 {p95:.1f} ms, worst {worst:.1f} ms", flush=True)


def viewers(run: str, server: psutil.Process, readers: int, stalled: int, seconds: float) -> None:
    """Some play the run at this URL at 20 frames a second, and some read nothing."""
    url, _, name = run.partition("/api/runs/")
    command = [sys.executable, "-m", "tests.benchmarks.viewers", url, name]
    numbers = [str(readers), str(stalled), str(seconds)]
    cpu, began, memory = cpu_seconds(server), time.monotonic(), server.memory_info().rss
    gone: float | None = None
    with subprocess.Popen([*command, *numbers], stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            time.sleep(0.25)
            waited = time.monotonic() - began
            if stalled and gone is None and waited > 8 and connections(server) <= readers:
                gone = waited
        assert process.stdout is not None
        found: dict[str, Any] = json.loads(process.stdout.read())
    share = (cpu_seconds(server) - cpu) / (time.monotonic() - began)
    print(
        f"{readers} viewers, {stalled} stalled: {found}; server {share:.0%} of a core,"
        f" RSS {server.memory_info().rss / 2**20:.0f} MB (before {memory / 2**20:.0f});"
        f" stalled ones gone {gone and round(gone, 1)} s after the start",
        flush=True,
    )


def cpu_seconds(server: psutil.Process) -> float:
    times = server.cpu_times()
    return float(times.user + times.system)


def connections(server: psutil.Process) -> int:
    """How many it holds."""
    held = server.net_connections("tcp")
    return sum(connection.status != psutil.CONN_LISTEN for connection in held)


def many_runs(stored: int) -> None:
    async def main(path: Path) -> None:
        with ThreadPoolExecutor(1) as executor:
            store = Store([executor], path, USUAL)
            config = parse_config({"task": {"name": "sunspots"}})
            runs = [await store.add(seeded(config, seed)) for seed in range(stored)]
            listing, lookup = [], []
            for run in random.sample(runs, min(200, stored)):
                start = time.perf_counter()
                await store.get(run.id)
                lookup.append(time.perf_counter() - start)
                start = time.perf_counter()
                await store.latest(100)
                listing.append(time.perf_counter() - start)
            show(f"{stored:,} runs: look one up", lookup)
            show(f"{stored:,} runs: list the newest 100", listing)
            store.close()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(Path(folder) / "runs.sqlite3"))


def seeded(config: RunConfig, seed: int) -> RunConfig:
    return config.model_copy(update={"seed": seed})


def main(
    updates: int = 5000,
    rounds: int = 9,
    wanted: int = 300,
    readers: int = 300,
    stalled: Sequence[int] = (0, 100),
    seconds: float = 20,
    stored: int = 10_000,
) -> None:
    """`rounds` of training and streaming, `wanted` seeks, `seconds` with each number of `stalled`
    viewers beside the `readers`, `stored` runs in a file.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        serve("--port", "0", data=Path(folder) / "runs.sqlite3") as (process, url),
        closing(Client(url)) as client,
    ):
        client.get(client.new_run(updates) + "/frames/1")
        costs(client, updates, rounds)
        seeks(client, updates, wanted)
        for number in stalled:
            run = client.new_run(updates)
            client.get(f"{run}/scalars")
            client.close()
            viewers(url + run, psutil.Process(process.pid), readers, number, seconds)
    many_runs(stored)


if __name__ == "__main__":
    main()
