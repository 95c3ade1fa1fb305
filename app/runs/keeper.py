"""The database from the event loop: in a thread of its own, and in memory where its file fails."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from .config import FORMAT
from .database import MEMORY, Database, reason
from .rows import renewed

T = TypeVar("T")
log = logging.getLogger(__name__)


class Keeper:
    """Asks the file at `path`, or, once it has failed, a database in memory; `notice` says so."""

    def __init__(self, path: str | Path = MEMORY) -> None:
        self.notice: str | None = None
        self._thread = ThreadPoolExecutor(1)
        try:
            if path != MEMORY:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            self._database = Database(path)
            if self._database.format() != FORMAT:
                self._database.renew(renewed(self._database.runs()), FORMAT)
        except sqlite3.Error as error:
            self._database = self._in_memory(path, reason(error))
        except OSError as error:
            self._database = self._in_memory(path, str(error.strerror))

    def close(self) -> None:
        """Nothing can be asked after that."""
        self._thread.shutdown()
        self._database.close()

    async def ask(self, question: Callable[[Database], T]) -> T:
        """The answer. Raises sqlite3.IntegrityError for what contradicts what is kept."""
        loop, database = asyncio.get_running_loop(), self._database
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
        memory = self._in_memory(failed.path, why)
        with suppress(sqlite3.Error):
            memory.add(failed.runs())
        self._database = memory
        failed.close()

    def _in_memory(self, path: str | Path, why: str) -> Database:
        self.notice = (
            f"Runs cannot be kept in {path}: {why}."
            " They are kept in memory, until this server ends."
        )
        log.warning(self.notice)
        return Database(MEMORY)
