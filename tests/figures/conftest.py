"""Runs and frames of any size, with numbers drawn from a seed."""

from typing import Any

import numpy as np

from app.figures import Baseline, RunInfo

LENGTH, TRAIN = 80, 64


def make_run(
    steps: int, m: int, sequence_type: str = "many_to_one", activation: str = "tanh"
) -> RunInfo:
    """A run over a slow wave around 100, scaled by 1/200."""
    last = sequence_type == "many_to_one"
    return RunInfo(
        steps=steps,
        hidden_size=m,
        activation=activation,
        has_input=(True,) * steps,
        has_output=tuple(not last or t == steps for t in range(1, steps + 1)),
        labels=tuple(range(1700, 1700 + LENGTH)),
        values=tuple(100 + 90 * np.sin(np.arange(LENGTH) / 2)),
        scale=200.0,
        offset=0.0,
        unit="sunspots",
        train_length=TRAIN,
        baseline=Baseline("same_as_last", 23.0, 30.4),
    )


def make_frame(run: RunInfo, seed: int = 0) -> dict[str, Any]:
    """A frame of `run` whose arrays have the right shapes and signs, if not the right meaning."""
    rng, T, m = np.random.default_rng(seed), run.steps, run.hidden_size
    mask = np.array(run.has_output)
    grad_hidden = rng.normal(size=(T, 1, m)) * 0.5 ** np.arange(T)[::-1, None, None]
    outputs, targets = rng.uniform(size=(T, 1, 1)), rng.uniform(size=(T, 1, 1))
    return {
        "inputs": rng.uniform(size=(T, 1, 1)),
        "outputs": outputs,
        "targets": targets,
        "errors": np.where(mask[:, None, None], outputs - targets, 0.0),
        "has_input": list(run.has_input),
        "has_output": mask.tolist(),
        "initial_hidden": np.zeros((1, m)),
        "hidden": np.tanh(rng.normal(size=(T, 1, m))),
        "grad_hidden": grad_hidden,
        "grad_hidden_norm": np.linalg.norm(grad_hidden, axis=-1),
        "grad_initial_hidden": rng.normal(size=(1, m)) * 0.5**T,
        "predictions": rng.uniform(0, 200, size=len(run.values)),
    }
