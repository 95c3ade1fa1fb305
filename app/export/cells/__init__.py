"""One file a cell, with its snippet for each program."""

from . import gru, lstm, rnn
from .base import KerasLayer, NumPyCode, PyTorchCode, Snippets

SNIPPETS: dict[str, Snippets] = {"rnn": rnn.SNIPPETS, "gru": gru.SNIPPETS, "lstm": lstm.SNIPPETS}

__all__ = ["SNIPPETS", "KerasLayer", "NumPyCode", "PyTorchCode", "Snippets"]
