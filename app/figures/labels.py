"""Where the values of a series stand on an axis, and what is written there."""

from collections.abc import Sequence

from ..tasks.kinds.labels import scale_of
from .base import Template
from .words import as_words

WRITTEN = (0.2, 0.7)  # where labels stand that are no scale: shares of the axis
LONGEST = 14  # characters of one


def labelled(labels: Sequence[str], first: int) -> tuple[Sequence[int | str], Template]:
    """The place of each label, and what the axis has for it; `first` is the row of the first one.

    Numbers and dates that grow are a scale. Of others, which may be any text and come twice, rows
    are counted and a few are written.
    """
    scale = scale_of(labels)
    if scale is not None:
        count = 6 if len(str(scale[0])) <= 4 else 3
        return scale, {"nticks": count, "range": [scale[0], scale[-1]]}
    rows = [first + i for i in range(len(labels))]
    shown = [int(share * (len(labels) - 1)) for share in WRITTEN]
    return rows, {
        "tickvals": [rows[i] for i in shown],
        "ticktext": [as_words(labels[i], LONGEST) for i in shown],
        "range": [rows[0], rows[-1]],
    }
