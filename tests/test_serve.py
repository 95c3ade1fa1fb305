"""`unrolled serve` as a process: its ports, its one-line errors and its end."""

import os
import signal
import socket
import subprocess
from contextlib import closing
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from unrolled import __version__
from unrolled.commands.serve import listen, names

from .server import COMMAND, PATIENCE, ask, children, is_alive, serve, wait_until


def taken_port(host: str = "127.0.0.1") -> socket.socket:
    return socket.create_server((host, 0))


def test_version() -> None:
    shown = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, check=True)
    assert shown.stdout == f"unrolled {__version__}\n"


def test_a_port_that_was_asked_for_and_is_taken() -> None:
    with closing(taken_port()) as listener:
        port = listener.getsockname()[1]
        ended = subprocess.run([*COMMAND, "--port", str(port)], capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == (
        f"unrolled: cannot listen on 127.0.0.1: port {port}: Address already in use\n"
    )


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
def test_a_port_that_cannot_be(port: str) -> None:
    ended = subprocess.run([*COMMAND, f"--port={port}"], capture_output=True, text=True)
    assert ended.returncode == 2
    assert "--port" in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr


def test_the_next_free_port_when_none_was_asked_for() -> None:
    with serve() as (_, first), serve() as (_, second):
        ports = [int(url.rsplit(":", 1)[1]) for url in (first, second)]
        assert len(set(ports)) == 2
        assert all(8000 <= port < 8100 for port in ports)
        for url in (first, second):
            with urlopen(f"{url}/api/tasks", timeout=PATIENCE) as response:
                assert response.status == 200


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_all_addresses_are_those_of_ipv4_too() -> None:
    with serve("--host", "::", "--port", "0") as (_, url):
        port = url.rsplit(":", 1)[1]
        for host in ("127.0.0.1", "[::1]"):
            with urlopen(f"http://{host}:{port}/api/tasks", timeout=PATIENCE) as response:
                assert response.status == 200


@pytest.mark.parametrize(
    "kind",
    [pytest.param(signal.SIGINT, marks=pytest.mark.thorough), signal.SIGTERM],
    ids=["ctrl-c", "terminate"],
)
def test_it_ends_with_streams_open_and_work_under_way(kind: signal.Signals) -> None:
    with serve("--port", "0") as (process, url):
        config = {"task": {"name": "sunspots"}}
        run = ask(f"{url}/api/runs", config)["id"]
        long_run = ask(f"{url}/api/runs", config | {"hidden_size": 64, "updates": 20000})["id"]
        path = f"{url}/api/runs/{run}/events?from=1&count=500&every=1"
        work = f"{url}/api/runs/{long_run}/events?from=20000&count=1"
        with urlopen(path, timeout=PATIENCE) as stream, urlopen(work, timeout=PATIENCE):
            assert stream.readline().startswith(b"id:") or stream.readline()
            workers = children(process.pid)
            assert workers
            os.killpg(process.pid, kind)
            process.wait(timeout=PATIENCE)
        wait_until(lambda: not any(map(is_alive, workers)))  # they, too, hold stderr open
        assert process.stdout
        assert process.stderr
        assert process.returncode == 0
        assert process.stderr.read() == ""


def test_ctrl_c_as_soon_as_it_has_started() -> None:
    with serve("--port", "0") as (process, _):
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=PATIENCE) == ("", "")
        assert process.returncode == 0


def test_the_body_of_an_answer_does_not_wait_for_its_heads_acknowledgement() -> None:
    with (
        closing(listen("127.0.0.1", 0)) as listener,
        closing(socket.create_connection(listener.getsockname())),
        closing(listener.accept()[0]) as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def status(url: str, host: str) -> int:
    try:
        with urlopen(Request(url, headers={"Host": host}), timeout=PATIENCE) as response:
            return int(response.status)
    except HTTPError as refused:
        return refused.code


def test_it_answers_under_its_names_and_those_that_are_allowed() -> None:
    with serve("--port", "0", "--allowed-host", "rnn.school", "--allowed-host", "demo") as (_, url):
        for host in ("localhost", "127.0.0.1", "RNN.school:80", "demo"):
            assert status(url, host) == 200, host
        for host in ("school", socket.gethostname() + ".evil", "192.0.2.1"):
            assert status(url, host) == 403, host


def test_for_a_whole_class_it_answers_under_the_computers_name() -> None:
    own = socket.gethostname()
    assert names("0.0.0.0")[:2] == names("::")[:2] == [own, f"{own}.local"]
    assert names("192.0.2.7") == ["192.0.2.7"]
    with serve("--host", "0.0.0.0", "--port", "0") as (_, url):
        assert status(url, f"{own}:8000") == status(url, "127.0.0.1") == 200
        assert status(url, "evil.example") == 403


def test_a_body_that_is_too_large_is_answered_before_it_has_come() -> None:
    """The connection is not waited for: what is declared is enough."""
    with serve("--port", "0") as (_, url):
        port = int(url.rsplit(":", 1)[1])
        with closing(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)) as sender:
            head = "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n"
            sender.sendall(head.encode())
            assert sender.recv(100).startswith(b"HTTP/1.1 413")
