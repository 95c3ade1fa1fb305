"""What a frame holds, in words and types: for the API's document and for the page's types.

No frame is checked by it but in tests: what it says each field is, fields.py makes. T = steps, B =
sequences of the batch (not more than `sequences` asks for); d, m and o are the sizes of inputs,
state and outputs, G is the number of gates.
"""

from typing import Any, Literal

from pydantic import BaseModel, Field


class Encoded(BaseModel):
    """An array as Plotly has it, for `enc=b64`: float64, little-endian, in base64."""

    dtype: Literal["f8"]
    bdata: str
    shape: str = Field(description="Lengths of the axes, separated by commas")


Numbers = Encoded | list[Any]  # without enc=b64 nested lists of Number
Number = float | str  # "NaN", "Infinity", "-Infinity"
ByParameter = dict[str, Numbers]
BySequenceAndStep = list[list[str]]


def _some(description: str | None = None) -> Any:
    """What not every one has: without a default, so that its type is not that of None, too."""
    return Field(default_factory=lambda: None, description=description)


class WindowWords(BaseModel):
    """The words of the window, by sequence and step; "" where there is none."""

    inputs: BySequenceAndStep
    targets: BySequenceAndStep
    outputs: BySequenceAndStep


class FirstNonFinite(BaseModel):
    """Where the run exploded: the first NaN or Inf in all of its updates."""

    update: int
    t: int | None
    field: str
    kind: str = Field(description="NaN or Infinity")


class MicroStep(BaseModel):
    """One thing that happens in an update: a line of the pseudocode, at a timestep t or at none."""

    line: str
    phase: str
    t: int | None


class AnsweredSequence(BaseModel):
    """A sequence that is held out: what was asked, wanted and answered, as words."""

    inputs: list[str]
    targets: list[str]
    outputs: list[str]
    right: list[bool]


class TaskPicture(BaseModel):
    """What the task's picture is drawn from; each task has some of it."""

    predictions: Numbers = _some("Of a series, one step ahead and in its unit, (n,)")
    inputs: Numbers = _some("Of a function: x, growing, (n,)")
    targets: Numbers = _some("f(x), (n,)")
    outputs: Numbers = _some("y, (n,); of a sentence after each step, (T, B)")
    counts: Numbers = _some("[i, j]: how often i was right and j was answered")
    influence: Numbers = _some("How much each step speaks for the last answer, (T, B)")
    rows: list[AnsweredSequence] = _some()
    sample: str = _some("What the network writes by itself")


class FrameSummary(BaseModel):
    """Few numbers that say what many do. Those of other states, gates and of the reversed direction
    have names of the same form: cell_state_mean, i_nan, hidden_reverse_mean.

    Marks are the heights at which a column is marked, NaN where it is not, (T, B).
    """

    hidden_mean: Numbers = Field(description="Over the units, (T, B)")
    hidden_norm: Numbers = Field(description="(T, B)")
    initial_hidden_mean: Numbers = Field(description="(B,)")
    initial_hidden_norm: Numbers = Field(description="(B,)")
    hidden_range: Numbers = Field(description="A scale of h in both directions, (2,)")
    hidden_nan: Numbers = Field(description="Marks")
    hidden_infinite: Numbers = Field(description="Marks")
    grad_hidden_range: Numbers = Field(description="A scale of ∂L/∂h, (2,)")
    grad_range: Numbers = Field(description="One of the gradients of all states, (2,)")
    grad_hidden_nan: Numbers = Field(description="Marks")
    grad_hidden_infinite: Numbers = Field(description="Marks")
    grad_initial_hidden_norm: Numbers = Field(description="(B,)")
    grad_hidden_reverse_norm: Numbers = _some("(T, B)")
    hidden_reverse_mean: Numbers = _some("(T, B)")
    hidden_reverse_norm: Numbers = _some("(T, B)")
    delta_reverse_norm: Numbers = _some("(T, B)")
    delta_norm: Numbers = Field(description="(T, B)")
    target_unit: Numbers = _some("Which feature of p_t is the largest, from 1, (T, B)")
    activation_slope: Numbers = _some("f'(a_t) of a vanilla cell, (T, B, m)")
    norm_decades: Numbers = Field(description="The powers of ten around ‖∂L/∂h_t‖, (2,)")
    norm_decades_apart: float
    norm_exponents: Numbers = Field(description="log10 of ‖∂L/∂h_t‖, (T, B)")
    norm_exponents_reverse: Numbers = _some("(T, B)")
    initial_norm_exponents: Numbers = Field(description="(B,)")
    norm_uncut: Numbers = _some("What the norms would be with no step detached, (T, B)")
    norm_zero: Numbers = Field(description="Marks")
    norm_nan: Numbers = Field(description="Marks")
    norm_infinite: Numbers = Field(description="Marks")
    grad_params_norm: dict[str, Number]
    grad_params_largest: dict[str, Number] = Field(description="With its sign")


