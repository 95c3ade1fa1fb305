"""A cell is named in its own files alone: what stands elsewhere holds for every cell."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from unrolled.engine.cells import CELLS

ROOT = Path(__file__).parents[1]
OWN = (  # a cell's own files, and those that speak of cells: defaults of tasks, words for readers
    "app/engine/cells",
    "app/runs/explain/cells",
    "app/export/cells",
    "app/tasks",
    "app/lessons",
    "app/labs",
)
MAY_NAME = {
    "app/export/keras_program.py": "a variable of the program",
    "app/commands/parser.py": "an example in the help",
    "static/js/results/limits.js": "the address of an example",
}
MAY_SPEAK = {
    "app/runs/notation.py": "symbols of arrays, for all that write them",
    "app/runs/traces/request.py": "a field of the request",
    "app/figures/bind.py": "r, the step of a reversed direction, and f, a kind of numbers",
    "app/figures/standalone.py": "r, a margin",
    "app/figures/tracks/outer.py": "r, the step of a reversed direction",
}
NAMED = re.compile(rf"\b({'|'.join(CELLS)})\b", re.IGNORECASE)
# What only some cells have: gates that are arrays, states beside h, parameters beside W_x, b_h.
PARTS = {
    part
    for cell in CELLS.values()
    for part in (*cell().own_gates, *cell.state[1:], *cell.arrays, *cell.roles)
} - {"preactivation", "gates", "W_x", "W_h", "b_h"}


def modules(folder: str, pattern: str) -> list[Path]:
    """Those that are not a cell's own."""
    found = sorted((ROOT / folder).rglob(pattern))
    return [path for path in found if not path.relative_to(ROOT).as_posix().startswith(OWN)]


def texts(tree: ast.AST) -> Iterator[str]:
    """Every string of a module but for docstrings: those stand by themselves."""
    alone = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in alone:
            yield node.value


def compared(tree: ast.AST) -> Iterator[str]:
    """The strings that something is compared with, or that name what is read of something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            yield from (text for one in node.comparators for text in texts(one))
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            yield from texts(node.slice)


@pytest.mark.parametrize("path", modules("app", "*.py"), ids=lambda path: str(path.name))
def test_no_module_names_a_cell(path: Path) -> None:
    tree, name = ast.parse(path.read_text("utf-8")), path.relative_to(ROOT).as_posix()
    named = [text for text in texts(tree) if NAMED.search(text)]
    assert bool(named) == (name in MAY_NAME), named
    spoken = PARTS & set(compared(tree)) if name not in MAY_SPEAK else set()
    assert not spoken


def test_no_script_names_a_cell() -> None:
    found, parts = {}, {part for part in PARTS if len(part) > 1}
    for path in modules("static/js", "*.js"):
        text = re.sub(r"//[^\n]*|/\*(.|\n)*?\*/", "", path.read_text("utf-8"))
        words = NAMED.findall(text) + [one for one in parts if re.search(rf"\b{one}\b", text)]
        if words:
            found[path.relative_to(ROOT).as_posix()] = words
    assert set(found) == {name for name in MAY_NAME if name.endswith(".js")}, found
