"""h_t, every unit of it: a row is a unit, a column a timestep."""

from ..runs.experiment import Experiment
from .base import Template, heatmap, layout, marks

HEIGHT = 98


def figure(run: Experiment) -> Template:
    """Colour is fixed to [-1, 1] where the activation is bounded, else to the frame's extremes."""
    bounded = run.model.activation != "relu"
    low, high = (-1, 1) if bounded else (f"@summary.hidden_range[{i}]" for i in (0, 1))
    scale = {"colorscale": "$activation", "zmin": low, "zmax": high}
    return rows_of_units(run, "hidden", "initial_hidden", scale)


def rows_of_units(run: Experiment, name: str, at_start: str, scale: Template) -> Template:
    """Heatmap of an array (T, B, m), with column 0 from an array (B, m) and the marks of `name`."""
    m = run.model.hidden_size
    gap = 1 if m <= 16 else 0
    return {
        "data": [
            heatmap(name=name, z=f"@{name}[:,b]", x0=1, xgap=1, ygap=gap, **scale),
            heatmap(name=at_start, z=[f"@{at_start}[b]"], x0=0, xgap=1, ygap=gap, **scale),
            marks(f"{name}_nan", "NaN"),
            marks(f"{name}_infinite", "∞"),
        ],
        "layout": layout(run.k, HEIGHT, {"visible": False, "range": [m + 0.5, 0.5]}),
        "meta": {"rows": m, "scale": scale["colorscale"], "limits": [scale["zmin"], scale["zmax"]]},
    }
