"""A setting of which only its own module knows: checked, used, drawn, linked to and forked."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError

import numpy as np
import pytest

from ...plugins import environment
from ...server import ask, serve
from ..conftest import Visitor
from ..thorough import sparing

PLUGIN = environment("weight_decay")
SUNSPOTS: dict[str, Any] = {"task": {"name": "sunspots"}, "updates": 200}
UNCHANGED = "a967f06b94633983"  # the id of the default run, as in tests/runs/config/test_config.py


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """One whose processes have the setting."""
    with serve("--port", "0", env=PLUGIN) as (_, url):
        yield url


def decay_of(frame: dict[str, Any]) -> float:
    """λ, by what an update of W_h has done: W ← W - η (g + λ W)."""
    rows = (frame["params"], frame["grad_params"], frame["new_params"])
    before, grad, after = (np.array(one["W_h"]) for one in rows)
    found = ((before - after) / frame["learning_rate"] - grad) / before
    assert np.ptp(found) < 1e-9
    return float(found.mean())


def test_it_is_checked_and_used_and_may_change_in_a_fork(server: str) -> None:
    run = ask(f"{server}/api/runs", SUNSPOTS | {"optimizer": {"weight_decay": 0.5}})
    frames = f"{server}/api/runs/{run['id']}/frames"
    assert decay_of(ask(f"{frames}/100")) == pytest.approx(0.5)
    change = {"update": 101, "edits": {"optimizer": {"weight_decay": 0.25}}}
    fork = ask(f"{server}/api/runs/{run['id']}/forks", change)
    frames = f"{server}/api/runs/{fork['id']}/frames"
    found = [decay_of(ask(f"{frames}/{update}")) for update in (100, 101)]
    assert found == pytest.approx([0.5, 0.25])
    assert ask(f"{server}/api/runs", {"task": {"name": "sunspots"}})["id"] == UNCHANGED
    with pytest.raises(HTTPError) as refused:
        ask(f"{server}/api/runs", SUNSPOTS | {"optimizer": {"weight_decay": 1.5}})
    assert refused.value.code == 422
    assert "optimizer.weight_decay" in refused.value.read().decode()


def test_a_command_knows_it() -> None:
    command = [sys.executable, "-m", "unrolled", "train", "sunspots", "--set", "weight_decay=2"]
    done = subprocess.run(command, env=PLUGIN, capture_output=True, text=True)
    assert done.returncode == 2
    assert "optimizer.weight_decay must be a number from 0 to 1." in done.stderr


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "label"),
    sparing([("en", "Weight decay"), ("zh-Hans", "权重衰减")], lambda one: one[0] == "zh-Hans"),
)
def test_it_has_a_control_with_its_words(visitor: Visitor, language: str, label: str) -> None:
    visitor.open(f"?lang={language}&k=3&m=2&decay=0.5")
    field = visitor.page.locator("#field-decay")
    assert field.input_value() == "0.5"
    assert visitor.page.locator("label[for=field-decay]").inner_text() == f"{label}λ"
    assert visitor.run()["config"]["optimizer"]["weight_decay"] == 0.5


@pytest.mark.browser
def test_it_is_in_the_address_and_makes_a_fork(visitor: Visitor) -> None:
    visitor.open("?k=3&m=2&decay=2")
    assert visitor.text("#notice").startswith("Ignored in the address: decay.")
    field = visitor.page.locator("#field-decay")
    assert field.input_value() == "0"
    field.fill("0.5")
    visitor.wait(lambda: "decay=0.5" in visitor.page.url)
    visitor.settle()
    visitor.page.get_by_text("from here on").click()
    field.fill("0.25")
    field.blur()
    visitor.wait(lambda: "run=" in visitor.page.url)
    visitor.settle()
    run = visitor.run()
    assert run["fork"]["edits"] == {"optimizer": {"weight_decay": 0.25}}
    assert visitor.text("#runs").startswith("from 1: Weight decay 0.25")
