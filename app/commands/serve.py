"""`unrolled serve`: the page and the API, until Ctrl+C."""

import argparse
import logging
import os
import signal
import socket
import sys
import threading
import webbrowser
from contextlib import suppress
from types import FrameType

import uvicorn

FIRST_PORT, LAST_PORT = 8000, 8099
SEND_BUFFER = 2**16  # bytes
STALLED = 12_000  # milliseconds


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl+C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        listener = listen(options.host, options.port)
    except OSError as error:
        print(f"unrolled: cannot listen on {options.host}: {error.strerror}", file=sys.stderr)
        return 1
    with suppress(KeyboardInterrupt):
        _serve(listener, options, [*names(options.host), *options.allowed_host])
    return 0


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
    """Have the kernel hold little of what a viewer does not read, and not for long."""
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


def _serve(listener: socket.socket, options: argparse.Namespace, hosts: list[str]) -> None:
    from ..main import create_app

    host, port = listener.getsockname()[:2]
    here = {"0.0.0.0": "127.0.0.1", "::": "127.0.0.1"}.get(host, host)
    url = f"http://[{here}]:{port}/" if ":" in here else f"http://{here}:{port}/"
    # One second is for answers under way; event streams end at once by themselves.
    app = create_app(options.workers, options.data, hosts)
    config = uvicorn.Config(app, log_level=options.log_level, timeout_graceful_shutdown=1)
    browser = options.browser if options.browser is not None else _has_display()
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
