// What is visible at each micro-step, for both sequence types.
import assert from "node:assert/strict";
import { test } from "node:test";
import { shown, visibleFrame } from "../../../static/js/state/script.js";
import { moments } from "../moments.js";

function script(T, outputs, carry = false) {
  const steps = Array.from({ length: T }, (_, i) => i + 1);
  const micro = (line, phase) => (t) => ({ line, phase, t });
  return [
    micro("for", "window")(null),
    micro("start", "window")(null),
    ...steps.map(micro("forward", "forward")),
    ...outputs.map(micro("error", "error")),
    ...steps.reverse().map(micro("backward", "backward")),
    micro("sum", "update")(null),
    micro("update", "update")(null),
    ...(carry ? [micro("carry", "update")(null)] : []),
  ];
}

const array = (...shape) => {
  const size = shape.reduce((product, axis) => product * axis, 1);
  return { shape, data: Float64Array.from({ length: size }, (_, i) => i + 1) };
};

const summary = (T) => ({
  ...Object.fromEntries(
    ["hidden_mean", "hidden_norm", "hidden_nan", "hidden_infinite", "grad_hidden_nan"]
      .concat(["grad_hidden_infinite", "delta_norm", "norm_exponents", "norm_zero"])
      .concat(["norm_nan", "norm_infinite"])
      .map((name) => [name, array(T, 1)]),
  ),
  initial_hidden_norm: array(1),
  grad_initial_hidden_norm: array(1),
});

function frame(T, m, outputs) {
  const params = () => ({
    W_x: array(m, 1),
    W_h: array(m, m),
    b_h: array(m),
    W_y: array(1, m),
    b_y: array(1),
  });
  return {
    update: 1,
    loss: 0.5,
    script: script(T, outputs),
    has_output: Array.from({ length: T }, (_, i) => outputs.includes(i + 1)),
    inputs: array(T, 1, 1),
    targets: array(T, 1, 1),
    initial_hidden: array(1, m),
    preactivation: array(T, 1, m),
    hidden: array(T, 1, m),
    outputs: array(T, 1, 1),
    errors: array(T, 1, 1),
    loss_per_step: array(T),
    grad_hidden: array(T, 1, m),
    grad_hidden_norm: array(T, 1),
    delta: array(T, 1, m),
    grad_initial_hidden: array(1, m),
    summary: summary(T),
    grad_norm: 2,
    clipped_grad_norm: 1,
    train_metric: 20,
    held_out_metric: 25,
    predictions: array(9),
    params: params(),
    grad_params: params(),
    new_params: params(),
  };
}

const list = ({ data }) => Array.from(data);

test("many to one: one step after another", () => {
  const steps = script(3, [3]);
  assert.equal(steps.length, 11);
  const reached = steps
    .map((_, i) => shown(steps, i))
    .map((now) => [now.forward, [...now.error], now.backward]);
  assert.deepEqual(reached, [
    [0, [], 4],
    [0, [], 4],
    [1, [], 4],
    [2, [], 4],
    [3, [], 4],
    [3, [3], 4],
    [3, [3], 3],
    [3, [3], 2],
    [3, [3], 1],
    [3, [3], 1],
    [3, [3], 1],
  ]);
  assert.deepEqual(
    steps.map((_, i) => shown(steps, i).updated),
    [...Array(10).fill(false), true],
  );
  assert.deepEqual(
    steps.map((_, i) => shown(steps, i).whole),
    [...Array(10).fill(false), true],
  );
  const { line, phase, t } = shown(steps, 7);
  assert.deepEqual([line, phase, t], ["backward", "backward", 2]);
});

test("many to many: an error at every step; carrying comes last", () => {
  const steps = script(2, [1, 2], true);
  assert.deepEqual(shown(steps, 4).error, new Set([1]));
  assert.deepEqual(shown(steps, 5).error, new Set([1, 2]));
  const updated = steps.findIndex(({ line }) => line === "update");
  assert.deepEqual([shown(steps, updated).updated, shown(steps, updated).whole], [true, false]);
  assert.equal(shown(steps, updated + 1).line, "carry");
});

test("a step outside the script is the nearest one in it", () => {
  const steps = script(2, [2]);
  assert.equal(shown(steps, 99).whole, true);
  assert.equal(shown(steps, -1).line, "for");
});

