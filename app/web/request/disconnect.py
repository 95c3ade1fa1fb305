"""Work for a request whose client may go away before it is done."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import Request

from ..reply.errors import ApiError

T = TypeVar("T")
CHECK_EVERY = 0.25  # seconds


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, which is cancelled once nobody waits for it."""
    task = asyncio.create_task(work)
    try:
        while not (await asyncio.wait({task}, timeout=CHECK_EVERY))[0]:
            if await request.is_disconnected():
                raise ApiError(499, "abandoned")
        return task.result()
    finally:
        task.cancel()
