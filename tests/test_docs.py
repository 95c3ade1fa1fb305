"""What the documents promise is what the code does."""

import re
from pathlib import Path

import pytest
from unrolled import engine
from unrolled.engine.cells import CELLS
from unrolled.engine.feedback import FEEDBACKS
from unrolled.engine.losses import PAIRS
from unrolled.engine.optimizers import RULES
from unrolled.engine.schedule import SCHEDULES

ENGINE = (Path(engine.__file__).parent / "README.md").read_text("utf-8")


def test_the_engines_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", ENGINE, re.S)
    assert len(blocks) == 2
    names: dict[str, object] = {}
    for block in blocks:
        exec(block, names)
    lines = capsys.readouterr().out.splitlines()
    update, loss, before, after = (float(word) for word in lines[-1].split())
    assert update == 50
    assert loss > 0
    assert after <= min(before, 1.0 + 1e-12)


def test_every_choice_of_the_engine_is_in_its_readme() -> None:
    rules = [rule.__name__ for rule in RULES.values()]
    schedules = [schedule.__name__ for schedule in SCHEDULES.values()]
    for name in (*CELLS, *PAIRS, *FEEDBACKS, *rules, *schedules, *engine.batches.SEQUENCE_TYPES):
        assert f"`{name}" in ENGINE, name


def test_every_exported_name_exists() -> None:
    for name in engine.__all__:
        assert hasattr(engine, name)
