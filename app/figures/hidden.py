"""h_t, every unit of it: a row is a unit, a column a timestep."""

from .base import RunInfo, Template, heatmap, layout, scatter

HEIGHT = 98


def figure(run: RunInfo) -> Template:
    """Colour is fixed to [-1, 1] where the activation is bounded, else to the frame's extremes."""
    low, high = ("@hidden_range[0]", "@hidden_range[1]") if run.activation == "relu" else (-1, 1)
    scale = {"colorscale": "$activation", "zmin": low, "zmax": high}
    return rows_of_units(run, "hidden", "initial_hidden", scale)


def rows_of_units(run: RunInfo, name: str, at_start: str, scale: Template) -> Template:
    """Heatmap of an array (T, B, m), with column 0 from an array (B, m) and the marks of `name`."""
    m = run.hidden_size
    gap = 1 if m <= 16 else 0
    return {
        "data": [
            heatmap(name=name, z=f"@{name}[:,b]", x0=1, xgap=1, ygap=gap, **scale),
            heatmap(name=at_start, z=[f"@{at_start}[b]"], x0=0, xgap=1, ygap=gap, **scale),
            scatter(
                name="not finite",
                mode="text",
                x=f"@{name}_marks_t",
                y=[(m + 1) / 2] * run.steps,
                text=f"@{name}_marks_text",
                textfont={"color": "$ink", "size": 13},
            ),
        ],
        "layout": layout(run.steps, HEIGHT, {"visible": False, "range": [m + 0.5, 0.5]}),
        "meta": {"rows": m, "scale": scale["colorscale"], "limits": [scale["zmin"], scale["zmax"]]},
    }
