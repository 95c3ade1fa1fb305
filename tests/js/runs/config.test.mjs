import "../settings.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { differences, getPath, rebase, withPath } from "../../../static/js/runs/config.js";
import { isShown, settled, situationOf, whyOff } from "../../../static/js/runs/rules.js";
import { fromSlider, readNumber, toSlider } from "../../../static/js/settings/numbers.js";
import { controlAt, controls } from "../../../static/js/state/settings.js";

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
const control = (key) => controls().find((one) => one.key === key);

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
  schedule: { name: "sliding_window", k: 12, k1: null, carry_state: true },
  batch_size: 1,
  detached: [],
};

const facts = {
  ...{ sequence_types: [], losses: ["mse"], max_k: 60, any_length: false, whole: false },
  ...{ feeds_back: true, reads_answers: false },
};

test("what cannot stay beside an edit is as it is by default", () => {
  const edited = (config, path, value) => settled(config, path, value, whole, facts);
  const one = edited(whole, "sequence_type", "one_to_one");
  assert.deepEqual(one.schedule, { ...whole.schedule, k: 1, carry_state: false });
  const many = edited(one, "sequence_type", "many_to_many");
  assert.equal(many.schedule.k, 12);
  const fed = { ...many, sequence_type: "encoder_decoder", feedback: "free" };
  assert.equal(edited(fed, "bidirectional", true).feedback, "none");
  assert.equal(edited(fed, "sequence_type", "many_to_one").feedback, "none");
  assert.deepEqual(edited(fed, "hidden_size", 9), { ...fed, hidden_size: 9 });
  const cut = { ...many, detached: [3, 9] };
  assert.deepEqual(edited(cut, "schedule.k", 5).detached, [3]);
});

test("a schedule that its name does not say has a k1, of at most k", () => {
  const by = (schedule, path, value) =>
    settled({ ...whole, schedule: { ...whole.schedule, ...schedule } }, path, value, whole, facts)
      .schedule;
  const general = { name: "tbptt", k1: 5 };
  assert.equal(by({}, "schedule.name", "tbptt").k1, null); // the server says what is usual
  assert.equal(by(general, "schedule.k", 5).k1, 5);
  assert.equal(by(general, "schedule.k", 4).k1, null);
  assert.equal(by(general, "schedule.k1", 13).k1, 13); // which is refused, in words
  assert.equal(by(general, "schedule.name", "chunks").k1, null);
});

test("an edit is left to be refused where the refusal is worth reading", () => {
  const reading = { ...facts, reads_answers: true };
  const both = { ...whole, bidirectional: true };
  const { bidirectional } = settled(both, "sequence_type", "many_to_many", whole, reading);
  assert.equal(bidirectional, true);
  const situation = situationOf({ ...whole, sequence_type: "many_to_many" }, reading);
  assert.equal(whyOff("bidirectional", situation), null);
});

test("controls are hidden where they say nothing, and off where they cannot be", () => {
  const shown = (config, ...paths) => paths.filter((path) => isShown(controlAt(path), config));
  const hiding = ["activation", "feedback", "initializer.forget_bias", "initializer.update_bias"];
  assert.deepEqual(shown(whole, ...hiding, "hidden_size"), ["activation", "hidden_size"]);
  const gated = { ...whole, cell: "lstm", sequence_type: "one_to_many" };
  assert.deepEqual(shown(gated, ...hiding), ["feedback", "initializer.forget_bias"]);
  assert.deepEqual(shown(whole, "schedule.k1"), []);
  assert.deepEqual(shown({ ...whole, schedule: { name: "tbptt" } }, "schedule.k1"), [
    "schedule.k1",
  ]);

  const why = (path, changes = {}, task = {}) =>
    whyOff(path, situationOf({ ...whole, ...changes }, { ...facts, ...task }));
  assert.equal(why("schedule.carry_state", { sequence_type: "one_to_many" }), "carryType");
  assert.equal(why("schedule.carry_state", { batch_size: 2 }), "carryBatch");
  assert.equal(why("batch_size"), "carryBatch");
  assert.equal(why("schedule.k", {}, { whole: true }), "wholeSequences");
  assert.equal(why("schedule.name", {}, { whole: true }), "wholeSequences");
  assert.equal(why("schedule.k", {}, { whole: true, any_length: true }), null);
  assert.equal(why("schedule.k", { sequence_type: "one_to_one" }), "oneStep");
  assert.equal(why("feedback", { bidirectional: true }), "readsAhead");
  assert.equal(why("hidden_size"), null);
});
