"""The command line: `unrolled serve`, or `python -m app`."""

import argparse
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import uvicorn
from platformdirs import user_data_dir

from . import __version__

FIRST_PORT, LAST_PORT = 8000, 8099
SEND_BUFFER = 2**16  # bytes
STALLED = 12_000  # milliseconds
MEMORY = ":memory:"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl+C; the result is the exit code."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        listener = listen(options.host, options.port)
    except OSError as error:
        print(f"unrolled: cannot listen on {options.host}: {error.strerror}", file=sys.stderr)
        return 1
    try:
        hosts = [*names(options.host), *options.allowed_host]
        _serve(listener, options.data, hosts, browser=options.browser and _has_display())
    except KeyboardInterrupt:
        pass
    finally:
        for worker in multiprocessing.active_children():
            worker.terminate()  # else the exit would wait for what it computes
            worker.join()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="unrolled", description="Watch a recurrent neural network unroll and learn."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("command", nargs="?", choices=["serve"], default="serve", help="(default)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; :: or 0.0.0.0 for a whole class"
    )
    parser.add_argument(
        "--port", type=_port, help=f"default: {FIRST_PORT}, or the next one that is free"
    )
    parser.add_argument(
        "--allowed-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name under which browsers may open it, besides this computer's own; repeatable",
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(user_data_dir("unrolled", appauthor=False)) / "runs.sqlite3",
        metavar="FILE",
        help="where runs are kept, or :memory: (default: %(default)s)",
    )
    parser.add_argument(
        "--no-browser", dest="browser", action="store_false", help="do not open a browser"
    )
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is between 0 and 65535")
    return port


def listen(host: str, port: int | None) -> socket.socket:
    """A listening socket on the port asked for, or else on the first free one."""
    ports = [port] if port is not None else range(FIRST_PORT, LAST_PORT + 1)
    family, _, _, _, address = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0]
    both = family == socket.AF_INET6 and socket.has_dualstack_ipv6()
    for number in ports:
        try:
            listener = socket.create_server(
                (str(address[0]), number), family=family, dualstack_ipv6=both
            )
        except OSError as error:
            if number == ports[-1]:
                reason = f"port {number}: {os.strerror(error.errno or 0)}"
                raise OSError(error.errno, reason) from error
        else:
            # Else the body of an answer waits until its head has been acknowledged, 40 ms later:
            # asyncio sees to that only for sockets that say which protocol they are of.
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _let_go_of_stalled(listener)
            return listener
    raise AssertionError("unreachable")


def _let_go_of_stalled(listener: socket.socket) -> None:
    """Of what a viewer does not read the kernel is to hold little, and not for long."""
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STALLED)


def _has_display() -> bool:
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def names(host: str) -> list[str]:
    """What browsers may call a server that listens on `host`, beside localhost and an address."""
    if host not in ("0.0.0.0", "::"):
        return [host]
    own = socket.gethostname()
    return [own, f"{own}.local", socket.getfqdn()]


def _serve(listener: socket.socket, data: Path, hosts: list[str], *, browser: bool) -> None:
    from .main import create_app  # slow to import: the command line answers without it

    host, port = listener.getsockname()[:2]
    here = {"0.0.0.0": "127.0.0.1", "::": "127.0.0.1"}.get(host, host)
    url = f"http://[{here}]:{port}/" if ":" in here else f"http://{here}:{port}/"
    # One second is for answers under way; event streams end at once by themselves.
    app = create_app(data=MEMORY if str(data) == MEMORY else data, hosts=hosts)
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)
    _Server(config, url, browser=browser).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Says where the page is as soon as it can be opened."""

    def __init__(self, config: uvicorn.Config, url: str, *, browser: bool) -> None:
        super().__init__(config)
        self.url = url
        self.browser = browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(f"Unrolled is at {self.url} (Ctrl+C ends it)", flush=True)
        if self.browser:
            threading.Thread(target=webbrowser.open, args=(self.url,), daemon=True).start()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # Answers cut off from now on are what was asked for, not errors.
        logging.disable()
        super().handle_exit(sig, frame)


if __name__ == "__main__":
    sys.exit(main())
