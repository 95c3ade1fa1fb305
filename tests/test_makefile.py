"""What the Makefile runs exists."""

import re

import pytest

from .recipes import ROOT, dry_run, missing, targets


@pytest.mark.parametrize("target", targets())
def test_what_a_recipe_names_is_there(target: str) -> None:
    assert missing(dry_run(target)) == []


def test_what_is_run_before_a_change_lands_is_there() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert missing(script) == []
    commands = re.findall(r"^make (.*) \|\| failed=1$", script, re.M)
    assert {"check", "types"} <= set(commands)
    for command in commands:
        assert missing(dry_run(*command.split())) == []


def test_what_is_not_there_is_found() -> None:
    recipe = dry_run("bench")
    assert "python -m tests.benchmarks && " in recipe
    gone = recipe.replace("tests.benchmarks ", "tests.gone ")
    assert missing(gone) == ["tests.gone"]
    assert missing("python3 -m tests.web") == ["tests.web"], "a package that cannot be run"
    assert missing("python -m nobody.knows && python -m json.tool") == ["nobody.knows"]
    lines = 'python tests/gone.py; cp .tools/made.ts x/gone.ts; tsc -p .tsconfig.json -o "gone.js"'
    assert missing(lines) == ["tests/gone.py", "x/gone.ts", "gone.js"]
    assert missing('node --test "tests/gone/**/*.test.{js,mjs}" tests/js/lib/*.test.{js,mjs}') == [
        "tests/gone/**/*.test.{js,mjs}"
    ]
