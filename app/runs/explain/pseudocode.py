"""What the sentences of the pseudocode leave open, as TeX of a network's cell and directions."""

from ...engine.model import Model
from ..config.settings import RunConfig
from ..notation import FUNCTIONS, LOSSES, REVERSE
from .cells import FORMULAS, Marks

BACK = Marks(REVERSE, before="j+1", after="j-1")  # how the second direction is written


def formulas(config: RunConfig, model: Model) -> dict[str, str]:
    """By the names that stand in the sentences; j is the step that is spoken of, k the last one."""
    cell = FORMULAS[model.cell]
    j = "k" if config.sequence_type in ("one_to_one", "many_to_one") else "j"  # which one answers
    (step, back), reverse = cell.pseudocode(model, Marks()), cell.pseudocode(model, BACK)
    affine, f_y = readout(model, j, REVERSE), FUNCTIONS[model.output_activation]
    y = f"y_{j} = {f_y}({affine})" if f_y else f"y_{j} = {affine}"
    return {
        "j": j,
        "step": f"${step}$" if model.bidirectional else f"${step}$, ${y}$",
        "stepReverse": f"${reverse[0]}$, ${y}$",
        "back": back,
        "backReverse": reverse[1],
        "loss": LOSSES[config.loss],
        "sum": cell.sum,
        "zero": f"{' = '.join(cell.start)} = 0",
        "carried": ", ".join(cell.start),
    }


def readout(model: Model, t: str, mark: str) -> str:
    """W_y h_t + b_y, of both directions if there are two."""
    states = rf"[h_{t};\, h_{t}{mark}]" if model.bidirectional else f"h_{t}"
    return f"W_y {states} + b_y"
