"""What the engine does beside a bare pass: the flow matrix, and the training loop."""

from collections.abc import Callable, Mapping

import numpy as np
from unrolled.engine.analysis import flow
from unrolled.engine.batches import make_batch
from unrolled.engine.optimizers import Optimizer
from unrolled.engine.schedule import Plan, full_sequence
from unrolled.engine.train import start, train
from unrolled.engine.unroll import Unroll

from .cases import Case

Runs = Mapping[str, Callable[[], object]]


def flow_of(cell: str) -> Runs:
    """One plain pass, and the flow matrix with norms of its trace: T = 50, m = 32, B = 1."""
    case = Case(32, 1, 50, 1, cell)
    unroll, has_output = Unroll(case.model, 50), np.ones(50, bool)

    def plain() -> object:
        unroll.forward(case_params, inputs)
        return unroll.backward(targets, has_output)

    case_params, inputs, targets = case.params, case.inputs, case.targets
    unroll.forward(case_params, inputs)
    trace = unroll.backward(targets, has_output)
    return {"one pass": plain, "flow matrix": lambda: flow(trace)}


def training(cell: str) -> Runs:
    """An update by hand, and one of the training loop: T = 25, m = 16, B = 1."""
    case = Case(16, 1, 25, 1, cell)
    batch = make_batch("many_to_many", case.inputs, case.targets)
    optimizer, model = Optimizer(1e-9), case.model
    first = start(model, optimizer, case.params)
    unroll, params = Unroll(model, 25), case.params

    def by_hand() -> object:
        unroll.forward(params, batch.inputs)
        trace = unroll.backward(batch.targets, batch.has_output)
        return optimizer.step(params, trace.grad_params, first.optimizer)

    updates = train(model, Plan([batch], full_sequence()), optimizer, first)
    return {"forward, back, update": by_hand, "training loop": lambda: next(updates)}


OVERHEADS: Mapping[str, Callable[[], Runs]] = {
    **{f"flow, {c}": lambda c=c: flow_of(c) for c in ("rnn", "gru", "lstm")},  # type: ignore[misc]
    **{f"training, {c}": lambda c=c: training(c) for c in ("rnn", "gru", "lstm")},  # type: ignore[misc]
}
