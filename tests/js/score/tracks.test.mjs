// Masking of every cell and direction, the order of tracks, the mask of truncation.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createBuffer } from "../../../static/js/playback/buffer.js";
import { movedBy } from "../../../static/js/score/track-buttons.js";
import { holds } from "../../../static/js/state/pane.js";
import { notMade, shown, visibleFrame } from "../../../static/js/state/script.js";
import { moments } from "../moments.js";

const T = 4;
const steps = [1, 2, 3, 4];
const micro = (line) => (t) => ({ line, phase: line, t });
const script = [
  { line: "start", phase: "window", t: null },
  ...steps.map(micro("forward")),
  ...steps.map(micro("error")),
  ...[...steps].reverse().map(micro("backward")),
  { line: "sum", phase: "update", t: null },
  { line: "update", phase: "update", t: null },
];
const array = (...shape) => {
  const size = shape.reduce((product, axis) => product * axis, 1);
  return { shape, data: new Float64Array(size).fill(1) };
};
const frame = {
  script,
  loss: 1,
  has_output: [true, true, true, true],
  hidden: array(T, 1, 2),
  cell_state: array(T, 1, 2),
  hidden_reverse: array(T, 1, 2),
  i_reverse: array(T, 1, 2),
  outputs: array(T, 1, 1),
  delta_reverse: array(T, 1, 2),
  grad_cell_state: array(T, 1, 2),
  grad_initial_cell_state: array(1, 2),
  initial_cell_state: array(1, 2),
  itemised: { W_h: array(T, 2, 2), W_h_reverse: array(T, 2, 2) },
  running_sums: { W_h: { running: array(T, 2, 2), norm: array(T), range: array(2) } },
  flow: array(T, T),
  truncations: { chunks: { cosine: array(T) }, range: array(2), apart: 1 },
  singular_values: array(T, 1, 2),
  saturation: { i: array(T, 1) },
  grad_params: { W_h: array(2, 2) },
  summary: {
    hidden_mean: array(T, 1),
    grad_cell_state_nan: array(T, 1),
    norm_zero_reverse: array(T, 1),
    hidden_range: array(2),
    grad_params_largest: { W_h: 1 },
  },
};
/** The steps that are there, of the first axis. */
const there = ({ shape, data }) =>
  steps.slice(0, shape[0]).filter((t) => !Number.isNaN(data[((t - 1) * data.length) / shape[0]]));
const at = (step) => visibleFrame(frame, shown(script, step), moments);

test("the reversed direction comes from the other end, outputs when both have been through", () => {
  const seen = at(3);
  assert.deepEqual(there(seen.hidden), [1, 2, 3]);
  assert.deepEqual(there(seen.cell_state), [1, 2, 3]);
  assert.deepEqual(there(seen.hidden_reverse), [2, 3, 4]);
  assert.deepEqual(there(seen.i_reverse), [2, 3, 4]);
  assert.deepEqual(there(seen.outputs), [2, 3]);
  assert.deepEqual(there(seen.singular_values), [1, 2, 3]);
  assert.deepEqual(there(seen.saturation.i), [1, 2, 3]);
  assert.deepEqual(there(seen.summary.hidden_mean), [1, 2, 3]);
  assert.deepEqual(there(seen.initial_cell_state), [1]);
  assert.deepEqual(there(seen.flow), []);
});

test("on the way back", () => {
  const seen = at(10);
  assert.deepEqual(there(seen.grad_cell_state), [3, 4]);
  assert.deepEqual(there(seen.delta_reverse), [1, 2]);
  assert.deepEqual(there(seen.itemised.W_h), [3, 4]);
  assert.deepEqual(there(seen.itemised.W_h_reverse), [1, 2]);
  assert.deepEqual(there(seen.running_sums.W_h.running), [3, 4]);
  assert.deepEqual(there(seen.running_sums.W_h.norm), [3, 4]);
  assert.deepEqual(there(seen.summary.grad_cell_state_nan), [3, 4]);
  assert.deepEqual(there(seen.summary.norm_zero_reverse), [1, 2]);
  assert.deepEqual(
    Array.from(seen.flow.data.subarray(12), (value) => !Number.isNaN(value)),
    [false, false, true, true],
  );
  assert.deepEqual(there(seen.truncations.chunks.cosine), []);
  assert.deepEqual(there(seen.grad_initial_cell_state), []);
  assert.ok(Number.isNaN(seen.summary.grad_params_largest.W_h));
});

test("scales keep still, and what the frame holds is not touched", () => {
  const seen = at(2);
  assert.equal(seen.running_sums.W_h.range, frame.running_sums.W_h.range);
  assert.equal(seen.truncations.range, frame.truncations.range);
  assert.equal(seen.truncations.apart, 1);
  assert.equal(seen.summary.hidden_range, frame.summary.hidden_range);
  assert.deepEqual(there(frame.flow), steps);
});

test("after the last step back truncations are there, after the sum the gradient", () => {
  assert.deepEqual(there(at(12).truncations.chunks.cosine), steps);
  assert.deepEqual(there(at(12).grad_params.W_h), []);
  assert.deepEqual(there(at(13).grad_params.W_h), [1, 2]);
});

test("columns that are not made yet", () => {
  const made = { forward: 3, backward: 5, reverse: { forward: 3, backward: 5 } };
  assert.deepEqual(notMade("forward", false, made, 4, true), { first: 4, last: 4 });
  assert.deepEqual(notMade("forward", true, made, 4, false), { first: 1, last: 1 });
  assert.deepEqual(notMade("backward", false, made, 4, true), { first: 0, last: 4 });
  const back = { forward: 4, backward: 2, reverse: { forward: 4, backward: 2 } };
  assert.deepEqual(notMade("backward", false, back, 4, false), { first: 1, last: 1 });
  assert.deepEqual(notMade("backward", true, back, 4, false), { first: 4, last: 4 });
  const { first, last } = notMade("backward", false, undefined, 4, true);
  assert.ok(first > last);
});

test("tracks move up and down as far as there are places", () => {
  const names = ["a", "b", "c"];
  assert.deepEqual(movedBy(names, "c", -1), ["a", "c", "b"]);
  assert.deepEqual(movedBy(names, "a", 1), ["b", "a", "c"]);
  assert.deepEqual(movedBy(names, "a", -1), names);
  assert.deepEqual(movedBy(names, "x", 1), names);
});

test("a frame without what is wanted now is not at hand", () => {
  let extras = "";
  const buffer = createBuffer(1e6, (one) => holds(one, extras));
  buffer.add({ update: 1, hidden: array(2) });
  buffer.add({ update: 2, hidden: array(2), flow: array(2, 2) });
  assert.deepEqual(buffer.ranges(1), [[1, 2]]);
  extras = "flow";
  assert.equal(buffer.get(1), null);
  assert.ok(buffer.has(2));
  assert.deepEqual(buffer.ranges(1), [[2, 2]]);
  extras = "flow,saturation";
  assert.deepEqual(buffer.ranges(1), []);
});
