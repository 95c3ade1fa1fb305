"""`unrolled train`: a whole training, kept for the page."""

import argparse
import asyncio
import sys
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from ..runs.config.settings import RunConfig, checked
from ..runs.store.database import MEMORY
from ..runs.store.store import Store
from ..runs.training.lineage import BLOCK, Recording, RunChanges
from ..strings import problem_words
from .parser import DEFAULT_FILE
from .recordings import recordings
from .settings import config_of

FIELDS = ("loss", "train_metric", "held_out_metric", "first_nonfinite")


def run(options: argparse.Namespace) -> int:
    """Train, show what came of it, and say how to see it."""
    config = config_of(options.what, options.set)
    options.name = checked(RunChanges, {"name": options.name}).name
    return asyncio.run(_train(config, options))


async def _train(config: RunConfig, options: argparse.Namespace) -> int:
    async with recordings(options.data) as store:
        run = await store.add(config)
        await _compute(store, run)
        last = await store.frame(run, run.last_update, FIELDS)
        if options.name:
            await store.rename(run, options.name)
        if store.notice:
            print(f"unrolled: {problem_words(*store.notice)}", file=sys.stderr)
        described = await store.describe(run.config)
    show(run, described.task, last, options.data)
    return 0


async def _compute(store: Store, run: Recording) -> None:
    """Block by block, with a bar on the error stream."""
    words = TextColumn("{task.description}")
    columns = BarColumn(), MofNCompleteColumn(), words, TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("", total=run.last_update)
        for first in range(1, run.last_update + 1, BLOCK):
            last = min(first + BLOCK - 1, run.last_update)
            scalars = await store.scalars(run, first, last)
            loss = scalars.column("loss")[-1]
            progress.update(bar, completed=last, description=f"loss {loss:.4g}")


def show(run: Recording, task: dict[str, Any], last: dict[str, Any], data: str) -> None:
    """Print the network's result beside those of simple rules."""
    console = Console(markup=False, emoji=False)  # names of columns are no markup
    unit = f", {task['unit']}" if task["unit"] else ""
    title = f"{task['title']}: {task['metric']}{unit}"
    # A terminal would obey what is not printed.
    printable = "".join(sign if sign.isprintable() else "\ufffd" for sign in title)
    table = Table(title=printable, title_justify="left")
    for name in ("", "training", "held out"):
        table.add_column(name, justify="right" if name else "left")
    mine = last["train_metric"], last["held_out_metric"]
    rows = [(f"{run.config.cell}, {run.last_update} updates", *mine)]
    for rule in task["baselines"]:
        rows.append((rule["name"].replace("_", " "), rule["train"], rule["held_out"]))
    for name, *numbers in rows:
        table.add_row(name, *(f"{number:.4g}" for number in numbers))
    console.print(table)
    if exploded := last["first_nonfinite"]:
        console.print(f"It exploded at update {exploded['update']}, t = {exploded['t']}.")
    where = "" if data == str(DEFAULT_FILE) else f" --data {data}"
    seen = f"To see it: unrolled serve{where}, then open /?run={run.id}"
    if data == MEMORY:
        seen = "It was kept in memory alone, and is gone."
    console.print(f"Run {run.id}. {seen}", soft_wrap=True)
