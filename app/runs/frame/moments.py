"""When each number of an update is known, while the update is stepped through: once, for all."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from ...engine.model import Model
from .analyses import ANALYSES, AXES, Moment

# Of every network; when its own arrays are known their names say.
FIELDS: dict[Moment, tuple[str, ...]] = {
    "outputs": ("outputs", "logits"),
    "error": ("errors", "loss_per_step"),
    "backward": ("grad_logits", "immediate_grad_logits", "grad_hidden_norm"),
    "sum": (
        *("grad_params", "grad_norm", "clipped_grad_norm"),
        *("summary.grad_params_norm", "summary.grad_params_largest"),
    ),
    "update": ("new_params", "train_metric", "held_out_metric", "picture"),
}


@lru_cache(maxsize=64)
def moments(model: Model) -> Mapping[str, Moment]:
    """When each is known, by the name of a field or of a part of it ("summary.hidden_mean").

    What has no name here is known at once. What has "_reverse" in its name goes through time the
    other way.
    """
    arrays = {name: _of_array(name) for name in model.recurrence(1, 1).arrays}
    return MappingProxyType(
        {
            **{name: moment for name, moment in arrays.items() if moment != "always"},
            **{name: moment for moment, names in FIELDS.items() for name in names},
            **{name: analysis.known for name, analysis in ANALYSES.items()},
            **dict.fromkeys(AXES, "always"),
            **{f"running_sums.{name}.range": "always" for name in model.param_shapes()},
            **{f"summary.{name}": moment for name, moment in _of_summary(model)},
        }
    )


def _of_array(name: str) -> Moment:
    if name.startswith("initial_"):
        return "always"
    if name.startswith("grad_initial_"):
        return "end"
    return "backward" if name.startswith(("grad_", "delta")) else "forward"


def _of_summary(model: Model) -> Iterator[tuple[str, Moment]]:
    """What summary.py makes of arrays that are not known at once."""
    cell = model.new_cell()
    for end in model.suffixes:
        for name in (*cell.state, *cell.own_gates):
            yield from ((f"{name}{end}_{kind}", "forward") for kind in ("nan", "infinite"))
        for name in cell.state:
            yield from ((f"{name}{end}_{kind}", "forward") for kind in ("mean", "norm"))
            back = ("norm", "nan", "infinite")
            yield from ((f"grad_{name}{end}_{kind}", "backward") for kind in back)
            yield f"grad_initial_{name}{end}_norm", "end"
        yield f"delta{end}_norm", "backward"
        for kind in ("exponents", "uncut", "zero", "nan", "infinite"):
            yield f"norm_{kind}{end}", "backward"
        yield f"initial_norm_exponents{end}", "end"
    yield "activation_slope", "forward"
