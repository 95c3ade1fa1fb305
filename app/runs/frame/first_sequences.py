"""A frame of a large batch with its first sequences alone: a page shows one of them at a time."""

from typing import Any

# Groups of arrays (T, B, …), and of lists by sequence. Of the picture only what is of the window.
GROUPS = ("summary", "saturation", "tokens")
PICTURE = ("outputs", "influence")
# Arrays (T, B, …) that are no trace's.
BESIDE = ("grad_hidden_norm", "singular_values")


def first_sequences(frame: dict[str, Any], arrays: set[str], count: int) -> dict[str, Any]:
    """The frame with the entries of `count` sequences; `arrays` are the names of a trace's."""
    result = dict(frame)
    for name, value in frame.items():
        if name in arrays or name in BESIDE or name == "window_starts":
            result[name] = _cut(name, value, count)
        elif name in GROUPS:
            result[name] = {key: _cut(key, part, count) for key, part in value.items()}
        elif name == "picture":
            cut = {key: _cut(key, value[key], count) for key in PICTURE if key in value}
            result[name] = {**value, **cut}
    return result


def _cut(name: str, value: Any, count: int) -> Any:
    if isinstance(value, list) or name.startswith(("initial_", "grad_initial_")):
        return value[:count]
    return value[:, :count] if getattr(value, "ndim", 0) >= 2 else value