test("the whole update is the frame itself", () => {
  const whole = frame(3, 2, [3]);
  assert.equal(visibleFrame(whole, shown(whole.script, 10), moments), whole);
});

test("forward: states after t are not there yet, nor is anything of the way back", () => {
  const whole = frame(3, 2, [3]);
  const seen = visibleFrame(whole, shown(whole.script, 3), moments);
  assert.deepEqual(list(seen.hidden), [1, 2, 3, 4, NaN, NaN]);
  assert.deepEqual(list(seen.outputs), [1, 2, NaN]);
  assert.deepEqual(list(seen.errors), [NaN, NaN, NaN]);
  assert.deepEqual(list(seen.grad_hidden_norm), [NaN, NaN, NaN]);
  assert.deepEqual(list(seen.inputs), [1, 2, 3]);
  assert.deepEqual([seen.loss, seen.grad_norm, seen.held_out_metric], [NaN, NaN, NaN]);
  assert.deepEqual(list(seen.summary.hidden_mean), [1, 2, NaN]);
  assert.deepEqual(list(seen.summary.delta_norm), [NaN, NaN, NaN]);
  assert.deepEqual(list(whole.hidden), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(list(whole.summary.delta_norm), [1, 2, 3]);
});

test("backward: gradients come from the right", () => {
  const whole = frame(3, 2, [1, 2, 3]);
  const step = whole.script.findIndex(({ phase, t }) => phase === "backward" && t === 2);
  const seen = visibleFrame(whole, shown(whole.script, step), moments);
  assert.deepEqual(list(seen.grad_hidden), [NaN, NaN, 3, 4, 5, 6]);
  assert.deepEqual(list(seen.errors), [1, 2, 3]);
  assert.deepEqual(list(seen.grad_initial_hidden), [NaN, NaN]);
  assert.deepEqual(list(seen.grad_params.b_y), [NaN]);
  const reached = { forward: 3, backward: 2 };
  assert.deepEqual(seen.made, { ...reached, reverse: reached });
});

test("summed, not yet updated", () => {
  const whole = frame(2, 1, [2]);
  const seen = visibleFrame(whole, shown(whole.script, whole.script.length - 2), moments);
  assert.deepEqual([seen.grad_norm, seen.train_metric], [2, NaN]);
  assert.deepEqual(list(seen.grad_params.b_y), [1]);
  assert.deepEqual(list(seen.new_params.b_y), [NaN]);
});

/** Both directions over T steps. */
function bothWays(T) {
  const steps = script(T, [T]);
  const error = steps.findIndex(({ line }) => line === "error");
  const sum = steps.findIndex(({ line }) => line === "sum");
  const times = Array.from({ length: T }, (_, i) => i + 1);
  const micro = (phase) => (t) => ({ line: `${phase}_reverse`, phase, t });
  return [
    ...steps.slice(0, error),
    ...times.toReversed().map(micro("forward")),
    ...steps.slice(error, sum),
    ...times.map(micro("backward")),
    ...steps.slice(sum),
  ];
}

test("two directions: the reversed one comes from the end, and goes back to it", () => {
  const whole = { ...frame(3, 1, [3]), script: bothWays(3) };
  whole.hidden_reverse = array(3, 1, 1);
  whole.grad_hidden_reverse = array(3, 1, 1);
  const at = (line, t) => {
    const step = whole.script.findIndex((one) => one.line === line && one.t === t);
    return visibleFrame(whole, shown(whole.script, step), moments);
  };
  const ahead = at("forward", 3);
  assert.deepEqual(list(ahead.hidden), [1, 2, 3]);
  assert.deepEqual(list(ahead.hidden_reverse), [NaN, NaN, NaN]);
  assert.deepEqual(list(ahead.outputs), [NaN, NaN, NaN]);
  const back = at("forward_reverse", 2);
  assert.deepEqual(list(back.hidden_reverse), [NaN, 2, 3]);
  assert.deepEqual(list(back.outputs), [NaN, 2, 3]);
  const first = at("backward", 1);
  assert.deepEqual(list(first.grad_hidden), [1, 2, 3]);
  assert.deepEqual(list(first.grad_hidden_reverse), [NaN, NaN, NaN]);
  const second = at("backward_reverse", 2);
  assert.deepEqual(list(second.grad_hidden_reverse), [1, 2, NaN]);
  assert.deepEqual(second.made.reverse, { forward: 3, backward: 2 });
});
