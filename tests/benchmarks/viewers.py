"""A class of viewers, as one process:

`python -m tests.benchmarks.viewers URL RUN READERS STALLED SECONDS`

Each reader plays a run at 20 frames a second as the page does: it asks for two seconds' worth, and
for the next when one second of them is left. Prints one JSON object.
"""

import asyncio
import json
import random
import socket
import sys
import time
from urllib.parse import urlsplit

import numpy as np

FIELDS = "hidden,preactivation,delta,grad_hidden,outputs,params,grad_params,new_params"
RATE, SEGMENT = 20, 40
ARRIVE = SEGMENT / RATE  # seconds: nobody opens a page at the same instant as 99 others
FRAME, DONE = b"event: frame\n", b"event: done\n"


class Reader:
    """One viewer: how long after asking each frame came, and how many came too late to be shown."""

    def __init__(self, host: str, port: int, run: str) -> None:
        self.host, self.port, self.run = host, port, run
        self.latencies: list[float] = []
        self.missing = self.late = self.bytes = 0

    async def play(self, end: float) -> None:
        await asyncio.sleep(random.uniform(0, ARRIVE))
        reader, writer = await asyncio.open_connection(self.host, self.port)
        first, due = 1, time.monotonic() + 0.5
        while first == 1 or time.monotonic() < end:
            await self._segment(reader, writer, first, due)
            first, due = first + SEGMENT, due + SEGMENT / RATE
            await asyncio.sleep(max(0.0, due - 1.0 - time.monotonic()))
        writer.close()

    async def _segment(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, first: int, due: float
    ) -> None:
        path = f"/api/runs/{self.run}/events?from={first}&count={SEGMENT}&enc=b64&fields={FIELDS}"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        asked, frames, tail = time.monotonic(), 0, b""
        while True:
            data = await reader.read(2**18)
            now = time.monotonic()
            self.bytes += len(data)
            text = tail + data
            found = text.count(FRAME)
            self.latencies += [now - asked] * found
            self.late += sum(now > due + (frames + i) / RATE for i in range(found))
            frames += found
            if DONE in text or not data:
                break
            cut = max(text.rfind(FRAME) + len(FRAME), len(text) - len(FRAME))
            tail = text[cut:] if text.rfind(FRAME) >= 0 else text[-len(FRAME) :]
        self.missing += SEGMENT - frames
        if not data.endswith(b"0\r\n\r\n"):
            await reader.readuntil(b"0\r\n\r\n")


async def stall(host: str, port: int, run: str, end: float) -> None:
    """A viewer who asks for much and reads nothing."""
    await asyncio.sleep(random.uniform(0, ARRIVE))
    with socket.socket() as stalled:
        stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stalled.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(stalled, (host, port))
        path = f"/api/runs/{run}/events?from=1&count=500&enc=b64&fields={FIELDS}"
        asked = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        await loop.sock_sendall(stalled, asked)
        await asyncio.sleep(end - time.monotonic())


async def main(url: str, run: str, readers: int, stalled: int, seconds: float) -> dict[str, float]:
    address = urlsplit(url)
    host, port = str(address.hostname), int(address.port or 80)
    viewers = [Reader(host, port, run) for _ in range(readers)]
    end = time.monotonic() + seconds
    await asyncio.gather(
        *(viewer.play(end) for viewer in viewers),
        *(stall(host, port, run, end) for _ in range(stalled)),
    )
    latencies = np.array([value for viewer in viewers for value in viewer.latencies]) * 1000
    return {
        "frames": len(latencies),
        "bytes_per_frame": sum(viewer.bytes for viewer in viewers) / len(latencies),
        "p50": float(np.percentile(latencies, 50)),
        "p99": float(np.percentile(latencies, 99)),
        "worst": float(latencies.max()),
        "missing": sum(viewer.missing for viewer in viewers),
        "late": sum(viewer.late for viewer in viewers),
    }


if __name__ == "__main__":
    server, name, reading, stalling, lasting = sys.argv[1:]
    found = main(server, name, int(reading), int(stalling), float(lasting))
    print(json.dumps(asyncio.run(found)))
