"""A model unrolled over time: inputs to outputs, loss to every gradient."""

import numpy as np

from .activations import ACTIVATIONS
from .arrays import Array, Mask, Params, product
from .bidirectional import Bidirectional
from .checks import at_least, mask, one_of, shape
from .feedback import FEEDBACKS, FreeRunning, fed_steps, with_targets
from .losses import check_pair, compute_loss
from .model import Model
from .recurrence import product_over_time
from .trace import Trace


class Unroll:
    """A model over T = `steps` timesteps for B = `batch` sequences.

    Its buffers are made once and written anew by every pass, so a Trace holds until the next one.
    Raises ValueError, with a sentence, for a feedback that the model cannot have.
    """

    def __init__(self, model: Model, steps: int, batch: int = 1, feedback: str = "none") -> None:
        self.model, self.steps, self.batch, self.feedback = model, steps, batch, feedback
        at_least("steps", steps, 1)
        at_least("batch", batch, 1)
        _check_feedback(model, feedback)
        self._recurrence = model.recurrence(steps, batch)
        self._all, self._none = np.ones(steps, bool), np.zeros(steps, bool)

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
        for which `has_output` (T,) and, for `teacher`, `targets` (T, B, o) are needed.
        `initial_state` maps a state's name ("hidden") to (B, m); without it the network starts
        from 0. Raises ValueError, with a sentence, for a shape or a name that does not fit.
        """
        has_input = self._all if has_input is None else has_input
        has_output = self._all if has_output is None else has_output
        self._check(inputs, has_input, has_output, initial_state)
        if self.feedback == "teacher":
            self._check_targets(targets)
        if not has_input.all():
            inputs = np.where(has_input[:, None, None], inputs, 0.0)
        self._params, self._has_input = params, has_input
        self._fed = self._none if self.feedback == "none" else fed_steps(has_input, has_output)
        if self.feedback == "teacher" and targets is not None:
            inputs = with_targets(inputs, targets, self._fed)
        with np.errstate(all="ignore"):
            hidden = self._run_forward(inputs, initial_state)
            self._hidden = hidden
            self._logits = np.empty((*hidden.shape[:2], self.model.output_size))
            product(hidden, params["W_y"].T, self._logits)
            self._logits += params["b_y"]
            self._outputs = np.empty_like(self._logits)
            ACTIVATIONS[self.model.output_activation].f(self._logits, self._outputs)
        return self._outputs

    def backward(
        self,
        targets: Array,
        has_output: Mask,
        loss: str = "mse",
        detached: Mask | None = None,
    ) -> Trace:
        """Propagate the loss of the last `forward` back through every step.

        `targets` is (T, B, o), `has_output` (T,). Where `detached` (T,) is True the edge from the
        state before is cut: its value has passed, its gradient stops. Raises ValueError for a loss
        that makes no sense with the output activation.
        """
        activation = self.model.output_activation
        check_pair(loss, activation)
        self._check_targets(targets)
        mask("has_output", has_output, self.steps)
        detached = self._none if detached is None else detached
        mask("detached", detached, self.steps)
        outputs = self._outputs
        with np.errstate(all="ignore"):
            result = compute_loss(loss, activation, self._logits, outputs, targets, has_output)
            grad_logits = self._run_backward(result.grad_logits, detached)
            grad_params = {
                **self._recurrence.grad_params(),
                "W_y": product_over_time(grad_logits, self._hidden),
                "b_y": grad_logits.sum((0, 1)),
            }
        arrays = {
            "inputs": self._recurrence_inputs(),
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
        """A copy of the state after the last step, by name: each (B, m)."""
        return self._recurrence.final_state()

    def _check(
        self, inputs: Array, has_input: Mask, has_output: Mask, initial_state: Params | None
    ) -> None:
        steps, batch, model = self.steps, self.batch, self.model
        shape("inputs", inputs, (steps, batch, model.input_size))
        mask("has_input", has_input, steps)
        mask("has_output", has_output, steps)
        names = self._recurrence.state_names
        for name, state in (initial_state or {}).items():
            one_of("initial_state", name, names)
            shape(f"initial_state.{name}", state, (batch, model.hidden_size))

    def _check_targets(self, targets: Array | None) -> None:
        if targets is None:
            raise ValueError("targets are needed for feedback teacher.")
        shape("targets", targets, (self.steps, self.batch, self.model.output_size))

    def _run_forward(self, inputs: Array, initial_state: Params | None) -> Array:
        run, params = self._recurrence, self._params
        if self.feedback != "free" or isinstance(run, Bidirectional):
            return run.forward(params, inputs, initial_state)
        inputs = inputs.copy()
        free = FreeRunning(params, self.model.output_activation, self._fed)

        def feed(t: int) -> None:
            if self._fed[t]:
                inputs[t] = free.x(run.states[0][t])
                run.pre_x[t] = inputs[t] @ params["W_x"].T + params["b_h"]

        return run.forward(params, inputs, initial_state, feed)

    def _run_backward(self, immediate: Array, detached: Mask) -> Array:
        """From ∂⁺L/∂z_t go back through time; returns the total ∂L/∂z_t, (T, B, o)."""
        run, params = self._recurrence, self._params
        if self.feedback != "free" or isinstance(run, Bidirectional):
            run.backward(params, immediate, params["W_y"], detached)
            return immediate
        total = immediate.copy()
        free = FreeRunning(params, self.model.output_activation, self._fed)

        def feed_back(t: int) -> None:
            if self._fed[t]:
                grad_z = free.grad_logits(run.delta[t], self._outputs[t - 1])
                total[t - 1] += grad_z
                run.grad_states[0][t] += grad_z @ params["W_y"]

        run.backward(params, immediate, params["W_y"], detached, feed_back)
        return total

    def _recurrence_inputs(self) -> Array:
        run = self._recurrence
        return run.ahead.inputs if isinstance(run, Bidirectional) else run.inputs


def _check_feedback(model: Model, feedback: str) -> None:
    one_of("feedback", feedback, FEEDBACKS)
    if feedback != "none" and model.input_size != model.output_size:
        raise ValueError(
            f"feedback {feedback} needs input_size = output_size, but they are"
            f" {model.input_size} and {model.output_size}."
        )
    if feedback == "free" and model.bidirectional:
        raise ValueError("feedback free needs one direction: bidirectional must be false.")
