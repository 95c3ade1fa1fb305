"""What the defaults of every task reach: task × cell, updates, seconds, held-out metric, baselines.

python -m tests.benchmarks.tasks [task …]
"""

import sys
from collections.abc import Iterable
from itertools import islice
from time import perf_counter
from typing import NamedTuple

from unrolled.engine.cells import CELLS
from unrolled.runs.config.settings import RunConfig, parse_config
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch
from unrolled.tasks import TASKS, Baseline


class Result(NamedTuple):
    """What one default has reached."""

    config: RunConfig
    seconds: float
    train: float
    held_out: float
    baselines: list[Baseline]


def learn(task: str, cell: str, **settings: object) -> Result:
    """Train with the defaults."""
    config = parse_config({"task": {"name": task}, "cell": cell, **settings})
    run = Experiment(Stretch(config))
    began = perf_counter()
    last = next(islice(run.updates(run.start()), config.updates - 1, None))
    seconds = perf_counter() - began
    found = run.judge.evaluate(last.state.params)
    baselines = run.task.baselines(run.k)
    return Result(config, seconds, found.train_metric, found.held_out_metric, baselines)


def main(names: Iterable[str], cells: Iterable[str] = CELLS, **settings: object) -> None:
    """Print the table, as Markdown, of the tasks with these settings in place of the defaults."""
    print("| task | cell | updates | seconds | metric | training | held out | baselines |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name in names:
        for cell in cells:
            found = learn(name, cell, **settings)
            rules = ", ".join(f"{one.name} {one.held_out:.3g}" for one in found.baselines)
            print(
                f"| {name} | {cell} | {found.config.updates} | {found.seconds:.1f}"
                f" | {TASKS[name].metric_name} | {found.train:.3g} | {found.held_out:.3g}"
                f" | {rules} |",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:] or TASKS)
