"""What the defaults make of series that a reader may bring along, against "same as last value".

python -m tests.benchmarks.own_series [file.csv …]

Without a file, of synthetic ones: trend, season, noise, steps, short and long.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

import numpy as np
from unrolled.engine.arrays import Array
from unrolled.runs.config.settings import RunConfig, parse_config
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch
from unrolled.tasks.own.datasets import put, use_folder
from unrolled.tasks.own.uploads import Upload, read_upload

Generator = np.random.Generator


def _walk(rng: Generator, n: int, back: float = 1.0) -> Array:
    """Each value `back` times the one before it, and a normal step."""
    values = np.zeros(n)
    for i, step in enumerate(rng.normal(size=n - 1), 1):
        values[i] = back * values[i - 1] + step
    return values


def _wave(n: int, period: float) -> Array:
    return np.asarray(np.sin(2 * np.pi * np.arange(n) / period))


SYNTHETIC: Mapping[str, Callable[[Generator], Array]] = {
    "white noise": lambda rng: rng.normal(size=300),
    "AR(1) 0.7": lambda rng: _walk(rng, 500, 0.7),
    "AR(1) 0.95": lambda rng: _walk(rng, 500, 0.95),
    "random walk": lambda rng: _walk(rng, 500),
    "walk with drift": lambda rng: _walk(rng, 200) + 0.5 * np.arange(200),
    "trend and noise": lambda rng: 0.1 * np.arange(200) + rng.normal(size=200),
    "growth": lambda rng: np.exp(0.03 * np.arange(120) + 0.02 * rng.normal(size=120)),
    "sine": lambda rng: _wave(400, 25),
    "sine and noise": lambda rng: _wave(400, 25) + 0.3 * rng.normal(size=400),
    "trend × season": lambda rng: (
        np.exp(0.01 * np.arange(144)) * (1 + 0.2 * _wave(144, 12) + 0.03 * rng.normal(size=144))
    ),
    "steps": lambda rng: np.repeat(rng.normal(scale=3, size=10), 40) + 0.3 * rng.normal(size=400),
    "counts": lambda rng: rng.poisson(0.5, 300).astype(float),
    "spikes": lambda rng: rng.normal(size=400) + 20 * (rng.random(400) < 0.02),
    "short walk": lambda rng: _walk(rng, 40),
    "short trend": lambda rng: 0.2 * np.arange(40) + rng.normal(size=40),
    "short sine": lambda rng: _wave(40, 8) + 0.1 * rng.normal(size=40),
    "short noise": lambda rng: rng.normal(size=40),
    "long season": lambda rng: 2 * _wave(20_000, 24) + 0.3 * _walk(rng, 20_000, 0.9),
    "long walk": lambda rng: _walk(rng, 20_000),
}


class Result(NamedTuple):
    """What the defaults have reached on the held-out part, as root mean square errors."""

    config: RunConfig
    length: int
    seconds: float
    held_out: float
    rules: dict[str, float]  # "same_as_last" and, if there is a season, "same_as_last_season"

    @property
    def ratio(self) -> float:
        """1: as good as saying that nothing changes; above 1: worse."""
        return self.held_out / self.rules["same_as_last"]


def synthetic(name: str, seed: int = 0) -> str:
    """One of SYNTHETIC, as a reader would bring it along: a number in a line."""
    values = SYNTHETIC[name](np.random.default_rng(seed))
    return "\n".join(["value", *(f"{value:.6g}" for value in values)])


def learn(data: str | bytes, **settings: object) -> Result:
    """Train with the defaults, or with these settings in place of them."""
    name = put(read_upload(Upload("series", data)).data)
    config = parse_config({"task": {"name": "own_series", "dataset": name}, **settings})
    run = Experiment(Stretch(config))
    began = perf_counter()
    last = next(islice(run.updates(run.start()), config.updates - 1, None))
    seconds = perf_counter() - began
    return Result(
        config,
        sum(run.task.lengths),
        seconds,
        run.judge.evaluate(last.state.params).held_out_metric,
        {rule.name: rule.held_out for rule in run.task.baselines(run.k)},
    )


def main(files: Iterable[str] = (), names: Iterable[str] = SYNTHETIC, **settings: object) -> None:
    """Print the table, as Markdown, of the files or else of the synthetic series."""
    chosen: dict[str, str | bytes] = {Path(file).stem: Path(file).read_bytes() for file in files}
    chosen = chosen or {name: synthetic(name) for name in names}
    print("| series | values | k | m | updates | seconds | same as last | as a season ago", end="")
    print(" | held out | ratio |")
    print("| --- " * 10 + "|")
    with TemporaryDirectory() as folder:
        use_folder(Path(folder))
        for name, data in chosen.items():
            found = learn(data, **settings)
            config, rules = found.config, found.rules
            season = rules.get("same_as_last_season")
            print(
                f"| {name} | {found.length} | {config.schedule.k} | {config.hidden_size}"
                f" | {config.updates} | {found.seconds:.1f} | {rules['same_as_last']:.3g}"
                f" | {'' if season is None else f'{season:.3g}'} | {found.held_out:.3g}"
                f" | {found.ratio:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
