"""The database from the event loop: in a thread of its own, and in memory while its file fails."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TypeVar

from ...tasks.kinds.errors import cut
from ..errors import Notice
from .database import MEMORY, Database, Format, Row, reason

T = TypeVar("T")
Renewed = dict[str, Row]  # runs by the ids that they had in another format
RETRY = 30.0  # seconds after which a file that failed is tried again
log = logging.getLogger(__name__)


class Connection:
    """Asks the file at `path`, or, while that fails, a database in memory; `notice` says why.

    The runs of a file in another format are those that `renew` makes of them.
    """

    def __init__(
        self, path: str | Path, format_: Format, renew: Callable[[list[Row]], Renewed]
    ) -> None:
        self.notice: Notice | None = None
        self._path, self._again = path, 0.0
        self._format, self._renew = format_, renew
        self._thread = ThreadPoolExecutor(1)
        try:
            self._database = self._open()
        except sqlite3.Error as error:
            self._database = self._in_memory(reason(error))
        except OSError:
            self._database = self._in_memory("file_not_opened")

    def close(self) -> None:
        """Nothing can be asked after that."""
        self._thread.shutdown()
        self._database.close()

    async def ask(self, question: Callable[[Database], T]) -> T:
        """The answer. Raises sqlite3.IntegrityError for what contradicts what is kept."""
        loop = asyncio.get_running_loop()
        if self.notice and monotonic() >= self._again:
            await loop.run_in_executor(self._thread, self._return)
        database = self._database
        try:
            return await loop.run_in_executor(self._thread, question, database)
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error as error:
            await loop.run_in_executor(self._thread, self._leave, database, reason(error))
            return await loop.run_in_executor(self._thread, question, self._database)

    def _leave(self, failed: Database, why: str) -> None:
        """Blocks can be computed again; runs are taken along, if they can be read."""
        if self._database is not failed:
            return
        memory = self._in_memory(why)
        with suppress(sqlite3.Error):
            memory.add(failed.runs())
        self._database = memory
        failed.close()

    def _return(self) -> None:
        """To the file, if it can be used again, with the runs that were made meanwhile."""
        self._again = monotonic() + RETRY
        memory = self._database
        try:
            file = self._open(memory.runs())
        except (sqlite3.Error, OSError):
            return
        self._database, self.notice = file, None
        memory.close()
        log.warning("Runs are kept in %s again.", self._path)

    def _open(self, runs: Sequence[Row] = ()) -> Database:
        """The file, with these runs in it, too. Raises sqlite3.Error, OSError."""
        if self._path != MEMORY:
            Path(self._path).parent.mkdir(parents=True, exist_ok=True)
        database = Database(self._path)
        try:
            if database.format() != self._format:
                database.renew(self._renew(database.runs()), self._format)
            database.add(runs)
            for run in runs:
                database.rename(run.id, run.name)
        except BaseException:
            database.close()
            raise
        return database

    def _in_memory(self, why: str) -> Database:
        self.notice = Notice(why, cut({"path": str(self._path)}))
        self._again = monotonic() + RETRY
        log.warning("Runs are kept in memory, not in %s: %s", self._path, why)
        return Database(MEMORY)
