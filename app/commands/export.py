"""`unrolled export`: an update as a program, or as a page that works offline."""

import argparse
import asyncio
import re
from functools import partial

from ..export import program_of
from ..export.recording import check_single, page_of, wanted_of
from ..runs.errors import UnknownRunError
from ..runs.store.store import Store
from ..runs.training.lineage import Recording, check_update
from .errors import UsageError
from .files import format_of, write
from .recordings import recordings
from .settings import config_of


def run(options: argparse.Namespace) -> int:
    """Write the file; what lacks of the run is computed and kept."""
    asyncio.run(_export(options))
    return 0


async def _export(options: argparse.Namespace) -> None:
    form = format_of(options.format, options.output, "pytorch", "html")
    async with recordings(options.data) as store:
        run = await _run(store, options)
        update = run.last_update if options.update is None else options.update
        check_update(run, "update", update)
        if form == "html":
            wanted = wanted_of(run, update, options.to, options.every)
            text = await page_of(run, store, wanted, "en")
        else:
            check_single(options.to, options.every)
            text = await store.at(run, update, partial(program_of, framework=form))
    write(text.encode(), options.output)


async def _run(store: Store, options: argparse.Namespace) -> Recording:
    """A kept run by its id, or that of a config."""
    if re.fullmatch(r"[0-9a-f]{16}", options.what):
        try:
            return await store.get(options.what)
        except UnknownRunError:
            raise UsageError(f"There is no run {options.what} in {options.data}.") from None
    return await store.add(config_of(options.what, options.set))
