"""Which settings suit a series of one's own."""

from ..kinds.base import Settings


def defaults(length: int, season: int) -> Settings:
    """Settings for `length` values to train on, which repeat themselves every `season`, or not."""
    return {
        "hidden_size": 8,
        "schedule": {"name": "sliding_window", "k": 12, "carry_state": False},
        "optimizer": {"name": "adam", "learning_rate": 0.005, "clip_norm": None},
        "batch_size": 16,
        "updates": 2000,
    }
