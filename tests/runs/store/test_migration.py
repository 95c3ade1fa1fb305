"""Files of before: of another version, of another format, or of data that are gone."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from unrolled.engine.schedule import Entry
from unrolled.runs.arithmetic import USUAL
from unrolled.runs.config.settings import parse_config
from unrolled.runs.errors import InputError
from unrolled.runs.store import database
from unrolled.runs.store.database import Database
from unrolled.runs.store.rows import row_of
from unrolled.runs.store.store import Store
from unrolled.runs.training.forks import Edits, forked_config
from unrolled.runs.training.lineage import Recording, Stretch
from unrolled.runs.training.own_data import keep
from unrolled.tasks import own_task
from unrolled.tasks.own.datasets import use_folder
from unrolled.tasks.own.uploads import Upload

from ..conftest import CountingExecutor, using
from .test_database import CONFIG, EDITS, row


def test_a_file_of_an_older_version_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "runs"
    old = Database(file)
    old.add([row("a")])
    old.close()
    step = ("ALTER TABLE runs ADD COLUMN colour TEXT DEFAULT 'red'",)
    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, step))
    for _ in range(2):  # the second time there is nothing to do
        Database(file).close()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT id, colour FROM runs").fetchall() == [("a", "red")]


def test_a_new_format_gives_new_ids_and_forgets_old_numbers(
    threads: CountingExecutor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "runs"

    async def record(store: Store) -> Any:
        fork = await store.fork(await store.add(CONFIG), 150, EDITS)
        await store.scalars(fork, 1, 250)
        return await store.rename(fork, "cut")

    old = using(threads, record, file)
    for module in ("config.ids", "store.store"):
        monkeypatch.setattr(f"unrolled.runs.{module}.FORMAT", 1000)
    asked = threads.submitted

    async def again(store: Store) -> None:
        root, fork = reversed(await store.latest(10))
        assert (fork.name, fork.parent, fork.stretch) == ("cut", root, old.stretch)
        assert root.id == root.config.id(USUAL) != old.parent.id
        assert fork.fork is not None
        assert fork.id == fork.fork.id != old.id
        assert [await store.get(one.id) for one in (old.parent, old)] == [root, fork]
        assert await store.latest(1, before=old.id) == [root]
        await store.scalars(fork, 1, 250)
        assert threads.submitted > asked

    using(threads, again, file)


def test_two_runs_that_are_one_now(threads: CountingExecutor, tmp_path: Path) -> None:
    """An LSTM with an activation that it does not use: all names, forks and addresses are kept."""
    used, idle, other = (
        parse_config({"task": {"name": "sine"}, "cell": "lstm", **more})
        for more in ({}, {"activation": "relu"}, {"activation": "relu", "seed": 5})
    )
    early = Recording("a", Stretch(used), name="ours")
    late = Recording("b", Stretch(idle), name="Hanna's")
    again = Recording("fb", Stretch(idle, 20, EDITS), late, name="cut")
    old = [
        early,
        late,
        Recording("c", Stretch(other)),
        Recording("fa", Stretch(used, 20, EDITS), early),
        again,
        Recording("fb3", Stretch(idle, 30, EDITS), late, name="cut later"),
        Recording("ffb", Stretch(idle, 40, Edits.model_validate({"detached": []})), again),
    ]
    file = tmp_path / "runs"
    with closing(Database(file)) as database:
        database.add(map(row_of, old))

    async def look(store: Store) -> None:
        a, b, c, fa, fb, fb3, ffb = [await store.get(one.id) for one in old]
        assert a == b != c
        assert (a.id, a.name) == (used.id(USUAL), "ours, Hanna's")
        assert fa == fb != fb3
        assert (fa.name, fb3.name, c.name) == ("cut", "cut later", None)
        assert (fa.parent, fb3.parent, ffb.parent) == (a, a, fa)
        assert await store.latest(10) == [ffb, fb3, fa, c, a]
        assert await store.add(idle) == a

    for _ in range(2):  # the second time nothing is left to do
        using(threads, look, file)


def test_a_fork_of_before_reads_on_where_its_parent_would_have(
    threads: CountingExecutor, tmp_path: Path
) -> None:
    """It began at step 80, the last multiple of its k, with the state of step 84."""
    chunks = {"name": "chunks", "k": 12, "carry_state": True}
    parent = Recording("a", Stretch(parse_config({"task": {"name": "sine"}, "schedule": chunks})))
    edits = Edits.model_validate({"schedule": {"k": 5}})
    shorter = forked_config(parent.config, edits)
    old = Recording("f", Stretch(shorter, 8, edits, Entry(16 - 7)), parent)
    later = Recording("ff", Stretch(shorter, 9, EDITS, Entry(16 - 7)), old)
    file = tmp_path / "runs"
    with closing(Database(file)) as database:
        database.add(map(row_of, (parent, old, later)))

    async def look(store: Store) -> None:
        run, fork, second = [await store.get(one) for one in ("a", "f", "ff")]
        assert fork == await store.fork(run, 8, edits)
        assert second == await store.fork(fork, 9, EDITS)
        starts = [(await store.frame(second, update))["window_start"] for update in (8, 9, 10)]
        assert starts == [84, 89, 94]

    using(threads, look, file)


def test_a_file_of_the_first_version_is_carried_over(
    threads: CountingExecutor, tmp_path: Path
) -> None:
    """Runs keep their names, forks their parents, addresses their runs; numbers are made anew."""
    file = tmp_path / "runs"
    config, edits = CONFIG.model_dump_json(), EDITS.model_dump_json()
    rows = [
        ("0123456789abcdef", None, config, 1, None, "mine"),
        ("fedcba9876543210", "0123456789abcdef", config, 150, edits, None),
    ]
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in database.MIGRATIONS[0]:
            connection.execute(statement)
        connection.executemany(
            "INSERT INTO runs (id, parent, config, first, edits, shift, name, created)"
            " VALUES (?, ?, ?, ?, ?, 0, ?, 1000.0)",
            rows,
        )
        connection.execute("INSERT INTO blocks VALUES ('0123456789abcdef', 0, x'00', x'00')")
        connection.execute("UPDATE format SET number = 6")
        connection.execute(f"PRAGMA application_id = {database.APPLICATION}")
        connection.execute("PRAGMA user_version = 1")

    async def look(store: Store) -> None:
        root, fork = [await store.get(old) for old, *_ in rows]
        assert (root.id, root.name, root.created) == (CONFIG.id(USUAL), "mine", 1000.0)
        assert (fork.parent, fork.fork and fork.fork.edits) == (root, EDITS)
        assert await store.add(CONFIG) == root
        assert len((await store.scalars(fork, 1, 250)).values) == 250
        assert store.notice is None

    for _ in range(2):  # the second time nothing is left to do
        using(threads, look, file)


def test_a_run_is_known_where_the_data_of_its_task_are_gone(
    threads: CountingExecutor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNROLLED_DATASETS", "")
    use_folder(tmp_path)
    text = "\n".join(str(i % 7) for i in range(60))
    config = keep(Upload("series", text)).config
    file = tmp_path / "runs"
    run = using(threads, lambda store: store.add(config), file)
    for data in tmp_path.glob("*.json"):
        data.unlink()
    own_task.cache_clear()
    with pytest.raises(InputError):
        parse_config(config.model_dump())

    async def look(store: Store) -> None:
        assert await store.latest(10) == [run]
        with pytest.raises(InputError):
            await store.scalars(run, 1, 5)

    using(threads, look, file)
