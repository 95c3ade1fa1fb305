"""Who may ask: the names that this server goes by, and its own pages alone.

Another site's page can send a reader's browser here, even under a name of its own that it has
pointed at this machine. Such a name stands in the header Host, such a page in Origin.
"""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from ..reply.errors import ApiError, foreign_origin, problem_response

LOCAL = ("localhost", "127.0.0.1", "[::1]")
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?")


class HostGuard:
    """Refuses requests under a foreign name, and those that another site's page has sent.

    `hosts` are names beside LOCAL and the address that a connection was made to.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        self.app = app
        self.hosts = frozenset(name.lower() for name in (*LOCAL, *hosts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            try:
                self._check_host(scope)
                check_origin(scope)
            except ApiError as error:
                await problem_response(error)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _check_host(self, scope: Scope) -> None:
        given = Headers(scope=scope).getlist("host")
        found = HOST.fullmatch(given[0].lower()) if len(given) == 1 else None
        if not found:
            raise ApiError(403, "foreign_host", expected="host_header")
        name = found[1]
        if name not in self.hosts and _address(name.strip("[]")) != _own_end(scope):
            raise ApiError(403, "foreign_host", host=name)


def check_origin(scope: Scope) -> None:
    """Raise ApiError for what another site's page sends; a link from there may be followed."""
    headers = Headers(scope=scope)
    own = f"{scope['scheme']}://{headers['host']}".lower()
    follows_link = scope["method"] in ("GET", "HEAD") and (
        headers.get("sec-fetch-mode") == "navigate"
    )
    from_here = headers.get("sec-fetch-site", "none") in ("same-origin", "none") or follows_link
    if not from_here or any(origin.lower() != own for origin in headers.getlist("origin")):
        raise foreign_origin()


def _own_end(scope: Scope) -> IPv4Address | IPv6Address | str:
    """The address that the connection was made to; "" if that is none."""
    server = scope.get("server") or ("", None)
    own = _address(server[0].partition("%")[0])
    return getattr(own, "ipv4_mapped", None) or own or ""


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
