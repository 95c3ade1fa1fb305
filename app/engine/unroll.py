"""A model unrolled over time: inputs to outputs, loss to every gradient."""

import numpy as np

from .activations import ACTIVATIONS
from .arrays import Array, Mask, Params, product
from .checks import FLOAT64, mask, numbers, one_of, whole
from .feedback import FEEDBACKS, FreeRunning, fed_steps, with_targets
from .losses import check_pair, compute_loss
from .model import Model
from .recurrence import Recurrence
from .trace import Trace
from .weight_gradients import over_time


class Unroll:
    """A model over T = `steps` timesteps for B = `batch` sequences.

    Its buffers are made once and written anew by every pass, so a Trace holds until the next one.
    Raises ValueError, with a sentence, for a feedback that the model cannot have.
    """

    def __init__(self, model: Model, steps: int, batch: int = 1, feedback: str = "none") -> None:
        self.model, self.steps, self.batch, self.feedback = model, steps, batch, feedback
        whole("steps", steps, 1)
        whole("batch", batch, 1)
        check_feedback(model, feedback)
        self._recurrence = model.recurrence(steps, batch)
        self._all, self._none = np.ones(steps, bool), np.zeros(steps, bool)
        self._param_shapes = model.param_shapes()
        self._outputs: Array | None = None

    def forward(
        self,
        params: Params,
        inputs: Array,
        has_input: Mask | None = None,
        initial_state: Params | None = None,
        targets: Array | None = None,
        has_output: Mask | None = None,
    ) -> Array:
        """Run T steps and return the outputs y, (T, B, o).

        `inputs` is (T, B, d); a step where `has_input` is False reads 0 or what `feedback` says,
        for which `has_output` (T,) and, for `teacher`, `targets` (T, B, o) are needed: the same
        that `backward` is then given. Without feedback neither is used.
        `initial_state` maps a state's name ("hidden") to (B, S); without it the network starts
        from 0. Raises ValueError, with a sentence, for a parameter, a shape or a name that does
        not fit.
        """
        self._outputs = None  # until this pass is through, there is no way back
        self._check_params(params)
        numbers("inputs", inputs, (self.steps, self.batch, self.model.input_size))
        if has_output is not None:
            mask("has_output", has_output, self.steps)
        self.model.check_state("initial_state", initial_state, self.batch)
        self._params, self._has_input, self._fed = params, self._all, self._none
        if has_input is not None:
            mask("has_input", has_input, self.steps)
            self._has_input = has_input
            if not has_input.all():
                inputs = np.where(has_input[:, None, None], inputs, 0.0)
        if self.feedback != "none":
            inputs = self._feed(inputs, targets, has_output)
        with np.errstate(all="ignore"):
            hidden = self._run_forward(inputs, initial_state)
            self._hidden = hidden
            self._logits = np.empty((*hidden.shape[:2], self.model.output_size))
            product(hidden, params["W_y"].T, self._logits)
            self._logits += params["b_y"]
            outputs = self._outputs = np.empty_like(self._logits)
            ACTIVATIONS[self.model.output_activation].f(self._logits, outputs)
        return outputs

    def loss(self, targets: Array, has_output: Mask, name: str = "mse") -> float:
        """The loss of the last `forward`, without a way back."""
        if self._outputs is None:
            raise ValueError("loss needs a forward before it.")
        activation = self.model.output_activation
        with np.errstate(all="ignore"):
            result = compute_loss(
                name, activation, self._logits, self._outputs, targets, has_output
            )
            return float(result.loss_per_step.sum())

    def backward(
        self, targets: Array, has_output: Mask, loss: str = "mse", detached: Mask | None = None
    ) -> Trace:
        """Propagate the loss of the last `forward` back through every step.

        `targets` is (T, B, o), `has_output` (T,). Where `detached` (T,) is True the edge from the
        state before is cut: its value has passed, its gradient stops. Raises ValueError for a loss
        that makes no sense with the output activation, and if what was fed back in `forward` would
        have been something else with these targets or this mask.
        """
        if self._outputs is None:
            raise ValueError("backward needs a forward before it.")
        activation = self.model.output_activation
        check_pair(loss, activation)
        self._check_targets(targets)
        mask("has_output", has_output, self.steps)
        self._check_fed(targets, has_output)
        if detached is None:
            detached = self._none
        else:
            mask("detached", detached, self.steps)
        outputs = self._outputs
        with np.errstate(all="ignore"):
            result = compute_loss(loss, activation, self._logits, outputs, targets, has_output)
            grad_logits = self._run_backward(result.grad_logits, outputs, detached)
            grad_params = {
                **self._recurrence.grad_params(self._params),
                "W_y": over_time(grad_logits, self._hidden),
                "b_y": over_time(grad_logits, None),
            }
        arrays = {
            "inputs": self._recurrence.inputs,
            "targets": targets,
            "logits": self._logits,
            "outputs": outputs,
            "errors": result.errors,
            "loss_per_step": result.loss_per_step,
            "immediate_grad_logits": result.grad_logits,
            "grad_logits": grad_logits,
            **self._recurrence.arrays,
        }
        return Trace(
            model=self.model,
            params=self._params,
            grad_params=grad_params,
            has_input=self._has_input,
            has_output=has_output,
            loss_name=loss,
            feedback=self.feedback,
            fed=self._fed,
            detached=detached,
            arrays=arrays,
        )

    def final_state(self) -> dict[str, Array]:
        """A copy of the state after the last step, by name: each (B, S)."""
        return self._recurrence.final_state()

    def sides(self) -> bytes:
        """On which side of its kink each argument of a ReLU was in the last `forward`.

        Between two passes with equal ones no ReLU has bent; without a ReLU all are b"".
        """
        arguments = [self._logits] if self.model.output_activation == "relu" else []
        if self.model.activation == "relu" and "activation" in self.model.new_cell().uses:
            names = [f"preactivation{suffix}" for suffix in self.model.suffixes]
            arguments += [self._recurrence.arrays[name] for name in names]
        return b"".join((a > 0).tobytes() + (a < 0).tobytes() for a in arguments)

    def _check_params(self, params: Params) -> None:
        """Every pass pays for this: a microsecond sees that all is sound, else words are sought."""
        shapes = self._param_shapes
        unsound = [
            name
            for name, value in params.items()
            if not isinstance(value, np.ndarray)
            or value.dtype is not FLOAT64
            or value.shape != shapes.get(name)
        ]
        if unsound or len(params) != len(shapes):
            self.model.check_params(params)

    def _check_targets(self, targets: Array) -> None:
        numbers("targets", targets, (self.steps, self.batch, self.model.output_size))

    def _feed(self, inputs: Array, targets: Array | None, has_output: Mask | None) -> Array:
        """Note which steps are fed; the inputs (T, B, d), with the targets if they are fed."""
        if has_output is None:
            raise ValueError(f"has_output is needed for feedback {self.feedback}.")
        self._fed, self._fed_mask = fed_steps(self._has_input, has_output), has_output.copy()
        if self.feedback == "free":
            return inputs.copy()
        if targets is None:
            raise ValueError("targets are needed for feedback teacher.")
        self._check_targets(targets)
        self._fed_targets = targets.copy()
        return with_targets(inputs, targets, self._fed)

    def _check_fed(self, targets: Array, has_output: Mask) -> None:
        if self.feedback != "none" and not np.array_equal(has_output, self._fed_mask):
            raise ValueError("has_output must be the one that forward was given: it says what fed.")
        if self.feedback == "teacher" and not np.array_equal(targets, self._fed_targets, True):
            raise ValueError("targets must be those that forward was given: they were fed.")

    def _run_forward(self, inputs: Array, initial_state: Params | None) -> Array:
        params = self._params
        if self.feedback != "free":
            return self._recurrence.forward(params, inputs, initial_state)
        run, free = self._one_direction, self._free_running

        def feed(t: int) -> None:
            if free.fed[t]:
                inputs[t] = free.x(run.states[0][t])
                run.pre_x[t] = inputs[t] @ params["W_x"].T + params["b_h"]

        return run.forward(params, inputs, initial_state, feed)

    def _run_backward(self, immediate: Array, outputs: Array, detached: Mask) -> Array:
        """From ∂⁺L/∂z_t go back through time; returns the total ∂L/∂z_t, (T, B, o)."""
        params = self._params
        if self.feedback != "free":
            self._recurrence.backward(params, immediate, params["W_y"], detached)
            return immediate
        run, free, total = self._one_direction, self._free_running, immediate.copy()

        def feed_back(t: int) -> None:
            if free.fed[t]:
                grad_z = free.grad_logits(run.delta[t], outputs[t - 1])
                total[t - 1] += grad_z
                run.grad_states[0][t] += grad_z @ params["W_y"]

        run.backward(params, immediate, params["W_y"], detached, feed_back)
        return total

    @property
    def _free_running(self) -> FreeRunning:
        return FreeRunning(self._params, self.model.output_activation, self._fed)

    @property
    def _one_direction(self) -> Recurrence:
        assert isinstance(self._recurrence, Recurrence)  # check_feedback has seen to it
        return self._recurrence


def check_feedback(model: Model, feedback: str) -> None:
    """Raise ValueError, with a sentence, for a feedback that the model cannot have."""
    one_of("feedback", feedback, FEEDBACKS)
    if feedback != "none" and model.input_size != model.output_size:
        raise ValueError(
            f"feedback {feedback} needs input_size = output_size, but they are"
            f" {model.input_size} and {model.output_size}."
        )
    if feedback == "free" and model.bidirectional:
        raise ValueError("feedback free needs one direction: bidirectional must be false.")
