"""Time of one pass, forward and back, with every gradient of every step: `make bench`.

All contenders must first agree on the gradients that they yield. Then they take turns, so that a
slow moment of the machine meets all of them, and the tables show medians. The Makefile holds every
contender to one thread.
"""

from collections.abc import Callable, Mapping
from statistics import median
from timeit import Timer

import numpy as np

from .cases import CASES, Case, Pass
from .overheads import OVERHEADS
from .rivals import RIVALS

ROUNDS = 15
SECONDS = 0.02  # of each contender in each round


def check(passes: Mapping[str, Pass]) -> None:
    """Raise AssertionError unless every contender's gradients are those of the first."""
    expected, *others = ({k: v.copy() for k, v in run().items()} for run in passes.values())
    for found in others:
        for name, gradient in found.items():
            np.testing.assert_allclose(
                gradient, expected[name], rtol=1e-8, atol=1e-10, err_msg=name
            )


def measure(passes: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """The median time of one pass in microseconds, by contender."""
    timers = {name: Timer(run) for name, run in passes.items()}
    counts = {name: max(1, int(SECONDS / timer.timeit(3) * 3)) for name, timer in timers.items()}
    times: dict[str, list[float]] = {name: [] for name in passes}
    for _ in range(ROUNDS):
        for name, timer in timers.items():
            times[name].append(timer.timeit(counts[name]) / counts[name] * 1e6)
    return {name: median(values) for name, values in times.items()}


def report(title: str, medians: Mapping[str, float]) -> None:
    own = next(iter(medians.values()))
    print(f"\n{title}")
    for name, value in medians.items():
        print(f"  {name:28} {value:9.0f} µs   {value / own:6.2f}×", flush=True)


def passes_of(case: Case) -> dict[str, Pass]:
    passes = {name: build(case) for name, build in RIVALS.items()}
    check(passes)
    return passes


if __name__ == "__main__":
    for each in CASES:
        title = f"{each.cell}: m = {each.m}, d = {each.d}, k = {each.k}, B = {each.B}"
        report(title, measure(passes_of(each)))
    for title, build in OVERHEADS.items():
        report(title, measure(build()))
