"""The file of all recordings (SQLite). Only `runs` cannot be made anew: blocks are a cache.

Everything here blocks and belongs to one thread; the Connection sees to that.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

MEMORY = ":memory:"
APPLICATION = int.from_bytes(b"URLD", "big")  # says whose file it is
WAIT = 2.0  # seconds for another program that writes to the same file
MAX_BYTES, MAX_MEMORY = 2**30, 2**27  # of blocks; the oldest go first

# Step i brings a file from version i to i + 1.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE runs (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            parent TEXT REFERENCES runs (id),
            config BLOB NOT NULL,
            first INTEGER NOT NULL,
            edits BLOB,
            shift INTEGER NOT NULL,
            name TEXT,
            created REAL NOT NULL
        )""",
        "CREATE INDEX runs_by_parent ON runs (parent)",
        """CREATE TABLE blocks (
            run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            scalars BLOB NOT NULL,
            checkpoint BLOB NOT NULL,
            UNIQUE (run, number)
        )""",
        "CREATE TABLE format (number INTEGER NOT NULL)",
        "INSERT INTO format VALUES (0)",
    ),
    (
        "ALTER TABLE format ADD COLUMN arithmetic TEXT NOT NULL DEFAULT ''",
        "CREATE TABLE renewed (old TEXT PRIMARY KEY, id TEXT NOT NULL)",
    ),
    (
        "ALTER TABLE runs ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE runs ADD COLUMN start INTEGER NOT NULL DEFAULT 0",
    ),
)

# By what SQLite says of a file that cannot be used, the code of it.
CODES = {
    "locked": "file_in_use",
    "readonly": "file_read_only",
    "full": "disk_full",
    "not a database": "file_of_another_kind",
    "unable to open": "file_not_opened",
}


class NewerVersion(sqlite3.DatabaseError):
    """The file was written by a newer version of this program."""


class Format(NamedTuple):
    """What ids and blocks depend on, besides the runs' settings."""

    number: int  # of the frames; 0 for a new file
    arithmetic: str  # the fingerprint, "" for the usual one


class Row(NamedTuple):
    """A run as it is kept: its stretch in parts, JSON where it has structure."""

    id: str
    parent: str | None
    config: bytes
    first: int
    edits: bytes | None
    shift: int  # the three parts of its Entry
    epoch: int
    start: int
    name: str | None
    created: float


COLUMNS = ", ".join(Row._fields)


def reason(error: sqlite3.Error) -> str:
    """Why a file cannot be used, as a code."""
    if isinstance(error, NewerVersion):
        return "file_of_newer_version"
    return next((code for word, code in CODES.items() if word in str(error)), "file_unusable")


