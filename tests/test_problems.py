"""Every problem that is raised has its words, in both languages."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from unrolled.runs.config.problems import NUMBERS, OTHERS
from unrolled.runs.config.rules import RULES
from unrolled.runs.store.database import CODES

ROOT = Path(__file__).parents[1]
PREFIX = "problem."
PLACE = {"UnreadableError": 0, "InputError": 1, "ArgumentError": 1, "ApiError": 1}  # of the code
# What is said of a file of runs is no refusal, and of the page's own is no Python.
NOTICES = (*CODES.values(), "file_of_newer_version", "file_unusable")
OTHER_KEYS = {"join", "offline"}
LOCALES = {
    language: {
        key.removeprefix(PREFIX): text
        for key, text in json.loads(
            (ROOT / "static" / "locales" / f"{language}.json").read_text("utf-8")
        ).items()
        if key.startswith(PREFIX)
    }
    for language in ("en", "zh-Hans")
}


def raised() -> Iterator[tuple[str, frozenset[str]]]:
    """Of each problem that the code makes: which words are its own, and the params it gives."""
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = PLACE.get(node.func.id, len(node.args))
                given = {one.arg: one.value for one in node.keywords}
                if place < len(node.args) and None not in given:  # else it is handed on
                    words = given.pop("expected", node.args[place])
                    assert isinstance(words, ast.Constant), f"{path.name}:{node.lineno}"
                    yield str(words.value), frozenset(map(str, given))
            elif isinstance(node, ast.Dict):
                pairs = {
                    key.value: one for key, one in _pairs(node) if isinstance(key, ast.Constant)
                }
                expected = pairs.get("expected")
                if isinstance(expected, ast.Constant) and expected.value:
                    yield str(expected.value), frozenset(map(str, pairs)) - {"expected"}
    for rule in RULES:
        limits = {"choices": rule.only, "low": rule.least, "high": rule.most}
        limited = {name for name, limit in limits.items() if limit is not None}
        yield rule.code, frozenset({"task", *rule.when, *rule.unless, *limited})
    ends = {"minimum": "low", "exclusiveMinimum": "low", "maximum": "high"}
    for (_, bounds), name in NUMBERS.items():
        yield name, frozenset(ends[bound] for bound in bounds)
    for name in (*OTHERS.values(), "readable", "finite", "number_above_or_null"):
        yield name, frozenset({"low"} if name == "number_above_or_null" else ())
    for name in NOTICES:
        yield name, frozenset({"path"})


def _pairs(node: ast.Dict) -> Iterator[tuple[ast.expr | None, ast.expr]]:
    return zip(node.keys, node.values, strict=True)


RAISED = sorted({(words, tuple(sorted(params))) for words, params in raised()})


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize(("words", "params"), RAISED)
def test_it_has_a_sentence_whose_places_are_all_filled(
    language: str, words: str, params: tuple[str, ...]
) -> None:
    sentence = LOCALES[language][words]
    assert sentence.endswith((".", "。"))
    places = {name for _, name, *_ in Formatter().parse(sentence) if name is not None}
    assert places <= {*params, "field"}


@pytest.mark.parametrize("language", LOCALES)
def test_no_sentence_is_for_nothing(language: str) -> None:
    assert set(LOCALES[language]) - OTHER_KEYS == {words for words, _ in RAISED}


def test_there_are_many_of_them() -> None:
    assert len(RAISED) > 100
    assert ("k_too_long", ("high", "task")) in RAISED


def test_no_script_reads_a_sentence() -> None:
    """A pattern with two words and a space between them would be one of a sentence."""
    pattern = re.compile(
        r"(?<![/*])/(?![/*])[^/\n]*[A-Za-z]{2} [A-Za-z]{2}[^/\n]*/[gimsuy]*[.,;)\]]"
    )
    assert pattern.search("[/^Both numbers must be at most (\\d+)$/, 1]")
    for path in (ROOT / "static" / "js").rglob("*.js"):
        code = re.sub(r"/\*.*?\*/|//[^\n]*|`[^`]*`", "", path.read_text("utf-8"), flags=re.S)
        assert not pattern.search(code), path.name
