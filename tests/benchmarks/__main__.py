"""Time of one pass, forward and back, with every gradient of every step: `make bench`.

All contenders must first agree on the gradients that they yield. Then they take turns, so that a
slow moment of the machine meets all of them, and the tables show medians. The Makefile holds every
contender to one thread.
"""

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from timeit import Timer

import numpy as np

from .cases import CASES, Case, Pass
from .overheads import OVERHEADS
from .rivals import installed

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


def report(
    title: str, contenders: Mapping[str, Callable[[], object]], rounds: int, seconds: float
) -> None:
    """Print the median time of one pass in microseconds, by contender."""
    timers = {name: Timer(run) for name, run in contenders.items()}
    counts = {name: max(1, int(seconds / timer.timeit(3) * 3)) for name, timer in timers.items()}
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, timer in timers.items():
            times[name].append(timer.timeit(counts[name]) / counts[name] * 1e6)
    own, *_ = medians = [median(values) for values in times.values()]
    print(f"\n{title}")
    for name, value in zip(times, medians, strict=True):
        print(f"  {name:28} {value:9.0f} µs   {value / own:6.2f}×", flush=True)


def main(cases: Sequence[Case] = CASES, rounds: int = ROUNDS, seconds: float = SECONDS) -> None:
    builders = installed()
    for case in cases:
        passes = {name: build(case) for name, build in builders.items()}
        check(passes)
        title = f"{case.cell}: m = {case.m}, d = {case.d}, k = {case.k}, B = {case.B}"
        report(title, passes, rounds, seconds)
    for title, build in OVERHEADS.items():
        report(title, build(), rounds, seconds)


if __name__ == "__main__":
    main()
