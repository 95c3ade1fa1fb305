"""Which numbers of a network can be asked about, and where each of them has an entry."""

from collections.abc import Iterable
from typing import NamedTuple

from ...engine.model import Model
from ..notation import plain
from .cells import FORMULAS

PARAMETER = "parameter"


class Quantity(NamedTuple):
    """An array, a number of all steps together (loss), or the parameters.

    `gates`: the blocks it is stacked of, if there are several; `units`: entries of a step, or of a
    block. It has entries of the steps `first` … T + `last`; None: it does not happen in time.
    """

    name: str
    symbol: str
    gates: tuple[str, ...]
    units: int
    first: int | None = 1
    last: int | None = 0


def quantities(model: Model) -> list[Quantity]:
    """All of them, in the order of computing; of two directions one array after the other."""
    cell, formulas, o = model.new_cell(), FORMULAS[model.cell], model.output_size
    inside = ("preactivation", *formulas.made(cell))
    back = (*formulas.made_back(), "delta")
    return [
        Quantity("inputs", plain("inputs"), (), model.input_size),
        Quantity("targets", plain("targets"), (), o),
        *_both(model, inside),
        *(Quantity(name, plain(name), (), o) for name in ("outputs", "errors")),
        Quantity("loss_per_step", "L", (), 1),
        Quantity("loss", "L", (), 1, None, None),
        Quantity("grad_logits", plain("grad_logits"), (), o),
        *_both(model, back),
        Quantity(PARAMETER, "W", (), 1, None, None),
    ]


def _both(model: Model, names: Iterable[str]) -> list[Quantity]:
    """What each direction has; a state also before its first step."""
    cell, found = model.new_cell(), []
    for suffix in model.suffixes:
        for name in names:
            stacked = name in ("preactivation", "delta") and len(cell.gates) > 1
            state = name.removeprefix("grad_") in cell.state
            found.append(
                Quantity(
                    name=name + suffix,
                    symbol=plain(name) + ("←" if suffix else ""),
                    gates=cell.gates if stacked else (),
                    units=model.state_size if state else model.hidden_size,
                    first=0 if state and not suffix else 1,
                    last=1 if state and suffix else 0,
                )
            )
    return found
