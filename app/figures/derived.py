"""Arrays that templates name beside those of a frame: each a few lines from the frame's own.

They are what a drawing needs and a frame does not carry: the extremes of a colour scale, the mean
state that a node of the graph shows, and where a value is zero or not finite, so that it is marked
and not dropped. derived.js says the same; both are held to tests/data/bind_cases.json.

A frame may be masked up to a playback step. Then `whole` holds the unmasked frame, which the
extremes are taken from so that colours keep still while an update is stepped through, and `made`
the columns that are visible: {"forward": last t with a state, "backward": first t with a gradient}.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Frame = Mapping[str, Any]


def _whole(frame: Frame, name: str) -> Array:
    return np.asarray(frame.get("whole", frame)[name], dtype=np.float64)


def _finite(array: Array) -> Array:
    return array[np.isfinite(array)]


def _at_outputs(frame: Frame, name: str) -> Array:
    """The values at the steps that have an output, NaN at the others. (T, B, o)"""
    mask = np.asarray(frame["has_output"], dtype=bool)
    return np.where(mask[:, None, None], np.asarray(frame[name], dtype=np.float64), np.nan)


def _mean(array: Any) -> Array:
    """Over the units; a state that has exploded has no mean."""
    with np.errstate(all="ignore"):
        return np.asarray(np.mean(np.asarray(array, dtype=np.float64), axis=-1))


def _symmetric(least: float, *arrays: Array) -> Array:
    """[-limit, limit] with the largest finite magnitude, and `least` where there is none. (2,)"""
    limits = [float(np.max(np.abs(_finite(array)), initial=0.0)) for array in arrays]
    limit = max(limits) or least
    return np.array([-limit, limit])


def _marks(frame: Frame, name: str, b: int, first: int, last: int) -> tuple[list[int], list[str]]:
    """The columns first..last in which a unit is not finite, and what it is."""
    columns = _whole(frame, name)[:, b]
    bad = [t for t in range(first, last + 1) if not np.isfinite(columns[t - 1]).all()]
    marks = [(t, "NaN" if np.isnan(columns[t - 1]).any() else "∞") for t in bad]
    kept = _with_room(marks, len(columns))
    return [t for t, _ in kept], [text for _, text in kept]


def _with_room(marks: list[tuple[int, str]], steps: int) -> list[tuple[int, str]]:
    """Of marks that say the same, as many as have room beside one another."""
    every, kept = -(-steps // 20), list[tuple[int, str]]()
    for t, text in marks:
        if not kept or kept[-1][1] != text or t - kept[-1][0] >= every:
            kept.append((t, text))
    return kept


def _forward_marks(frame: Frame, b: int) -> tuple[list[int], list[str]]:
    steps = len(_whole(frame, "hidden"))
    return _marks(frame, "hidden", b, 1, frame.get("made", {}).get("forward", steps))


def _backward_marks(frame: Frame, b: int) -> tuple[list[int], list[str]]:
    steps = len(_whole(frame, "grad_hidden"))
    return _marks(frame, "grad_hidden", b, frame.get("made", {}).get("backward", 1), steps)


def _exponents(norms: Any) -> Array:
    """Powers of ten; NaN where a log axis has no place."""
    norms = np.asarray(norms, dtype=np.float64)
    with np.errstate(all="ignore"):
        return np.where(np.isfinite(norms) & (norms > 0), np.log10(norms), np.nan)


def _decades(frame: Frame) -> Array:
    """The powers of ten between which all norms above zero lie, two apart at the least. (2,)"""
    norms = _finite(_whole(frame, "grad_hidden_norm"))
    norms = norms[norms > 0]
    if norms.size == 0:
        return np.array([-3.0, 0.0])
    low, high = np.floor(np.log10(norms.min())), np.ceil(np.log10(norms.max()))
    return np.array([min(low, high - 2), high])


def _norm_marks(frame: Frame, b: int) -> tuple[list[int], list[float], list[str]]:
    """Norms that a log axis has no place for: 0 at its foot, ∞ and NaN high up."""
    norms = _whole(frame, "grad_hidden_norm")[:, b]
    low, high = _decades(frame)
    places = {"0": low, "NaN": high - 0.3 * (high - low), "∞": high - 0.3 * (high - low)}
    first = frame.get("made", {}).get("backward", 1)
    texts = ["0" if n == 0 else "NaN" if np.isnan(n) else "∞" if np.isinf(n) else "" for n in norms]
    marks = [(t, text) for t, text in enumerate(texts, 1) if text and t >= first]
    kept = _with_room(marks, len(norms))
    heights = [float(10 ** places[text]) for _, text in kept]
    return [t for t, _ in kept], heights, [text for _, text in kept]


DERIVED: dict[str, Callable[[Frame, int], Any]] = {
    "y": lambda frame, b: _at_outputs(frame, "outputs"),
    "p": lambda frame, b: _at_outputs(frame, "targets"),
    "e": lambda frame, b: _at_outputs(frame, "errors"),
    "hidden_mean": lambda frame, b: _mean(frame["hidden"]),
    "initial_hidden_mean": lambda frame, b: _mean(frame["initial_hidden"]),
    "hidden_range": lambda frame, b: _symmetric(
        1.0, _whole(frame, "hidden"), _whole(frame, "initial_hidden")
    ),
    "grad_hidden_range": lambda frame, b: _symmetric(
        1.0, _whole(frame, "grad_hidden"), _whole(frame, "grad_initial_hidden")
    ),
    "hidden_marks_t": lambda frame, b: _forward_marks(frame, b)[0],
    "hidden_marks_text": lambda frame, b: _forward_marks(frame, b)[1],
    "grad_hidden_marks_t": lambda frame, b: _backward_marks(frame, b)[0],
    "grad_hidden_marks_text": lambda frame, b: _backward_marks(frame, b)[1],
    "norm_exponents": lambda frame, b: _exponents(frame["grad_hidden_norm"]),
    "norm_decades": lambda frame, b: _decades(frame),
    "norm_decades_apart": lambda frame, b: np.ceil(np.diff(_decades(frame))[0] / 4),
    "norm_marks_t": lambda frame, b: _norm_marks(frame, b)[0],
    "norm_marks_height": lambda frame, b: _norm_marks(frame, b)[1],
    "norm_marks_text": lambda frame, b: _norm_marks(frame, b)[2],
}
