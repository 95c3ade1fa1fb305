"""The config that a command is given: a task or a JSON file, and settings beside it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..runs.config.setting import walk
from ..runs.config.settings import RunConfig, merged, parse_config
from ..tasks import TASKS
from .errors import UsageError
from .files import read_json


def config_of(what: str, settings: Iterable[str]) -> RunConfig:
    """`what` is a task's name or a file with a config; settings are such as "k=12".

    Raises InputError and UsageError for what does not fit, OSError for a file that cannot be read.
    """
    given: dict[str, Any] = {"task": {"name": what}} if what in TASKS else _read(what)
    for setting in settings:
        given = merged(given, _setting(setting))
    return parse_config(given)


def _read(what: str) -> dict[str, Any]:
    if not Path(what).exists():
        tasks = ", ".join(TASKS)
        raise UsageError(f"{what} is neither a file nor a task; the tasks are {tasks}.")
    return read_json(what)


def _setting(text: str) -> dict[str, Any]:
    """ "k=12" as {"schedule": {"k": 12}}."""
    name, equals, written = text.partition("=")
    known = places()
    if not equals or name not in known:
        raise UsageError(f"--set takes NAME=VALUE, not {text!r}; the names are {', '.join(known)}.")
    value: Any = _value(written)
    for part in reversed(known[name].split(".")):
        value = {part: value}
    return dict(value)


def _value(written: str) -> Any:
    try:
        return json.loads(written)
    except ValueError:
        return written  # tanh needs no quotes


def places() -> dict[str, str]:
    """Every setting by its name and where it lies; a part's own name stands for its `name`."""
    paths = [path for path, *_ in walk(RunConfig) if not path.startswith("task.")]
    return {path.removesuffix(".name").rpartition(".")[2]: path for path in paths}
