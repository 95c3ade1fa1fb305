"""What somebody else's frame takes while uploads are read: `python -m tests.benchmarks.uploads`.

Tables at the limits, 20 at a time; frames alone and beside them in turns.
"""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from http.client import HTTPConnection
from itertools import cycle, islice
from statistics import median

import numpy as np
from unrolled.tasks.own.limits import MAX_BYTES, MAX_CELLS, MAX_ROWS

from ..server import serve
from .runs import Client, timed

UPDATES = 10_000


def hours(rng: np.random.Generator) -> str:
    """As many rows as there may be, each with its hour and as many numbers as there is room for."""
    first = datetime(2001, 1, 1)
    walks = np.cumsum(rng.normal(size=(MAX_ROWS, 3)), axis=0) + 500
    rows = (
        f"{first + timedelta(hours=i):%d.%m.%Y %H:%M};{a:.4f};{b:.4f};{c:.4f}"
        for i, (a, b, c) in enumerate(walks.tolist())
    )
    return "when;a;b;c\n" + "\n".join(rows)


def digits(rng: np.random.Generator) -> str:
    """As many cells as there may be."""
    columns = 20
    numbers = rng.integers(10, size=(MAX_CELLS // columns - 1, columns)).tolist()
    return "\n".join(
        [",".join(f"c{i}" for i in range(columns)), *(",".join(map(str, row)) for row in numbers)]
    )


def largest(count: int) -> Iterator[bytes]:
    """So many different uploads."""
    kinds: Iterator[Callable[[np.random.Generator], str]] = cycle((hours, digits))
    for seed, kind in enumerate(islice(kinds, count)):
        text = kind(np.random.default_rng(seed))
        assert len(text) <= MAX_BYTES
        yield json.dumps({"kind": "series", "text": text}).encode()


def upload(url: str, body: bytes) -> int:
    """The status of the answer."""
    with closing(HTTPConnection(url.removeprefix("http://"))) as connection:
        headers = {"Content-Type": "application/json"}
        connection.request("POST", "/api/datasets/preview", body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


class Viewer:
    """Who looks at one frame after the other, none of them twice."""

    def __init__(self, client: Client) -> None:
        self._client, self._run = client, client.new_run(UPDATES)
        client.get(f"{self._run}/scalars")  # it is trained
        self._updates = iter(random.sample(range(1, UPDATES + 1), UPDATES))

    def frame(self) -> float:
        """Seconds until it is there."""
        update = next(self._updates)
        return timed(lambda: self._client.get(f"{self._run}/frames/{update}?enc=b64"))

    def until(self, asked: Sequence[Future[int]]) -> list[float]:
        """The frames, one at least, that there is time for until all these are answered."""
        times = [self.frame()]
        while not all(one.done() for one in asked):
            times.append(self.frame())
        return times


def main(uploads: int = 20, rounds: int = 3, alone: int = 200) -> None:
    """In each round so many frames alone, and then those beside uploads."""
    bodies = list(largest(uploads))
    before: list[float] = []
    beside: list[float] = []
    with (
        serve("--port", "0") as (_, url),
        closing(Client(url)) as client,
        ThreadPoolExecutor(uploads) as people,
    ):
        assert upload(url, bodies[0]) == 200  # its process starts with the first
        viewer = Viewer(client)
        for _ in range(rounds):
            before += [viewer.frame() for _ in range(alone)]
            asked = [people.submit(upload, url, body) for body in bodies]
            beside += viewer.until(asked)
            assert {one.result() for one in asked} == {200}
    for name, times in (("a frame alone", before), (f"beside {uploads} uploads", beside)):
        middle, high = np.percentile(np.array(times) * 1000, [50, 95])
        print(f"{name:24} median {middle:.2f} ms, p95 {high:.2f} ms, of {len(times):,}")
    print(f"{median(beside) / median(before):.2f} times as long (at most 1.5)")


if __name__ == "__main__":
    main()
