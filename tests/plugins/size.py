"""A track that there is only in tests: ‖h_t‖, and how much one step can let a gradient grow."""

from unrolled import strings
from unrolled.figures.base import Score, Template, layout, number_axis, scatter
from unrolled.figures.facts import ask
from unrolled.figures.meta import Meta
from unrolled.figures.track import track

strings.add(
    {
        "en": {
            "tracks.size.title": "Size of h",
            "tracks.size.caption": "How long the hidden state is.",
            "tracks.size.summary": "Lines of the norm of h and of the largest singular value.",
        },
        "zh-Hans": {
            "tracks.size.title": "h 的大小",
            "tracks.size.caption": "隐藏状态有多长。",
            "tracks.size.summary": "h 的范数与最大奇异值的折线。",
        },
    }
)


@track("size", 3.5)
def figure(score: Score) -> Template:
    """Two lines over the timesteps."""
    meta: Meta = {
        "needs": ["singular_values"],
        "hatched": True,
        "tooltip": [
            {
                "name": "‖h_{t}‖",
                "at": "summary.hidden_norm[t,b]",
                "start": "summary.initial_hidden_norm[b]",
            },
            {"name": "σ_{i}", "at": "singular_values[t,b]"},
        ],
        "table": [{"name": "‖h‖", "at": "summary.hidden_norm[t,b]"}],
        "asks": [ask(score, "hidden")],
        "marks": {"hidden": None},
    }
    return {
        "data": [
            scatter(name="norm", mode="lines", x0=1, dx=1, y="@summary.hidden_norm[:,b]"),
            scatter(name="largest", mode="lines", x0=1, dx=1, y="@singular_values[:,b,0]"),
        ],
        "layout": layout(score.steps, 80, number_axis(autorange=True)),
        "meta": meta,
    }
