"""Work for a client who goes away is given up."""

import asyncio
from typing import Any

import pytest
from unrolled.web.reply.errors import ApiError
from unrolled.web.request import disconnect
from unrolled.web.request.disconnect import while_connected


class Client:
    """Goes away when `gone` is set."""

    gone = False

    async def is_disconnected(self) -> bool:
        return self.gone


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disconnect, "CHECK_EVERY", 0.01)


def test_work_is_cancelled_when_its_client_goes_away() -> None:
    client: Any = Client()
    ended = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    async def main() -> None:
        answer = asyncio.create_task(while_connected(client, work()))
        await asyncio.sleep(0.05)
        assert not ended
        client.gone = True
        with pytest.raises(ApiError) as refused:
            await answer
        assert refused.value.status == 499
        await asyncio.sleep(0)
        assert ended

    asyncio.run(main())


def test_the_result_and_the_error_come_through() -> None:
    client: Any = Client()

    async def work(value: int) -> int:
        await asyncio.sleep(0.03)
        return 1 // value

    assert asyncio.run(while_connected(client, work(1))) == 1
    with pytest.raises(ZeroDivisionError):
        asyncio.run(while_connected(client, work(0)))
