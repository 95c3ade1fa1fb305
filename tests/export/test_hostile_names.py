"""What a reader called the data is data in a program, too."""

import ast
import warnings
from dataclasses import replace

import pytest
from unrolled import export
from unrolled.export import FRAMEWORKS, case_of
from unrolled.runs.config.settings import parse_config
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch

CONFIG = parse_config({"task": {"name": "sine"}, "hidden_size": 2, "schedule": {"k": 2}})
NAMES = [
    r"\\HOST\Network Interface(*)\Bytes/sec",
    r"C:\new\u00zz\N{nothing}\x",
    '"""\nimport os\nos.abort()\n"""',
    '""" + str(__import__("os").abort()) + """',
    'ends with "',
    "ends with \\",
    "'''",
    'it\'s "both"',
    "{title} {data} {k!r} {0} {{ }} %s %(title)s",
    "{__import__('os').abort()}",
    "# no comment\r\rimport os",
    "line\u2028paragraph\u2029next\x85feed\x0cform\x0bend",
    "bell\x07 nul\x00 escape\x1b[31m back\x08",
    "\u202eright to left\u2066",
    "lone \udc80 surrogate",
    "temperature °C, 中文, ∂L/∂h, 😀",
]


def titled(framework: str, title: str) -> str:
    run = Experiment(Stretch(CONFIG))
    run.task = replace(run.task, title=title)
    return export.program(case_of(run, next(iter(run.updates(run.start())))), framework)


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_programs_docstring_is_all_that_a_name_reaches(framework: str, name: str) -> None:
    program, usual = titled(framework, name), titled(framework, "usual")
    assert program.encode("utf-8")
    with warnings.catch_warnings(action="error"):
        parsed = ast.parse(program)
    docstring = ast.get_docstring(parsed, clean=False) or ""
    assert docstring.startswith(f"{name}, update 1: one update of a recurrent network")
    assert len(program.splitlines()) == len(usual.splitlines())
    assert ast.dump(ast.Module(parsed.body[1:], [])) == ast.dump(
        ast.Module(ast.parse(usual).body[1:], [])
    )
