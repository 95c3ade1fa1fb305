"""What commands read and write."""

import json
import sys
from pathlib import Path
from typing import Any

from .errors import UsageError


def read_json(file: str) -> dict[str, Any]:
    """The object in a file, or for "-" on the standard input. Raises UsageError, OSError."""
    name = "the standard input" if file == "-" else file
    if file != "-" and not Path(file).is_file():
        raise UsageError(f"There is no file {file}.")
    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    try:
        given = json.loads(data)
    except ValueError as error:
        raise UsageError(f"{name} is no JSON: {error}.") from None
    if not isinstance(given, dict):
        raise UsageError(f"{name} must hold a JSON object.")
    return given


def write(data: bytes, output: str | None) -> None:
    """Into a file, or to the standard output."""
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        Path(output).write_bytes(data)


def format_of(chosen: str | None, output: str | None, usual: str, *others: str) -> str:
    """What is asked for, or what the file's name ends with, or the usual one."""
    ending = Path(output or "").suffix.removeprefix(".")
    return chosen or (ending if ending in others else usual)
