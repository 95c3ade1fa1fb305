"""Time of one pass, forward and back, with every gradient of every step: `make bench`.

All contenders must first agree on the gradients. Then they take turns, so that a slow moment of
the machine meets all of them, and the table shows medians.
"""

from statistics import median
from timeit import Timer

import numpy as np

from .cases import CASES, Case, Pass
from .rivals import RIVALS

ROUNDS = 25
SECONDS = 0.04  # of each contender in each round


def check(passes: dict[str, Pass]) -> None:
    """Raise AssertionError unless every contender yields the gradients of the first."""
    expected, *others = ({k: v.copy() for k, v in run().items()} for run in passes.values())
    for found in others:
        for name, gradient in expected.items():
            np.testing.assert_allclose(found[name], gradient, rtol=1e-9, atol=1e-10, err_msg=name)


def measure(passes: dict[str, Pass]) -> dict[str, float]:
    """The median time of one pass in microseconds, by contender."""
    timers = {name: Timer(run) for name, run in passes.items()}
    counts = {name: max(1, int(SECONDS / timer.timeit(10) * 10)) for name, timer in timers.items()}
    times: dict[str, list[float]] = {name: [] for name in passes}
    for _ in range(ROUNDS):
        for name, timer in timers.items():
            times[name].append(timer.timeit(counts[name]) / counts[name] * 1e6)
    return {name: median(values) for name, values in times.items()}


def report(case: Case) -> None:
    passes = {name: build(case) for name, build in RIVALS.items()}
    check(passes)
    medians = measure(passes)
    own = next(iter(medians.values()))
    print(f"\n{case.cell}: m = {case.m}, d = {case.d}, k = {case.k}, B = {case.B}")
    for name, value in medians.items():
        print(f"  {name:28} {value:9.0f} µs   {value / own:6.1f}×")


if __name__ == "__main__":
    for each in CASES:
        report(each)
