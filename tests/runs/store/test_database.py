"""What is kept, and files that fail."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from unrolled.runs.arithmetic import USUAL
from unrolled.runs.config.settings import parse_config
from unrolled.runs.errors import HasForksError, UnknownRunError
from unrolled.runs.store import connection, database
from unrolled.runs.store.database import MEMORY, Database, Row
from unrolled.runs.store.store import Store
from unrolled.runs.training.forks import Edits
from unrolled.runs.workers.jobs import Encoding
from unrolled.tasks.kinds.errors import cut

from ..conftest import CountingExecutor, using

CONFIG = parse_config({"task": {"name": "sine"}, "updates": 250})
EDITS = Edits.model_validate({"detached": [2]})


def row(run: str, parent: str | None = None) -> Row:
    return Row(run, parent, b"{}", 1, None, 0, 0, 0, None, 0.0)


def runs_in(file: Path) -> list[Row]:
    with closing(Database(file)) as kept:
        return kept.runs()


def test_what_was_computed_is_there_after_a_restart(
    threads: CountingExecutor, tmp_path: Path
) -> None:
    file = tmp_path / "folder" / "runs.sqlite3"

    async def record(store: Store) -> Any:
        run = await store.add(CONFIG)
        fork = await store.rename(await store.fork(run, 150, EDITS), "cut")
        frame = await store.events(fork, range(240, 241), Encoding())
        return fork, frame, await store.scalars(fork, 1, 250)

    fork, frame, scalars = using(threads, record, file)
    before = threads.submitted

    async def again(store: Store) -> None:
        run = await store.get(fork.id)
        assert run == fork
        assert run.name == "cut"
        assert (await store.scalars(run, 1, 250)).column("loss") == scalars.column("loss")
        assert threads.submitted == before
        assert await store.events(run, range(240, 241), Encoding()) == frame
        assert threads.submitted == before + 1  # one block, from its checkpoint

    using(threads, again, file)


def test_newest_first_and_pages_of_them(threads: CountingExecutor) -> None:
    async def act(store: Store) -> None:
        runs = [await store.add(CONFIG.model_copy(update={"seed": seed})) for seed in range(5)]
        await store.add(CONFIG)  # known already: it does not come to the front
        ids = [run.id for run in reversed(runs)]
        assert [run.id for run in await store.latest(10)] == ids
        assert [run.id for run in await store.latest(2)] == ids[:2]
        assert [run.id for run in await store.latest(2, before=ids[1])] == ids[2:4]

    using(threads, act)


def test_a_run_with_forks_stays(threads: CountingExecutor) -> None:
    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        fork = await store.fork(run, 3, EDITS)
        with pytest.raises(HasForksError) as refused:
            await store.delete(run)
        assert refused.value.forks == [fork.id]
        await store.delete(fork)
        await store.delete(run)
        with pytest.raises(UnknownRunError):
            await store.get(run.id)
        assert await store.latest(10) == []

    using(threads, act)


def test_the_oldest_blocks_go_when_there_are_too_many() -> None:
    with closing(Database(MEMORY, max_bytes=2_000_000)) as kept:
        kept.add([row("a")])
        for number in range(400):
            kept.put("a", number, bytes(5_000), bytes(5_000))
        assert kept.scalars("a", 0) is None
        assert kept.scalars("a", 399) == bytes(5_000)
        assert kept.checkpoint("a", 0, 1000) == (399, bytes(5_000))


def test_a_block_of_a_run_that_is_gone_is_not_kept() -> None:
    with closing(Database(MEMORY)) as kept:
        kept.put("a", 0, b"1", b"2")
        assert kept.scalars("a", 0) is None


def spoil(file: Path, how: str) -> None:
    if how == "newer":
        with closing(sqlite3.connect(file)) as connection:
            connection.execute(f"PRAGMA user_version = {len(database.MIGRATIONS) + 1}")
            connection.execute(f"PRAGMA application_id = {database.APPLICATION}")
    if how == "garbage":
        file.write_bytes(b"something else " * 1000)
    if how == "another program's":
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE runs (id)")
    if how == "folder":
        file.mkdir()


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("newer", "file_of_newer_version"),
        ("garbage", "file_of_another_kind"),
        ("another program's", "file_of_another_kind"),
        ("folder", "file_not_opened"),
    ],
)
def test_a_file_that_cannot_be_used_is_left_alone(
    threads: CountingExecutor, tmp_path: Path, how: str, why: str
) -> None:
    file = tmp_path / "runs"
    spoil(file, how)
    content = file.read_bytes() if file.is_file() else None

    async def act(store: Store) -> None:
        assert store.notice == (why, cut({"path": str(file)}))
        assert len((await store.scalars(await store.add(CONFIG), 1, 250)).values) == 250

    using(threads, act, file)
    assert content is None or file.read_bytes() == content


@pytest.mark.parametrize(
    ("trouble", "why"),
    [("PRAGMA query_only = ON", "file_read_only"), ("PRAGMA max_page_count = 1", "disk_full")],
)
def test_when_the_file_fails_in_the_middle_the_store_goes_on_in_memory(
    threads: CountingExecutor, tmp_path: Path, trouble: str, why: str
) -> None:
    file = tmp_path / "runs"

    async def act(store: Store) -> None:
        run = await store.add(CONFIG)
        named = await store.rename(run, "mine")
        assert store.notice is None
        await store._connection.ask(lambda kept: kept._connection.execute(trouble))
        losses = (await store.scalars(named, 1, 250)).column("loss")
        assert store.notice is not None
        assert store.notice.code == why
        asked = threads.submitted
        assert (await store.scalars(named, 1, 250)).column("loss") == losses
        assert threads.submitted == asked
        fork = await store.fork(named, 5, EDITS)
        assert [one.name for one in await store.latest(5)] == [None, "mine"]
        assert fork.parent == named

    using(threads, act, file)
    assert [kept.name for kept in runs_in(file)] == ["mine"]


def test_a_file_that_another_program_holds(
    threads: CountingExecutor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT", 0.05)
    monkeypatch.setattr(connection, "RETRY", 0.0)
    file = tmp_path / "runs"

    async def act(store: Store) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            run = await store.rename(await store.add(CONFIG), "made meanwhile")
            assert store.notice is not None
            assert store.notice.code == "file_in_use"
        assert (await store.get(run.id)).name == "made meanwhile"
        assert store.notice is None

    using(threads, act, file)
    assert [(kept.id, kept.name) for kept in runs_in(file)] == [
        (CONFIG.id(USUAL), "made meanwhile")
    ]


def test_two_servers_share_a_file(threads: CountingExecutor, tmp_path: Path) -> None:
    async def act() -> None:
        stores = [Store([threads] * 2, tmp_path / "runs", USUAL) for _ in "ab"]
        run = await stores[0].add(CONFIG)
        assert await stores[1].get(run.id) == run
        both = await asyncio.gather(*(store.scalars(run, 1, 250) for store in stores))
        assert both[0].column("loss") == both[1].column("loss")
        await stores[0].rename(run, "ours")
        assert (await stores[1].get(run.id)).name == "ours"
        await stores[1].delete(run)
        with pytest.raises(UnknownRunError):
            await stores[0].get(run.id)
        for store in stores:
            assert store.notice is None
            store.close()

    asyncio.run(act())
