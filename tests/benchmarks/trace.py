"""What POST /api/trace costs over loopback: `python -m tests.benchmarks.trace`.

At m 16 and k 25, one network on one kept connection, then on eight; and the largest that is taken.
"""

import json
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice, product
from statistics import median
from typing import Any

import numpy as np
from unrolled.runs.config.values import MAX_HIDDEN_SIZE
from unrolled.runs.traces.include import MAX_CELLS, MAX_STEPS, MAX_TRUNCATION_STEPS
from unrolled.runs.traces.request import MAX_FEATURES

from ..server import serve

CELLS = [(cell, both) for cell in ("rnn", "gru", "lstm") for both in (False, True)]


class Client:
    """A kept connection, as light as can be: it shares the processors with the server."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = memoryview(bytearray(2**20))

    def close(self) -> None:
        self._socket.close()

    def post(self, request: bytes) -> tuple[int, bytes]:
        """The status, and the body unless it is larger than a megabyte."""
        self._socket.sendall(request)
        got = self._socket.recv_into(self._buffer)
        head, _, body = bytes(self._buffer[:got]).partition(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        parts, missing = [body], length - len(body)
        while missing:
            got = self._socket.recv_into(self._buffer)
            if length <= len(self._buffer):
                parts.append(bytes(self._buffer[:got]))
            missing -= got
        return int(head.split()[1]), b"".join(parts)


def request(body: dict[str, Any]) -> bytes:
    data = json.dumps(body).encode()
    head = "POST /api/trace HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(data)}\r\n\r\n".encode() + data


def case(cell: str, both: bool, steps: int, batch: int, m: int, d: int, *include: str) -> bytes:
    rng = np.random.default_rng(steps)
    model = {"cell": cell, "bidirectional": both, "hidden_size": m}
    return request(
        {
            "model": model | {"input_size": d, "output_size": 1},
            "inputs": rng.normal(size=(steps, batch, d)).round(4).tolist(),
            "targets": rng.normal(size=(steps, batch, 1)).tolist(),
            "include": include,
        }
    )


def largest(cell: str, both: bool) -> Iterator[tuple[str, bytes]]:
    """Requests at the limits of steps and cells: everything of one sequence, the rest of many."""
    for steps in (MAX_TRUNCATION_STEPS, MAX_STEPS):
        slow = ["truncations", "gradient_check"][steps > MAX_TRUNCATION_STEPS :]
        for m, d in product((8, MAX_HIDDEN_SIZE), (1, MAX_FEATURES)):
            for batch in (1, MAX_CELLS // (steps * m)):
                include = [*slow, "itemised", "jacobians"] if batch == 1 else slow
                what = f"T {steps}, B {batch}, m {m}, d {d}, {'+'.join(include)}"
                yield what, case(cell, both, steps, batch, m, d, *include)


def latency(port: int, requests: int) -> None:
    body = case("rnn", False, 25, 1, 16, 1)
    answers, times = set(), []
    with closing(Client(port)) as client:
        for _ in range(requests):
            start = time.perf_counter()
            answers.add(client.post(body))
            times.append((time.perf_counter() - start) * 1000)
    ((status, answer),) = answers  # equal requests have equal answers
    assert status == 200
    p95 = np.percentile(times, 95)
    print(f"m 16, k 25, one connection: median {median(times):.2f} ms, p95 {p95:.2f} ms", end=" ")
    print(f"({len(answer):,} bytes; at most 5 ms)")


def throughput(port: int, requests: int, connections: int) -> None:
    body = case("rnn", False, 25, 1, 16, 1)

    def ask() -> None:
        with closing(Client(port)) as client:
            for _ in range(requests):
                assert client.post(body)[0] == 200

    threads = [threading.Thread(target=ask) for _ in range(connections)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = requests * connections / (time.perf_counter() - start)
    print(f"the same, {connections} connections: {rate:.0f} requests/s (at least 300)")


def limits(port: int, cell: str, both: bool, most: int | None) -> None:
    """How long the slowest of the largest takes."""
    worst, taken = (0.0, ""), 0
    with closing(Client(port)) as client:
        for what, body in islice(largest(cell, both), most):
            start = time.perf_counter()
            status, _ = client.post(body)
            taken += status == 200
            if status == 200:
                worst = max(worst, (time.perf_counter() - start, what))
    name = f"{cell}{', both directions' if both else ''}"
    print(f"largest {name}: {worst[0]:.2f} s ({worst[1]}; {taken} taken; at most 2 s)")


def main(
    requests: int = 500,
    connections: int = 8,
    cells: Sequence[tuple[str, bool]] = CELLS,
    most: int | None = None,
) -> None:
    """`requests` on each connection, then of each cell `most` of the largest; None: all of them."""
    with serve("--port", "0") as (_, url):
        port = int(url.rpartition(":")[2])
        for _ in range(2):  # the first time each worker gets warm
            latency(port, requests)
        throughput(port, requests, connections)
        for cell, both in cells:
            limits(port, cell, both, most)


if __name__ == "__main__":
    main()
