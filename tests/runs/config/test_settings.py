"""What the page is told of the settings; `python -m tests.runs.config.test_settings` keeps it.

Tests of the page's modules read it from a file, for they have no server.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from unrolled.engine.optimizers import RULES as OPTIMIZERS
from unrolled.runs.config.rules import RULES, facts
from unrolled.runs.config.schema import schema
from unrolled.strings import LANGUAGES, strings
from unrolled.tasks import get_task

FILE = Path(__file__).parents[2] / "data" / "settings.json"
SETTINGS = {one["path"]: one for one in schema()["settings"]}


def test_the_file_is_what_the_page_is_told() -> None:
    assert json.loads(FILE.read_text("utf-8")) == json.loads(json.dumps(schema()))


def test_a_setting_tells_its_bounds_and_its_choices() -> None:
    gain = SETTINGS["initializer.gain"]
    assert (gain["min"], gain["above"], gain["max"], gain["reach"]) == (0, True, 100, (0, 4))
    assert SETTINGS["seed"]["max"] == 2**32 - 1
    assert SETTINGS["optimizer.name"]["options"] == list(OPTIMIZERS)
    assert SETTINGS["activation"]["applies"] == {"cell": ("rnn",)}
    assert [path for path, one in SETTINGS.items() if one.get("forkable")] == [
        "schedule.k",
        "schedule.carry_state",
        "optimizer.name",
        "optimizer.learning_rate",
        "optimizer.clip_norm",
        "detached",
    ]


def test_rules_speak_of_what_there_is() -> None:
    known = {*SETTINGS, *(f"task.{fact}" for fact in facts(get_task("sunspots")))}
    for rule in RULES:
        limits = (rule.only, rule.least, rule.most)
        named = {one for one in limits if isinstance(one, str)}
        assert {rule.path, *rule.when, *rule.unless, *named} <= known
        for path, values in (*rule.when.items(), *rule.unless.items()):
            if options := SETTINGS.get(path, {}).get("options"):
                assert set(values) <= set(options)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_its_words(language: str) -> None:
    words = strings(language)
    told = schema()
    keys = [f"config.group.{group['name']}" for group in told["groups"]]
    keys += [f"config.off.{rule['why']}" for rule in told["rules"] if "why" in rule]
    for one in told["settings"]:
        if "group" in one:
            names = ("label", "help", *one.get("options", ()))
            keys += [f"config.{one['key']}.{name}" for name in names]
    assert [key for key in keys if key not in words] == []


def written(told: dict[str, list[Any]]) -> str:
    """One line for each entry."""
    parts = []
    for name, entries in told.items():
        lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in entries)
        parts.append(f'"{name}": [\n{lines}\n]')
    return "{" + ",\n".join(parts) + "}\n"


if __name__ == "__main__":
    FILE.write_text(written(schema()), "utf-8")
