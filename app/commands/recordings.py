"""The file of recordings, as a command uses it: what lacks is computed in this process."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

from ..runs.database import MEMORY
from ..runs.store import Store
from ..tasks.shelf import use_folder


@asynccontextmanager
async def recordings(data: str) -> AsyncIterator[Store]:
    """The store of a file, or of `:memory:`."""
    if data != MEMORY:
        use_folder(Path(data).parent / "datasets")
    with ThreadPoolExecutor(1) as executor:
        store = Store([executor], data)
        try:
            yield store
        finally:
            store.close()
