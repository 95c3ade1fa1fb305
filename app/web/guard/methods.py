"""HEAD and OPTIONS, on every route."""

import asyncio

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = ("GET", "POST", "PATCH", "DELETE")


def allowed(scope: Scope) -> str:
    """What the header Allow says of a path; "" where there is nothing."""
    found = [method for method in METHODS if _is_there(scope, method)]
    if "GET" in found:
        found.append("HEAD")
    return ", ".join([*found, "OPTIONS"]) if found else ""


def _is_there(scope: Scope, method: str) -> bool:
    asked = dict(scope, method=method)
    return any(
        route.matches(asked)[0] is Match.FULL
        for route in scope["app"].routes
        if method == "GET" or not isinstance(route, Mount)  # mounted are files
    )


class Methods:
    """Answers HEAD as GET without a body, and OPTIONS; tells all methods where one is refused."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["method"] == "HEAD":
            await self._head(scope, receive, send)
        elif scope["method"] == "OPTIONS" and (methods := allowed(scope)):
            await Response(status_code=204, headers={"Allow": methods})(scope, receive, send)
        else:
            await self.app(scope, receive, _telling_methods(scope, send))

    async def _head(self, scope: Scope, receive: Receive, send: Send) -> None:
        answered = asyncio.Event()

        async def head(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                await send({"type": "http.response.body"})
                answered.set()

        async def answer() -> None:
            asked = dict(scope, method="GET")
            await self.app(asked, receive, _telling_methods(asked, head))

        work = asyncio.create_task(answer())
        waiting = asyncio.create_task(answered.wait())
        try:
            await asyncio.wait({work, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                work.result()
        finally:
            work.cancel()  # a stream has no end that a head would wait for
            waiting.cancel()
            await asyncio.wait({work})


def _telling_methods(scope: Scope, send: Send) -> Send:
    """FastAPI's own Allow names the methods of one function alone."""
    asked = dict(scope)  # what is mounted changes the path

    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 405:
            MutableHeaders(scope=message)["Allow"] = allowed(asked)
        await send(message)

    return tell
