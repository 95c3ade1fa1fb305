"""What cannot be trained says why: one sentence that names the field."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from unrolled.engine.batches import bucket, has_input, has_output, make_batch
from unrolled.engine.initializers import Initializer
from unrolled.engine.model import Model
from unrolled.engine.optimizers import Adam, Momentum, Optimizer, RMSProp
from unrolled.engine.schedule import TBPTT, Plan, chunks, full_sequence, sliding_window
from unrolled.engine.train import Stop, Update, start, train

MODEL, NAN = Model(1, 3, 1), float("nan")
BATCH = make_batch("many_to_many", np.zeros((10, 1, 1)), np.zeros((10, 1, 1)))


def anything(value: Any) -> Any:
    """What the types would refuse, but a caller without types may give."""
    return value


def begin(plan: Plan, optimizer: Optimizer | None = None, **options: Any) -> Iterator[Update]:
    """Training that has not been asked for its first update."""
    optimizer = optimizer or Optimizer(0.1)
    params = MODEL.init_params(Initializer(), 0)
    return train(MODEL, plan, optimizer, start(MODEL, optimizer, params), **options)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Model(1, 2, 1).init_params(Initializer(), -1), "seed must be at least 0"),
        (lambda: Initializer(gain=NAN), "gain must be a finite number, but it is nan."),
        (lambda: Initializer(gain=anything("2")), "gain must be a finite number, but it is '2'."),
        (lambda: Initializer(forget_bias=np.inf), "forget_bias must be a finite number"),
        (lambda: Initializer(update_bias=NAN), "update_bias must be a finite number"),
        (lambda: Adam(beta_1=1.0), "beta_1 must be from 0 to below 1, but it is 1.0."),
        (lambda: Adam(beta_2=-0.1), "beta_2 must be from 0 to below 1, but it is -0.1."),
        (lambda: Adam(epsilon=-1e-8), "epsilon must be at least 0, but it is -1e-08."),
        (lambda: Momentum(1.0), "momentum must be from 0 to below 1, but it is 1.0."),
        (lambda: RMSProp(NAN), "rho must be a finite number, but it is nan."),
        (lambda: RMSProp(epsilon=-1.0), "epsilon must be at least 0"),
        (lambda: Optimizer(NAN), "learning_rate must be a finite number, but it is nan."),
        (lambda: Stop(updates=-1), "updates must be at least 0, but it is -1."),
        (lambda: Stop(patience=0), "patience must be at least 1, but it is 0."),
        (lambda: Stop(updates=anything(1.5)), "updates must be a whole number, but it is 1.5."),
        (lambda: Stop(target_loss=NAN), "target_loss must be a finite number"),
        (lambda: sliding_window(anything("4")), "k must be a whole number, but it is '4'."),
        (lambda: chunks(anything(4.0)), "k must be a whole number, but it is 4.0."),
        (lambda: bucket([BATCH], 0), "batch_size must be at least 1, but it is 0."),
        (lambda: has_input("many", 3), "sequence_type must be one of one_to_one, one_to_many"),
        (lambda: has_output("many", 3), "sequence_type must be one of one_to_one, one_to_many"),
        (lambda: has_input("one_to_one", 2), "one_to_one has one step, but there are 2."),
        (lambda: has_output("one_to_one", 2), "one_to_one has one step, but there are 2."),
        (lambda: has_output("many_to_one", 0), "steps must be at least 1, but it is 0."),
        (lambda: has_input("encoder_decoder", 3, anything(1.5)), "encoder_steps must be a whole"),
        (
            lambda: make_batch("encoder_decoder", np.zeros((3, 1, 1)), np.zeros((3, 1, 1)), 0),
            "encoder_steps must be from 1 to 2, but it is 0",
        ),
        (lambda: Plan([BATCH], anything("chunks")), "schedule must be one that is made, such as"),
        (lambda: Plan([BATCH], anything(chunks)), "schedule must be one that is made, such as"),
        (lambda: Plan([BATCH], chunks(4), shuffle_seed=-1), "shuffle_seed must be at least 0"),
        (lambda: Plan([BATCH], chunks(4)).window(0), "update must be at least 1, but it is 0."),
        (lambda: sliding_window(0), "k must be at least 1, but it is 0."),
        (lambda: chunks(0), "k must be at least 1, but it is 0."),
        (lambda: TBPTT(0, 4), "k1 must be at least 1, but it is 0."),
        (lambda: TBPTT(2, anything(4.0)), "k2 must be a whole number, but it is 4.0."),
        (lambda: TBPTT(5, 4), "k1 must be at most k2, which is 4."),
        (lambda: TBPTT(2, 4, losses=5), "losses must be at most k2, which is 4."),
        (lambda: Plan([], full_sequence()), "the number of batches must be at least 1"),
        (lambda: Optimizer(-1.0), "learning_rate must be at least 0, but it is -1.0."),
        (lambda: Optimizer(0.1, clip_norm=-1.0), "clip_norm must be above 0, but it is -1.0."),
        (lambda: Optimizer(0.1, clip_value=0.0), "clip_value must be above 0, but it is 0.0."),
        (lambda: Optimizer(0.1, Adam), r"such as Adam\(\)"),  # type: ignore[arg-type]
        (
            lambda: make_batch("many", np.zeros((3, 1, 1)), np.zeros((3, 1, 1))),
            "sequence_type must be one of one_to_one, one_to_many",
        ),
        (
            lambda: make_batch("one_to_one", np.zeros((3, 1, 1)), np.zeros((3, 1, 1))),
            "one_to_one has one step, but there are 3.",
        ),
        (
            lambda: make_batch("encoder_decoder", np.zeros((3, 1, 1)), np.zeros((3, 1, 1)), 3),
            "encoder_steps must be from 1 to 2, but it is 3.",
        ),
        (
            lambda: make_batch("many_to_many", np.zeros((3, 2, 1)), np.zeros((3, 1, 4))),
            r"targets must have shape \(3, 2, 4\), but it has \(3, 1, 4\).",
        ),
    ],
)
def test_what_cannot_be_trained_says_why(make: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        make()


def test_a_window_longer_than_the_sequence_is_refused() -> None:
    with pytest.raises(ValueError, match="k2 must be at most 10, for k1 = 1 and a sequence of 10"):
        Plan([BATCH], sliding_window(11))


def test_feedback_within_windows_is_refused() -> None:
    for schedule in (chunks(4), sliding_window(4)):
        with pytest.raises(ValueError, match="schedule must be full_sequence"):
            begin(Plan([BATCH], schedule), feedback="free")


def test_parameters_that_do_not_fit_say_which() -> None:
    params = MODEL.init_params(Initializer(), 0)
    optimizer = Optimizer(0.1)
    with pytest.raises(ValueError, match=r"params.W_h must have shape \(3, 3\)"):
        start(MODEL, optimizer, params | {"W_h": np.zeros((2, 3))})
    with pytest.raises(ValueError, match="params must be exactly W_x, W_h, b_h, W_y, b_y"):
        start(MODEL, optimizer, {"W_x": params["W_x"]})
    with pytest.raises(ValueError, match="params must be exactly W_x, W_h, b_h, W_y, b_y"):
        start(MODEL, optimizer, params | {"W_z": np.zeros(1)})


def test_a_window_that_asks_for_nothing_is_refused() -> None:
    one = make_batch("many_to_one", np.zeros((10, 1, 1)), np.zeros((10, 1, 1)))
    for schedule in (sliding_window(4, at_end=False), sliding_window(4), chunks(4)):
        with pytest.raises(ValueError, match="batch 1 has a window without it: steps 1 to 4"):
            Plan([BATCH, one], schedule)
    Plan([one], full_sequence())


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"loss": "bce"}, "output_activation must be sigmoid for the loss bce"),
        ({"feedback": "self"}, "feedback must be one of none, teacher, free"),
        ({"initial_state": {"h": np.zeros((1, 3))}}, "initial_state must be one of hidden"),
        (
            {"initial_state": {"hidden": np.zeros(3)}},
            r"initial_state.hidden must have shape \(1, 3",
        ),
        ({"detached": np.zeros(3, bool)}, r"detached must have shape \(10,\), but it has \(3,\)."),
    ],
)
def test_training_refuses_before_its_first_update(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        begin(Plan([BATCH], full_sequence()), **options)


def test_training_refuses_batches_of_another_size() -> None:
    wide = make_batch("many_to_many", np.zeros((10, 1, 2)), np.zeros((10, 1, 1)))
    with pytest.raises(ValueError, match=r"inputs must have shape \(10, 1, 1\)"):
        begin(Plan([wide], full_sequence()))
    wide = make_batch("many_to_many", np.zeros((10, 1, 1)), np.zeros((10, 1, 2)))
    with pytest.raises(ValueError, match=r"targets must have shape \(10, 1, 1\)"):
        begin(Plan([wide], full_sequence()))


def test_training_is_resumed_with_the_rule_it_was_begun_with() -> None:
    plan, state = Plan([BATCH], full_sequence()), None
    for update in begin(plan, Optimizer(0.1, Adam()), stop=Stop(updates=2)):
        state = update.state
    assert state is not None
    with pytest.raises(ValueError, match="its rule, Momentum, keeps 1 arrays of each parameter"):
        train(MODEL, plan, Optimizer(0.1, Momentum()), state)
