"""A trace from Python: what POST /api/trace answers, as NumPy arrays."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from numpy.typing import ArrayLike

from ..engine.cells import CELLS, VANILLA
from ..engine.trace import Trace as Pass
from ..runs.config.settings import checked
from ..runs.config.values import (
    ActivationName,
    CellName,
    Feedback,
    LossName,
    OutputActivation,
    SequenceType,
)
from ..runs.errors import InputError
from ..runs.frame.analyses import Reading
from ..runs.traces.include import MADE, Included, traced
from ..runs.traces.request import Network, TraceCase, trace_of
from ..strings import problem_words


class ArgumentError(InputError, ValueError):
    """One sentence on an argument that cannot be; `field` says which it is."""

    def __str__(self) -> str:
        return problem_words(self.code, self.params, self.field)


class Trace(Mapping[str, Any]):
    """Every number of one pass forward and back: `trace.hidden` is `trace["hidden"]`.

    T = steps, B = batch; d, m and o are the sizes of inputs, state and outputs, G the number of
    gates, 1 without gates. Arrays have time first, index 0 being t = 1:

    - `inputs` (T, B, d), `targets` and `outputs` (T, B, o), `errors`, `logits`, `loss_per_step`
    - `hidden` and `grad_hidden` = ∂L/∂h_t (T, B, m), `preactivation` and `delta` = ∂L/∂a_t
      (T, B, G·m), `initial_hidden` and `grad_initial_hidden` (B, m)
    - what else the cell makes: its gates by their letters, `cell_state` and `grad_cell_state`
    - of two directions all these once more, with `_reverse`
    - `params` and `grad_params`, arrays by name: W_x (G·m, d), W_h (G·m, m), b_h, W_y, b_y
    - `loss`, a number; `has_input`, `has_output` and `detached` (T,)
    - `flow`: ‖∂L_τ/∂h_t‖ at [τ, t], (T, T); and what `include` asked for
    """

    def __init__(self, made: Pass, values: Mapping[str, Any]) -> None:
        self.reading, self._values = Reading(made), values

    def __getitem__(self, name: str) -> Any:
        if name not in self._values:
            hint = f'; it would with include=["{name}"]' if name in MADE else ""
            raise KeyError(f"This trace has no {name}{hint}.")
        return self._values[name]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # what Python looks for while it copies a trace
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(*error.args) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._values]

    def __repr__(self) -> str:
        T, B, m = self["hidden"].shape
        cell = self.reading.trace.model.cell
        return f"<unrolled.Trace: {cell}, T = {T}, B = {B}, m = {m}, loss {self['loss']:.6g}>"


def trace(
    inputs: ArrayLike,
    targets: ArrayLike,
    *,
    hidden_size: int | None = None,
    cell: CellName = VANILLA,
    activation: ActivationName = "tanh",
    output_activation: OutputActivation = "identity",
    bidirectional: bool = False,
    has_input: ArrayLike | None = None,
    has_output: ArrayLike | None = None,
    sequence_type: SequenceType = "many_to_many",
    feedback: Feedback = "none",
    loss: LossName = "mse",
    params: Mapping[str, ArrayLike] | None = None,
    seed: int = 0,
    initial_hidden: ArrayLike | None = None,
    initial_cell_state: ArrayLike | None = None,
    initial_hidden_reverse: ArrayLike | None = None,
    initial_cell_state_reverse: ArrayLike | None = None,
    detached: Iterable[int] = (),
    include: Iterable[Included] = (),
) -> Trace:
    """One pass of a network forward and back through time: every value and every gradient.

    `inputs` (T, B, d) and `targets` (T, B, o) say how long the sequences are, how many, and what
    sizes d and o are; `hidden_size`, m, is that of `params`, or 8 if neither is given. All other
    arguments are those of POST /api/trace, and so are the names in the Trace: see README.md.
    Arrays may be NumPy's or nested lists. The limits of the API do not hold here.

    Numbers are exact to rounding. The same bits as a server's are promised only where NumPy
    computes with the processor's features and the kernels that are pinned there.

    Raises InputError, which is a ValueError here: one sentence that names the argument.

    >>> import numpy as np
    >>> import unrolled
    >>> x = np.sin(np.arange(6.0)).reshape(6, 1, 1)
    >>> trace = unrolled.trace(x[:-1], x[1:], hidden_size=3, cell="lstm", include=["itemised"])
    >>> trace.grad_hidden.shape, trace.grad_params["W_h"].shape
    ((5, 1, 3), (12, 3))
    >>> terms = trace.itemised["W_h"]  # one for each timestep: they sum to the gradient
    >>> bool(np.allclose(terms.sum(0), trace.grad_params["W_h"], atol=1e-12))
    True
    """
    given = _plain(locals())
    given["input_size"] = _length(given["inputs"], 0, 0) or 1
    given["output_size"] = _length(given["targets"], 0, 0) or 1
    if hidden_size is None:
        given["hidden_size"] = _hidden_size(cell, given["params"]) or 8
    network = {name: given.pop(name) for name in Network.model_fields}
    try:
        case = checked(TraceCase, {"model": network, **given})
        made = trace_of(case)
        return Trace(made, traced(made, case.include))
    except InputError as error:
        argument = error.field.removeprefix("model.")
        raise ArgumentError(argument, error.code, **error.params) from None


def _plain(value: Any) -> Any:
    """Arrays as lists, wherever they stand, for TraceCase checks what JSON can say."""
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, list | tuple | set | range):
        return [_plain(part) for part in value]
    return value


def _hidden_size(cell: str, params: Any) -> int:
    """m, of which b_h has one entry for each gate; 0 where it cannot be told."""
    known = CELLS.get(cell)
    return _length(params, "b_h") // len(known.gates) if known else 0


def _length(values: Any, *path: int | str) -> int:
    """The length of a list inside of others; 0 where there is none, which TraceCase refuses."""
    try:
        for part in path:
            values = values[part]
        return len(values)
    except (TypeError, LookupError):
        return 0