class Database:
    """Raises sqlite3.Error where the file cannot be read or written."""

    def __init__(self, path: str | Path, max_bytes: int | None = None) -> None:
        self.path = str(path)
        self._max_bytes = max_bytes or (MAX_MEMORY if self.path == MEMORY else MAX_BYTES)
        self._connection = sqlite3.connect(
            path, timeout=WAIT, isolation_level=None, check_same_thread=False
        )
        try:
            self._check_whose()
            for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
                self._connection.execute(f"PRAGMA {pragma}")
            self._migrate()
        except sqlite3.Error:
            self._connection.close()
            raise

    def close(self) -> None:
        """Nothing can be asked after that."""
        self._connection.close()

    def runs(self) -> list[Row]:
        """All runs, oldest first."""
        return self._rows(f"SELECT {COLUMNS} FROM runs ORDER BY number")

    def latest(self, limit: int, before: str | None = None) -> list[str]:
        """The ids of the newest runs, newest first; of those made before the run `before`."""
        found = self._connection.execute(
            "SELECT id FROM runs"
            " WHERE :before IS NULL OR number < (SELECT number FROM runs WHERE id = :before)"
            " ORDER BY number DESC LIMIT :limit",
            {"before": before, "limit": limit},
        )
        return [run for (run,) in found]

    def lineages(self, runs: Sequence[str]) -> list[Row]:
        """These runs, as far as they are kept, and all their ancestors, which come first."""
        marks = ", ".join("?" * len(runs))
        return self._rows(
            f"WITH RECURSIVE line AS (SELECT * FROM runs WHERE id IN ({marks})"
            " UNION SELECT runs.* FROM runs JOIN line ON runs.id = line.parent)"
            f" SELECT {COLUMNS} FROM line ORDER BY number",
            tuple(runs),
        )

    def add(self, rows: Iterable[Row]) -> None:
        """Keep runs; those that are kept already stay as they are."""
        with self._connection:
            self._connection.execute("BEGIN")
            self._insert(rows)

    def format(self) -> Format:
        """The format of the ids and the blocks in the file."""
        found = self._connection.execute("SELECT number, arithmetic FROM format").fetchone()
        return Format(*found)

    def renew(self, renewed: Mapping[str, Row], format_: Format) -> None:
        """Keep these runs, by their old ids, in place of all others and of all blocks."""
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute("PRAGMA defer_foreign_keys = ON")
            for table in ("blocks", "runs"):
                self._connection.execute(f"DELETE FROM {table}")
            self._connection.execute("UPDATE format SET number = ?, arithmetic = ?", format_)
            self._insert(renewed.values())
            ids = [(row.id, old) for old, row in renewed.items() if row.id != old]
            self._connection.executemany("UPDATE renewed SET id = ? WHERE id = ?", ids)
            self._connection.executemany("REPLACE INTO renewed (id, old) VALUES (?, ?)", ids)
            self._connection.execute("DELETE FROM renewed WHERE old = id")

    def present_id(self, old: str) -> str | None:
        """The id of a run that had another one in another format, or None."""
        found = self._connection.execute("SELECT id FROM renewed WHERE old = ?", (old,)).fetchone()
        return found and str(found[0])

    def rename(self, run: str, name: str | None) -> None:
        """Give a run a name, or none."""
        self._connection.execute("UPDATE runs SET name = ? WHERE id = ?", (name, run))

    def children(self, run: str) -> list[str]:
        """The ids of its forks."""
        found = self._connection.execute("SELECT id FROM runs WHERE parent = ?", (run,))
        return [name for (name,) in found]

    def delete(self, run: str) -> None:
        """Forget a run that has no forks."""
        self._connection.execute("DELETE FROM runs WHERE id = ?", (run,))

    def scalars(self, run: str, number: int) -> bytes | None:
        """Those of a block, or None."""
        found = self._connection.execute(
            "SELECT scalars FROM blocks WHERE run = ? AND number = ?", (run, number)
        ).fetchone()
        return found and bytes(found[0])

    def checkpoint(self, run: str, lowest: int, highest: int) -> tuple[int, bytes] | None:
        """The state at the end of the last block known between two, and the block's number."""
        found: tuple[int, bytes] | None = self._connection.execute(
            "SELECT number, checkpoint FROM blocks WHERE run = ? AND number BETWEEN ? AND ?"
            " ORDER BY number DESC LIMIT 1",
            (run, lowest, highest),
        ).fetchone()
        return found

    def put(self, run: str, number: int, scalars: bytes, checkpoint: bytes) -> None:
        """Keep a block, if its run is still kept."""
        self._connection.execute(
            "INSERT INTO blocks SELECT id, ?, ?, ? FROM runs WHERE id = ?"
            " ON CONFLICT (run, number) DO NOTHING",
            (number, scalars, checkpoint, run),
        )
        if self._bytes() > self._max_bytes:
            oldest = "SELECT rowid FROM blocks WHERE rowid < (SELECT MAX(rowid) FROM blocks)"
            self._connection.execute(
                f"DELETE FROM blocks WHERE rowid IN ({oldest} ORDER BY rowid LIMIT 100)"
            )

    def _insert(self, rows: Iterable[Row]) -> None:
        marks = ", ".join("?" * len(Row._fields))
        self._connection.executemany(
            f"INSERT INTO runs ({COLUMNS}) VALUES ({marks}) ON CONFLICT (id) DO NOTHING", rows
        )

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[Row]:
        with closing(self._connection.execute(query, values)) as found:
            return [Row(*row) for row in found]

    def _pragma(self, name: str) -> int:
        value: int = self._connection.execute(f"PRAGMA {name}").fetchone()[0]
        return value

    def _bytes(self) -> int:
        pages = self._pragma("page_count") - self._pragma("freelist_count")
        return pages * self._pragma("page_size")

    def _check_whose(self) -> None:
        """Nothing is written to a file that is another program's, or a newer one's."""
        count = self._connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
        if count and self._pragma("application_id") != APPLICATION:
            raise sqlite3.DatabaseError("file is not a database of recordings")
        if self._pragma("user_version") > len(MIGRATIONS):
            raise NewerVersion

    def _migrate(self) -> None:
        if self._pragma("user_version") == len(MIGRATIONS):
            return
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")  # two servers may start at once
            for step in MIGRATIONS[self._pragma("user_version") :]:
                for statement in step:
                    self._connection.execute(statement)
            self._connection.execute(f"PRAGMA application_id = {APPLICATION}")
            self._connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