class RunningSum(BaseModel):
    """A parameter's gradient as it grows while BPTT goes back; see Frame.running_sums."""

    running: Numbers = Field(description="The terms of t … T, (T, *shape)")
    norm: Numbers = Field(description="(T,)")
    largest: Numbers = Field(description="The entry of the largest magnitude, with its sign, (T,)")
    range: Numbers = Field(description="A scale for terms and sums, (2,)")


class Frame(BaseModel):
    """One update, unasked for anything else; and, optional here, what `fields` can ask for besides.

    It also has its cell's other arrays by their names: gates (T, B, m), cell_state and
    grad_cell_state (T, B, m), and what is of the reversed direction with the suffix _reverse.
    """

    update: int
    epoch: int
    window_start: int = Field(description="Of the first sequence, in what is trained on")
    window_starts: list[int] = Field(description="(B,)")
    loss: Number
    shape: str = Field(description="A letter a step: i reads, o answers, b does both, - neither")
    tokens: WindowWords
    has_input: list[bool] = Field(description="(T,)")
    has_output: list[bool] = Field(description="(T,)")
    inputs: Numbers = Field(description="x, (T, B, d)")
    targets: Numbers = Field(description="p, (T, B, o)")
    outputs: Numbers = Field(description="y, (T, B, o)")
    errors: Numbers = Field(description="e = y - p, (T, B, o)")
    loss_per_step: Numbers = Field(description="(T,)")
    grad_logits: Numbers = Field(description="∂L/∂(W_y h_t + b_y), (T, B, o)")
    preactivation: Numbers = Field(description="a, (T, B, G·m)")
    delta: Numbers = Field(description="∂L/∂a, (T, B, G·m)")
    hidden: Numbers = Field(description="h, (T, B, m)")
    initial_hidden: Numbers = Field(description="h_0, (B, m)")
    grad_hidden: Numbers = Field(description="∂L/∂h, (T, B, m)")
    grad_initial_hidden: Numbers = Field(description="∂L/∂h_0, (B, m)")
    hidden_reverse: Numbers = _some("(T, B, m)")
    grad_hidden_norm: Numbers = Field(description="(T, B)")
    params: ByParameter = Field(description="Before the update, each of its own shape")
    grad_params: ByParameter
    new_params: ByParameter = Field(description="After the update")
    grad_norm: Number = Field(description="Of all parameters together")
    clipped_grad_norm: Number
    learning_rate: float
    detached: list[bool] = Field(description="(T,)")
    first_nonfinite: FirstNonFinite | None
    summary: FrameSummary
    script: list[MicroStep]
    train_metric: Number
    held_out_metric: Number
    picture: TaskPicture
    gates: Numbers = _some("(T, B, G·m)")
    logits: Numbers = _some("(T, B, o)")
    immediate_grad_logits: Numbers = _some("Not through outputs that are read, (T, B, o)")
    itemised: ByParameter = _some("The terms of each gradient, (T, *shape)")
    running_sums: dict[str, RunningSum] = _some()
    flow: Numbers = _some("‖∂L_τ/∂h_t‖ at [τ, t], (T, T)")
    flow_exponents: Numbers = _some("Its log10")
    flow_marks: ByParameter = _some("By kind, (T, 1)")
    input_flow: Numbers = _some("‖∂L_τ/∂x_t‖ at [τ, t], (T, T)")
    input_flow_shares: Numbers = _some("As shares of its row")
    input_flow_marks: ByParameter = _some("By kind, (T, 1)")
    input_flow_by_lag: Numbers = _some("Mean shares by τ - t, (T,)")
    truncations: dict[str, Any] = _some("By schedule, what each k keeps")
    singular_values: Numbers = _some("Of ∂h_t/∂h_{t-1}, (T, B, S)")
    singular_axis: dict[str, Any] = _some("Its log axis, and marks")
    saturation: ByParameter = _some("By array, the share of its units, (T, B)")
