import assert from "node:assert/strict";
import { test } from "node:test";
import { differences, getPath, rebase, withPath } from "../../static/js/runs/config.js";
import { isShown, settled, whyOff } from "../../static/js/runs/rules.js";
import { CONTROLS, fromSlider, readNumber, toSlider } from "../../static/js/state/controls.js";

const sunspots = {
  task: { name: "sunspots" },
  hidden_size: 8,
  optimizer: { name: "sgd", learning_rate: 0.1, clip_norm: null },
};
const sine = {
  task: { name: "sine" },
  hidden_size: 4,
  optimizer: { name: "sgd", learning_rate: 0.02, clip_norm: null },
};
const control = (name) => CONTROLS.find((row) => row.name === name);

test("a value is changed in a copy", () => {
  const changed = withPath(sunspots, "optimizer.learning_rate", 0.5);
  assert.equal(getPath(changed, "optimizer.learning_rate"), 0.5);
  assert.equal(sunspots.optimizer.learning_rate, 0.1);
  assert.equal(changed.optimizer.name, "sgd");
});

test("differences are named by their paths", () => {
  const other = withPath(withPath(sunspots, "optimizer.clip_norm", 1), "hidden_size", 9);
  assert.deepEqual(differences(sunspots, other).sort(), ["hidden_size", "optimizer.clip_norm"]);
  assert.deepEqual(differences(sunspots, structuredClone(sunspots)), []);
  assert.deepEqual(differences({ a: [1, 2] }, { a: [1, 2] }), []);
  assert.deepEqual(differences({ a: [1, 2] }, { a: [] }), ["a"]);
});

test("another task brings its own defaults and keeps what the reader changed", () => {
  const mine = withPath(sunspots, "hidden_size", 16);
  assert.deepEqual(rebase(mine, sunspots, sine), { ...sine, hidden_size: 16 });
});

test("text becomes a number, none, or is sent as it stands to be refused", () => {
  assert.equal(readNumber(control("m"), "12"), 12);
  assert.equal(readNumber(control("m"), "1.5"), 1.5);
  assert.equal(readNumber(control("m"), ""), "");
  assert.equal(readNumber(control("rate"), "1e-3"), 0.001);
  assert.equal(readNumber(control("rate"), "fast"), "fast");
  assert.equal(readNumber(control("clip"), ""), null);
  assert.equal(readNumber(control("clip"), "", true), "");
});

test("a log slider gives two digits and finds its way back", () => {
  assert.equal(fromSlider(control("rate"), -1), 0.1);
  assert.equal(fromSlider(control("rate"), -1.3), 0.05);
  assert.ok(Math.abs(toSlider(control("rate"), 0.05) + 1.30103) < 1e-5);
  assert.equal(fromSlider(control("k"), 12), 12);
});

const whole = {
  ...sunspots,
  cell: "rnn",
  bidirectional: false,
  feedback: "none",
  sequence_type: "many_to_one",
  schedule: { name: "sliding_window", k: 12, carry_state: true },
  batch_size: 1,
  detached: [],
};

test("what cannot stay beside an edit is as it is by default", () => {
  const usual = whole;
  const one = settled(withPath(whole, "sequence_type", "one_to_one"), "sequence_type", usual);
  assert.deepEqual(one.schedule, { name: "sliding_window", k: 1, carry_state: false });
  const many = settled(withPath(one, "sequence_type", "many_to_many"), "sequence_type", usual);
  assert.equal(many.schedule.k, 12);
  const fed = { ...many, sequence_type: "encoder_decoder", feedback: "free" };
  assert.equal(settled({ ...fed, bidirectional: true }, "bidirectional", usual).feedback, "none");
  assert.equal(
    settled({ ...fed, sequence_type: "many_to_one" }, "sequence_type", usual).feedback,
    "none",
  );
  assert.equal(settled(fed, "hidden_size", usual), fed);
  const cut = { ...many, detached: [3, 9] };
  assert.deepEqual(settled(withPath(cut, "schedule.k", 5), "schedule.k", usual).detached, [3]);
});

test("controls are hidden where they say nothing, and off where they cannot be", () => {
  assert.deepEqual(
    ["f", "forget", "zbias", "feedback", "m"].map((name) => isShown(name, whole)),
    [true, false, false, false, true],
  );
  assert.equal(isShown("forget", { ...whole, cell: "lstm" }), true);
  assert.equal(whyOff("carry", { ...whole, sequence_type: "one_to_many" }), "carryType");
  assert.equal(whyOff("carry", { ...whole, batch_size: 2 }), "carryBatch");
  assert.equal(whyOff("batch", whole), "batchCarry");
  const sequences = { ...whole, schedule: { name: "full_sequence", k: 6, carry_state: false } };
  assert.equal(whyOff("k", sequences), "wholeSequences");
  assert.equal(whyOff("k", sequences, true), null);
  assert.equal(whyOff("k", { ...whole, sequence_type: "one_to_one" }), "oneStep");
  assert.equal(whyOff("m", whole), null);
});
