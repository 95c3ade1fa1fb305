"""What every body must be, whatever the route: small enough, and JSON that says each thing once."""

import re

from anyio import move_on_after
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..reply.errors import ApiError, problem_response, too_large
from ..request.json_body import checked_json

BODY_LIMIT = 65_536  # bytes of a request that steers
DATA_BODY_LIMIT = 4_194_304  # bytes of one that brings data
# A fork may replace whole parameters.
DATA_ROUTES = re.compile(r"/api/(trace|datasets(/preview)?|runs/[^/]+/(predict|forks))")
UPLOADS = re.compile(r"/api/datasets(/preview)?")  # which are checked where they are read

DRAINED, PATIENCE = 2**25, 1.0  # bytes, seconds


class Bodies:
    """Refuses bodies that are too large, before they have been read, and JSON with a double key."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if "content-length" not in headers and "transfer-encoding" not in headers:
            await self.app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        limit = DATA_BODY_LIMIT if DATA_ROUTES.fullmatch(path) else BODY_LIMIT
        try:
            body = await read(receive, limit, headers.get("content-length", ""))
            if body and not UPLOADS.fullmatch(path):
                checked_json(headers.get("content-type", ""), body)
        except ApiError as error:
            await problem_response(error, {"Connection": "close"})(scope, receive, send)
            return
        given = body is None  # the client went away, and receive() will say so once more

        async def receive_again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body}

        await self.app(scope, receive_again, send)


async def read(receive: Receive, limit: int, declared: str) -> bytes | None:
    """The body; None if it does not come to its end. Raises ApiError beyond `limit` bytes."""
    body, declared_size = bytearray(), int(declared) if declared.isdecimal() else 0
    more = True
    while more and max(declared_size, len(body)) <= limit:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
    if max(declared_size, len(body)) <= limit:
        return bytes(body)
    await drain(receive, more)
    raise too_large(limit)


async def drain(receive: Receive, more: bool) -> None:
    """Let a client finish, who else might not read why it is refused: so many bytes and seconds."""
    drained = 0
    with move_on_after(PATIENCE):
        while more and drained < DRAINED:
            message = await receive()
            drained += len(message.get("body", b""))
            more = message.get("more_body", False)
