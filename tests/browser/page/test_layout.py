"""Where things stand: one column for a step in every track, and nothing over anything else."""

import pytest

from ..conftest import ALL, Visitor
from ..score.test_tracks import drawn

pytestmark = pytest.mark.browser

WIDTHS = (1440, 1024, 390, 1440)

# Where each step lies in pixels, by track: by the axis of every layer of Plotly's, and by what is
# drawn there (points, the middle of heatmap columns, of tiles, of nodes).
COLUMNS = """() => {
    const places = {};
    // Of two directions, each has its bar beside the middle of the column.
    const beside = plot => plot.data.some(({ name }) => name === "norm_reverse");
    for (const plot of document.querySelectorAll(".track:not([hidden]) .js-plotly-plot")) {
        const { xaxis } = plot._fullLayout;
        const at = x => plot.getBoundingClientRect().left + xaxis._offset + xaxis.d2p(x);
        const track = plot.closest("[data-track]").dataset.track;
        const steps = Math.round(xaxis.range[1] - 0.5);
        const keep = (name, xs) => { if (xs.length > 0) places[`${track} ${name}`] = xs; };
        const all = Array.from({ length: steps + 1 }, (_, t) => [t, at(t)]);
        keep(plot.classList.contains("edges") ? "edges axis" : "axis", all);
        for (const { name, type, x, x0, dx, z, y, transpose } of plot.data) {
            if (/^(x|h|y|p|h_reverse)$/.test(name) && track === "graph")
                keep(name, Array.from(x, one => [Math.round(one), at(one)]));
            const tile = /^tile (\\d+)$/.exec(name ?? "");
            if (tile) {
                const columns = transpose ? z.length : z[0].length;
                keep(name, [[Number(tile[1]), at(x0 + dx * (columns - 1) / 2)]]);
            } else if (type === "heatmap" && dx === 1 && track !== "outer") {
                const first = name.includes("initial_") ? 0 : 1;
                const columns = transpose ? z.length : z[0].length;
                keep(name, Array.from({ length: columns }, (_, i) => [first + i, at(x0 + i)]));
            } else if (/series|norms/.test(track) && !beside(plot) && y?.length === steps) {
                const xs = Array.from(y, (_, i) => [i + 1, at(x ? x[i] : x0 + i * dx)]);
                keep(name, xs);
            }
        }
    }
    return places;
}"""

FITTED = """() => {
    const { clientWidth } = document.querySelector(".score-body");
    return [...document.querySelectorAll(".track:not([hidden]) .js-plotly-plot")]
        .every(plot => plot._fullLayout.width === clientWidth);
}"""


def resize(visitor: Visitor, width: int, height: int = 900) -> None:
    """Until every plot has been drawn for its new width."""
    visitor.page.set_viewport_size({"width": width, "height": height})
    visitor.page.evaluate("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
    visitor.until(FITTED)
    drawn(visitor)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("k=12", marks=pytest.mark.thorough),
        pytest.param("cell=lstm&k=12", marks=pytest.mark.thorough),
        "cell=gru&bi=1&type=many_to_many&k=5",
        pytest.param("k=60&m=2", marks=pytest.mark.thorough),
    ],
)
def test_a_step_is_one_column_in_every_track(visitor: Visitor, query: str) -> None:
    visitor.open(f"?{query}&tracks={ALL}&update=3")
    drawn(visitor)
    for width in WIDTHS:
        resize(visitor, width)
        places = visitor.page.evaluate(COLUMNS)
        tracks = {name.split()[0] for name in places}
        assert tracks == set(ALL.split(","))
        assert {"graph h", "outer tile 1", "hidden hidden", "series x"} <= set(places)
        axis = dict(places["hidden axis"])
        off = {
            f"{name} {t}": x - axis[t]
            for name, columns in places.items()
            for t, x in columns
            if not abs(x - axis[t]) <= 1
        }
        assert off == {}, f"at {width} px"
