"""Which Pythons `make test-pythons` finds, and that it says so where there is none."""

from pathlib import Path

import pytest

from . import pythons


def test_one_that_pyenv_keeps_is_found_if_it_is_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    program = tmp_path / "versions" / "3.99.1" / "bin" / "python3.99"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    assert pythons.find("3.99") is None
    program.write_text("#!/bin/sh\nexit 0\n")
    assert pythons.find("3.99") == str(program)


@pytest.mark.parametrize(
    ("found", "does_pass", "ended", "last"),
    [
        (None, True, 0, "No other Python was tested: there is none here."),
        ("python3.99", True, 0, "Python 3.99: passed"),
        ("python3.99", False, 1, "Python 3.99: FAILED"),
    ],
)
def test_what_came_of_it_is_told(
    found: str | None,
    does_pass: bool,
    ended: int,
    last: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(pythons, "VERSIONS", ("3.99",))
    monkeypatch.setattr(pythons, "find", lambda version: found)
    monkeypatch.setattr(pythons, "passes", lambda version, program: does_pass)
    assert pythons.main() == ended
    assert capsys.readouterr().out.splitlines()[-1] == last
