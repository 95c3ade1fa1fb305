// The variables of the watch, as far as they are there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { weightName } from "../../../static/js/lib/directions.js";
import { watched } from "../../../static/js/side/watch-values.js";

const array = (...data) => ({ shape: [data.length, 1, 1], data: Float64Array.from(data) });
const run = { task: { series: { labels: ["1700", "1701", "1702", "1703"] } } };
const frame = {
  window_starts: { shape: [1], data: Float64Array.of(1) },
  loss: Number.NaN,
  hidden: array(0.5, 0.25),
  inputs: array(1, 2),
  errors: array(0, 0.125),
  has_output: [false, true],
  grad_hidden_norm: array(0.1, 0.2),
  grad_norm: 2,
  clipped_grad_norm: 1,
  summary: {
    hidden_norm: array(0.5, 0.25),
    initial_hidden_norm: array(0),
    grad_initial_hidden_norm: array(0),
    delta_norm: array(0.3, 0.4),
    grad_params_norm: { W_h: 0.75 },
  },
};
const moment = (changes) => ({
  forward: 2,
  error: new Set([2]),
  backward: 3,
  whole: false,
  phase: "forward",
  ...changes,
});
const told = (now, cursor = null, grown = null) =>
  Object.fromEntries(
    watched(run, frame, now, cursor, 0, grown).map(({ key, value }) => [key, value]),
  );

test("what has not been computed is not told", () => {
  const values = told(moment({ forward: 1, error: new Set() }));
  assert.deepEqual([values.t, values.k, values.window, values.j], ["1", "2", "1701–1702", "2"]);
  assert.deepEqual([values.h, values.e, values.delta, values.W_h], ["–", "–", "–", "–"]);
  assert.equal(told(moment({ forward: 1 }), 1).h, "0.500");
});

test("on the way back, the gradients so far", () => {
  const back = moment({ phase: "backward", backward: 2 });
  const values = told(back, 2, { W_h: [0.75, 0.5] });
  assert.deepEqual(
    [values.delta, values.e, values.W_h, values.all],
    ["0.400", "0.125", "0.500", "–"],
  );
  assert.equal(told(back, 2).W_h, "–");
  assert.equal(told(back, 1).grad_h, "–");
});

test("of two directions, each from its own end", () => {
  const both = { ...frame.summary.grad_params_norm, W_h_reverse: 0.25 };
  const two = { ...frame, summary: { ...frame.summary, grad_params_norm: both } };
  const grown = { W_h: [0.75, 0.5], W_h_reverse: [0.125, 0.25] };
  const sums = (backward, reverse) => {
    const now = moment({ phase: "backward", backward, reverse: { forward: 2, backward: reverse } });
    const values = watched(run, two, now, null, 0, grown);
    return ["W_h", "W_h_reverse"].map((key) => values.find((one) => one.key === key).value);
  };
  assert.deepEqual(sums(2, 3), ["0.500", "–"]);
  assert.deepEqual(sums(1, 3), ["0.750", "–"]);
  assert.deepEqual(sums(1, 2), ["0.750", "0.125"]);
  assert.deepEqual(sums(1, 1), ["0.750", "0.250"]);
});

test("of a batch, the sequence that is shown", () => {
  const pair = (...data) => ({ shape: [2, 2, 1], data: Float64Array.from(data) });
  const norms = { hidden_norm: pair(1, 2, 3, 4), delta_norm: pair(5, 6, 7, 8) };
  const batch = {
    ...frame,
    window_starts: { shape: [2], data: Float64Array.of(0, 1) },
    ...{ hidden: pair(0, 0, 0, 0), inputs: pair(1, 2, 3, 4), errors: pair(0, 0, 0.5, 0.25) },
    grad_hidden_norm: pair(1, 2, 3, 4),
    summary: { ...frame.summary, ...norms },
  };
  const now = moment({ whole: true, backward: 1 });
  const second = Object.fromEntries(
    watched(run, batch, now, null, 1, null).map(({ key, value }) => [key, value]),
  );
  assert.deepEqual([second.window, second.x, second.e], ["1701–1702", "4.00", "0.250"]);
  assert.deepEqual([second.h, second.grad_h, second.delta], ["4.00", "4.00", "8.00"]);
});

test("at the end all of it, and the clipping", () => {
  const values = told(moment({ whole: true, phase: "update", backward: 1 }));
  assert.deepEqual([values.W_h, values.all], ["0.750", "2.00 → 1.00"]);
  assert.deepEqual([weightName("W_h"), weightName("W_h_reverse")], ["W_h", "W_h←"]);
});
