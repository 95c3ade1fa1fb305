"""The files that the tasks are made of; README.md has their sources and licences."""

import csv
from importlib.resources import files


def table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file, by the names in its header."""
    with (files(__package__) / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def text(name: str) -> str:
    """What a text file says."""
    return (files(__package__) / name).read_text(encoding="utf-8")
