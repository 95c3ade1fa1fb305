"""One arithmetic: the same bits from every worker, whatever its processor could do besides."""

import os
import subprocess
import sys
from hashlib import sha256

import numpy as np
import pytest
from unrolled.runs.arithmetic import USUAL, Arithmetic, environment, measured
from unrolled.runs.config.settings import parse_config
from unrolled.runs.frame.encode import Writing
from unrolled.runs.training.lineage import Stretch
from unrolled.runs.workers.jobs import Encoding, compute_block, compute_events
from unrolled.runs.workers.process import WorkerProcess

from ..processor import FOUND, NOT_FOUND, needs_avx2

BEYOND = [one for one in (*FOUND, *NOT_FOUND) if "512" in one or one == "X86_V4"]
# Processors that lack the newest of what only some have, and all of it, as far as NumPy knows it.
PROCESSORS = [" ".join(BEYOND[-1:]), " ".join(BEYOND)]
# Of the frame of update 300, all its fields, in the usual arithmetic.
STORED = {
    ("sunspots", "rnn"): "e34ccc01b210f06c",
    ("echo", "rnn"): "eeda9777cc733c13",
    ("adding", "rnn"): "926134ed11be7099",
    ("sunspots", "gru"): "fdcc035536cf45ea",
    ("sunspots", "lstm"): "5094d98f1101c7fe",
    ("echo", "lstm"): "5b6a02f159746f41",
}
Found = tuple[Arithmetic, dict[tuple[str, str], str]]


def frames() -> Found:
    """What a worker that is started now computes, and with what."""
    with WorkerProcess() as process:
        found = {}
        for task, cell in STORED:
            config = parse_config({"task": {"name": task}, "cell": cell, "updates": 300})
            stretches = (Stretch(config),)
            state = None
            for number in (0, 1):
                state = process.submit(compute_block, stretches, number, state).result().checkpoint
            encoding = Encoding(writing=Writing(b64=True))
            events = process.submit(compute_events, stretches, state, range(300, 301), encoding)
            ((frame,),) = events.result().values()
            found[task, cell] = sha256(frame.data).hexdigest()[:16]
        return process.submit(measured).result(), found


@pytest.fixture(scope="module")
def here() -> Found:
    return frames()


@pytest.mark.slow
@pytest.mark.parametrize(
    "lacks",
    [pytest.param(PROCESSORS[0], marks=pytest.mark.thorough), *PROCESSORS[1:]],
    ids=lambda lacks: f"without {lacks}",
)
def test_the_same_bits_on_every_processor(
    lacks: str, here: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.environ.get("NPY_DISABLE_CPU_FEATURES", "")
    monkeypatch.setenv("NPY_DISABLE_CPU_FEATURES", f"{before} {lacks}".strip())
    assert frames() == here


def test_the_usual_arithmetic_gives_the_stored_numbers(here: Found) -> None:
    """Elsewhere the numbers are others, and so is what tells them apart."""
    found, numbers = here
    assert (found.name == "") == (found.fingerprint == USUAL.fingerprint) == (numbers == STORED)
    if {"X86_V3", "AVX2"} & set(FOUND):
        assert found.kernel == "Haswell"


@needs_avx2
def test_without_avx2_the_numbers_are_others_and_it_is_noticed(
    here: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NPY_DISABLE_CPU_FEATURES", "X86_V3")
    found, numbers = frames()
    assert found.name == found.fingerprint != here[0].fingerprint
    assert numbers != here[1]


def test_another_arithmetic_has_another_name_and_other_ids() -> None:
    other = Arithmetic("0123456789abcdef", "Neoversen1")
    config = parse_config({"task": {"name": "echo"}})
    assert (USUAL.name, other.name) == ("", "0123456789abcdef")
    assert config.id(USUAL) != config.id(other)
    assert config.id(other) == config.id(other._replace(kernel="another"))


@pytest.mark.parametrize(
    ("found", "disabled", "kernel"),
    [
        (["X86_V3"], "", "Haswell"),
        (["X86_V3", "X86_V4", "AVX512_ICL"], "X86_V4 AVX512_ICL", "Haswell"),
        (["SSE42", "AVX2", "AVX512F", "AVX512_SKX"], "AVX512F AVX512_SKX", "Haswell"),
        ([], "", None),
        (["NEON", "ASIMD"], "", None),
    ],
)
def test_the_environment_names_only_what_the_processor_has(
    found: list[str], disabled: str, kernel: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "NPY_DISABLE_CPU_FEATURES"):
        monkeypatch.delenv(name, raising=False)
    told = {"SIMD Extensions": {"found": found} if found else {}}
    monkeypatch.setattr(np, "show_config", lambda mode: told)
    chosen = environment()
    assert chosen["NPY_DISABLE_CPU_FEATURES"] == disabled
    assert chosen.get("OPENBLAS_CORETYPE") == kernel
    assert chosen["OPENBLAS_NUM_THREADS"] == chosen["OMP_NUM_THREADS"] == "1"
    monkeypatch.setenv("NPY_DISABLE_CPU_FEATURES", "X86_V3")
    monkeypatch.setenv("NPY_ENABLE_CPU_FEATURES", "AVX2")
    assert environment()["NPY_DISABLE_CPU_FEATURES"] == f"X86_V3 {disabled}".strip()
    assert "NPY_ENABLE_CPU_FEATURES" not in environment()


def test_numpy_has_nothing_to_complain_of_in_the_environment() -> None:
    command = [sys.executable, "-W", "error", "-c", "import numpy"]
    assert subprocess.run(command, env=environment(), capture_output=True).stderr == b""
