"""A server whose processor computes otherwise: it says so, and takes its runs along."""

from pathlib import Path
from typing import Any

from unrolled.runs.arithmetic import USUAL, Arithmetic
from unrolled.runs.config.settings import parse_config

from .processor import needs_avx2
from .server import ask, serve

CONFIG = {"task": {"name": "echo"}, "updates": 200}
WITHOUT_AVX2 = {"NPY_DISABLE_CPU_FEATURES": "X86_V3"}


def recorded(data: Path, env: dict[str, str], run: str | None = None) -> tuple[Any, Any]:
    """A run, new or by its id, and the last frame."""
    with serve("--port", "0", data=data, env=env) as (_, url):
        told = ask(f"{url}/api/runs/{run}") if run else ask(f"{url}/api/runs", CONFIG)
        return told, ask(f"{url}/api/runs/{run or told['id']}/frames/200?enc=b64")


@needs_avx2
def test_a_file_of_runs_that_goes_to_another_arithmetic_and_back(tmp_path: Path) -> None:
    data, config = tmp_path / "runs.sqlite3", parse_config(CONFIG)
    first, frame = recorded(data, {})
    assert first["id"] == config.id(USUAL)
    assert first["arithmetic"] == {"usual": True, **USUAL._asdict()}
    assert not first["renewed"]

    there, other_frame = recorded(data, WITHOUT_AVX2, first["id"])
    told = there["arithmetic"]
    assert not told["usual"]
    assert there["id"] == config.id(Arithmetic(told["fingerprint"], told["kernel"])) != first["id"]
    assert there["renewed"]
    assert other_frame != frame

    back, same_frame = recorded(data, {}, there["id"])
    assert (back["id"], back["arithmetic"]) == (first["id"], first["arithmetic"])
    assert same_frame == frame
