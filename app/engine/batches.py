"""What a network is trained on: batches of sequences of equal length, so nothing needs padding."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .arrays import Array, Mask
from .checks import numbers, one_of, whole

SEQUENCE_TYPES = ("one_to_one", "one_to_many", "many_to_one", "many_to_many", "encoder_decoder")


class Batch(NamedTuple):
    """B sequences of T steps: `inputs` (T, B, d), `targets` (T, B, o), and two masks (T,)."""

    inputs: Array
    targets: Array
    has_input: Mask
    has_output: Mask

    def part(self, start: int, stop: int) -> "Batch":
        """Its steps start … stop - 1, from 0; views."""
        steps = slice(start, stop)
        return Batch(
            self.inputs[steps], self.targets[steps], self.has_input[steps], self.has_output[steps]
        )

    def contiguous(self) -> "Batch":
        """It, with copies of numbers that do not lie side by side in memory."""
        inputs, targets = map(np.ascontiguousarray, (self.inputs, self.targets))
        return self._replace(inputs=inputs, targets=targets)


def has_input(sequence_type: str, steps: int, encoder_steps: int | None = None) -> Mask:
    """Which of the T = `steps` steps have an input, (T,). Raises ValueError as `make_batch`."""
    mask = _all_steps(sequence_type, steps)
    if sequence_type == "one_to_many":
        mask[1:] = False
    if sequence_type == "encoder_decoder":
        mask[_encoder_steps(steps, encoder_steps) :] = False
    return mask


def has_output(sequence_type: str, steps: int, encoder_steps: int | None = None) -> Mask:
    """Which of the T = `steps` steps have an output, (T,). Raises ValueError as `make_batch`."""
    mask = _all_steps(sequence_type, steps)
    if sequence_type == "many_to_one":
        mask[:-1] = False
    if sequence_type == "encoder_decoder":
        mask[: _encoder_steps(steps, encoder_steps)] = False
    return mask


def make_batch(
    sequence_type: str, inputs: Array, targets: Array, encoder_steps: int | None = None
) -> Batch:
    """A batch with the masks of its sequence type.

    Raises ValueError for an unknown type, one_to_one with more than one step, an encoder that
    leaves no step to read or to write, or targets of another T or B than the inputs.
    """
    masks = [mask(sequence_type, len(inputs), encoder_steps) for mask in (has_input, has_output)]
    numbers("inputs", inputs, (*inputs.shape[:2], inputs.shape[-1]))
    numbers("targets", targets, (*inputs.shape[:2], targets.shape[-1]))
    return Batch(inputs, targets, *masks)


def bucket(sequences: Sequence[Batch], batch_size: int) -> list[Batch]:
    """Put sequences of equal length and masks together, at most `batch_size` in a batch.

    The order of first appearance is kept. Raises ValueError for a `batch_size` below 1.
    """
    groups = alike(sequences, batch_size)
    return [joined([sequences[number] for number in group]) for group in groups]


def alike(sequences: Sequence[Batch], batch_size: int) -> list[list[int]]:
    """Which of the sequences, from 0, are in each batch that `bucket` makes of them."""
    whole("batch_size", batch_size, 1)
    buckets: dict[tuple[bytes, bytes], list[int]] = {}
    for number, sequence in enumerate(sequences):
        key = sequence.has_input.tobytes(), sequence.has_output.tobytes()
        buckets.setdefault(key, []).append(number)
    return [
        numbers[first : first + batch_size]
        for numbers in buckets.values()
        for first in range(0, len(numbers), batch_size)
    ]


def joined(sequences: Sequence[Batch]) -> Batch:
    """Sequences of equal masks side by side, as one batch."""
    return sequences[0]._replace(
        inputs=np.concatenate([sequence.inputs for sequence in sequences], axis=1),
        targets=np.concatenate([sequence.targets for sequence in sequences], axis=1),
    )


def _all_steps(sequence_type: str, steps: int) -> Mask:
    one_of("sequence_type", sequence_type, SEQUENCE_TYPES)
    whole("steps", steps, 1)
    if sequence_type == "one_to_one" and steps != 1:
        raise ValueError(f"one_to_one has one step, but there are {steps}.")
    return np.ones(steps, bool)


def _encoder_steps(steps: int, encoder_steps: int | None) -> int:
    """How many steps read before the rest writes; half of them if nothing is said."""
    chosen = steps // 2 if encoder_steps is None else encoder_steps
    whole("encoder_steps", chosen, 0)
    if not 1 <= chosen < steps:
        raise ValueError(f"encoder_steps must be from 1 to {steps - 1}, but it is {chosen}.")
    return chosen
