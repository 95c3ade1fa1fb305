"""`unrolled tasks`: what can be learnt, and the config that suits a task."""

import argparse

import orjson
from rich.console import Console
from rich.table import Table

from ..runs.config.settings import parse_config
from ..tasks import TASKS
from .errors import UsageError


def run(options: argparse.Namespace) -> int:
    """Without a name the list; with one the task's config, which `unrolled train` takes."""
    if options.name is None:
        _list()
        return 0
    if options.name not in TASKS:
        raise UsageError(f"There is no task {options.name}; see unrolled tasks.")
    config = parse_config({"task": {"name": options.name}}).model_dump()
    print(orjson.dumps(config, option=orjson.OPT_INDENT_2).decode())
    return 0


def _list() -> None:
    table = Table("task", "sequence types", "measured by", "what is to be learnt")
    for task in TASKS.values():
        table.add_row(task.name, ", ".join(task.sequence_types), task.metric_name, task.description)
    Console().print(table)
