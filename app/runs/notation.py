"""Symbols of what happens in a network, as TeX and in plain letters, for all that write them."""

# By the Trace's names, as TeX; what is not here is called as it is named, like a gate.
SYMBOLS = {
    "inputs": "x",
    "targets": "p",
    "outputs": "y",
    "errors": "e",
    "logits": "z^y",
    "hidden": "h",
    "cell_state": "c",
    "preactivation": "a",
    "delta": r"\delta",
    "recurrent_n": "u",
}
# Where letters are plain, and different from the TeX.
PLAIN = {"delta": "δ", "logits": "zʸ", "cell_output": "tanh c", "recurrent_n": "Wₕ h + b"}
FUNCTIONS = {
    "tanh": r"\tanh",
    "sigmoid": r"\sigma",
    "relu": r"\mathrm{relu}",
    "identity": "",
    "softmax": r"\mathrm{softmax}",
}
SIGNS = {"sigmoid": "σ", "tanh": "tanh", "relu": "relu"}
LOSSES = {
    "mse": r"\sum e^2\!/2",
    "bce": r"-\sum p \ln y + (1-p) \ln (1-y)",
    "cross_entropy": r"-\sum p^\top \ln y",
}
REVERSE = r"^{\scriptscriptstyle\leftarrow}"  # the mark of the second direction's symbols


def plain(name: str) -> str:
    """A symbol in plain letters: δ, ∂L/∂h."""
    if name.startswith("grad_"):
        return f"∂L/∂{plain(name.removeprefix('grad_'))}"
    return PLAIN.get(name) or SYMBOLS.get(name, name)


def derivative(of: str, by: str, immediate: bool = False) -> str:
    """∂of/∂by as TeX; with a plus where only one step counts."""
    return rf"\frac{{\partial{'^{+}' if immediate else ''} {of}}}{{\partial {by}}}"
