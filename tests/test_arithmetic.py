"""A server whose processor computes otherwise: it says so, and takes its runs along."""

import json
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from unrolled.runs.arithmetic import USUAL, Arithmetic
from unrolled.runs.config.settings import parse_config

from .processor import needs_avx2
from .server import ask, serve

CONFIG = {"task": {"name": "echo"}, "updates": 200}
WITHOUT_AVX2 = {"NPY_DISABLE_CPU_FEATURES": "X86_V3"}


def recorded(data: Path, env: dict[str, str], run: str | None = None) -> tuple[Any, Any]:
    """A run, new or by an id of before, and the last frame."""
    with serve("--port", "0", data=data, env=env) as (_, url):
        told = ask(f"{url}/api/runs/{run}") if run else ask(f"{url}/api/runs", CONFIG)
        with urlopen(f"{url}/api/runs/{run or told['id']}/frames/200?enc=b64") as answer:
            # What a browser keeps of an address is true for ever: another one answers.
            assert answer.url == f"{url}/api/runs/{told['id']}/frames/200?enc=b64"
            return told, json.load(answer)


@needs_avx2
def test_a_file_of_runs_that_goes_to_another_arithmetic_and_back(tmp_path: Path) -> None:
    data, config = tmp_path / "runs.sqlite3", parse_config(CONFIG)
    first, frame = recorded(data, {})
    assert first["id"] == config.id(USUAL)
    assert first["arithmetic"] == {"usual": True, **USUAL._asdict()}

    there, other_frame = recorded(data, WITHOUT_AVX2, first["id"])
    told = there["arithmetic"]
    assert not told["usual"]
    assert there["id"] == config.id(Arithmetic(told["fingerprint"], told["kernel"])) != first["id"]
    assert other_frame != frame

    back, same_frame = recorded(data, {}, there["id"])
    assert (back["id"], back["arithmetic"]) == (first["id"], first["arithmetic"])
    assert same_frame == frame
