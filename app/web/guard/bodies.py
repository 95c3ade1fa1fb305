"""What every body must be, whatever the route: small enough, and JSON that says each thing once."""

import json
import re
from collections import Counter
from typing import Any

from anyio import move_on_after
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..reply.errors import ApiError, problem_response, too_large

BODY_LIMIT = 65_536  # bytes of a request that steers
DATA_BODY_LIMIT = 4_194_304  # bytes of one that brings data
# A fork may replace whole parameters.
DATA_ROUTES = re.compile(r"/api/(trace|datasets(/preview)?|runs/[^/]+/(predict|forks))")

DRAINED, PATIENCE = 2**25, 1.0  # bytes, seconds
JSON = re.compile(r"application/([\w.-]+\+)?json")


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
            if body:
                check_json(headers.get("content-type", ""), body)
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


def check_json(content_type: str, body: bytes) -> None:
    """Raise ApiError unless it is JSON, with each key of an object once, and text in its texts."""
    if not JSON.fullmatch(content_type.partition(";")[0].strip().lower()):
        raise ApiError(422, "invalid_input", expected="json_type")
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise ApiError(422, "invalid_json", expected="utf_8") from None
    try:
        value = json.loads(text, object_pairs_hook=_each_key_once)
        if "\\ud" in text.lower():  # half of a pair may stand alone in JSON, but in no text
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ApiError(422, "invalid_json", expected="no_surrogates") from None
    except RecursionError:
        raise ApiError(422, "invalid_json", expected="less_nesting") from None
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
        raise ApiError(422, "invalid_json", expected="json_at", line=line, column=column) from None
    except ValueError:  # a number of thousands of digits
        raise ApiError(422, "invalid_json") from None


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = Counter(key for key, _ in pairs)
        twice = keys.most_common(1)[0][0]
        raise ApiError(422, "duplicate_key", key=twice)
    return found
