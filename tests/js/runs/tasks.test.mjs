// What a task changes on the page: labels of steps, options of controls, settings that are carried over.
import "../settings.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { allows, moved, settled, situationOf } from "../../../static/js/runs/rules.js";
import { labelOf, telling, windowWords } from "../../../static/js/state/labels.js";
import { templateKey } from "../../../static/js/state/pane.js";

const array = (shape, ...data) => ({ shape, data: Float64Array.from(data) });
const words = {
  window_starts: array([1], 7),
  hidden: array([3, 1, 2], 0, 0, 0, 0, 0, 0),
  has_input: [true, true, false],
  tokens: { inputs: [["not", " ", "b"]], targets: [["", "", "c"]], outputs: [["", "", "a"]] },
  summary: { target_unit: array([3, 1], Number.NaN, Number.NaN, 2) },
};
const series = { task: { series: { labels: ["1700", "1701", "1702", "1703"] } } };

test("a step is called by what is read, else by what is to be answered", () => {
  const run = { task: { series: null } };
  assert.deepEqual(
    [1, 2, 3].map((t) => labelOf(run, words, t, 0)),
    ["not", "␣", "c"],
  );
  assert.equal(windowWords(run, words, 0), "not  ");
  assert.deepEqual(
    [2, 3].map((t) => telling(run, words, t, 0)),
    [0, 1],
  );
});

test("a step of a series is called by its label", () => {
  const frame = { ...words, window_starts: array([1], 1) };
  assert.equal(labelOf(series, frame, 2, 0), "1702");
  assert.equal(windowWords(series, frame, 0), "1701–1703");
});

const usual = {
  task: { name: "sunspots", dataset: null },
  cell: "rnn",
  hidden_size: 8,
  sequence_type: "many_to_one",
  schedule: { name: "sliding_window", k: 12, carry_state: false },
  loss: "mse",
  output_activation: "identity",
  feedback: "none",
  batch_size: 1,
  detached: [],
  optimizer: { name: "sgd", learning_rate: 0.05, clip_norm: null },
};
const sentences = {
  ...usual,
  task: { name: "sentiment", dataset: null },
  schedule: { name: "full_sequence", k: 9, carry_state: false },
  loss: "bce",
  output_activation: "sigmoid",
  batch_size: 16,
};

test("another task takes over what does not hang on the data", () => {
  const changed = {
    ...usual,
    hidden_size: 20,
    sequence_type: "one_to_many",
    schedule: { ...usual.schedule, k: 30 },
    detached: [25],
  };
  assert.deepEqual(moved(changed, usual, sentences), { ...sentences, hidden_size: 20 });
});

test("only what makes sense for a task can be chosen", () => {
  const task = { sequence_types: ["many_to_one"], losses: ["bce", "mse"], whole: true };
  const situation = situationOf(sentences, task);
  const options = (path, ...all) => all.filter((one) => allows(path, one, situation));
  assert.deepEqual(options("sequence_type", "many_to_one", "many_to_many"), ["many_to_one"]);
  assert.deepEqual(options("loss", "mse", "bce", "cross_entropy"), ["mse", "bce"]);
  assert.deepEqual(options("output_activation", "identity", "sigmoid", "softmax"), ["sigmoid"]);
  assert.deepEqual(options("schedule.name", "chunks", "full_sequence"), ["full_sequence"]);
  assert.deepEqual(options("cell", "rnn", "gru"), ["rnn", "gru"]);
});

test("another loss brings an output that goes with it", () => {
  const facts = { losses: ["bce", "mse"], whole: true, any_length: false, max_k: 9 };
  const squared = (output_activation) =>
    settled({ ...sentences, output_activation }, "loss", "mse", null, facts).output_activation;
  assert.equal(squared("softmax"), "identity");
  assert.equal(squared("sigmoid"), "sigmoid");
});

test("frames that one run trained and of one shape are drawn alike", () => {
  const lineage = [
    { id: "a", fork: null },
    { id: "b", fork: { update: 10 } },
  ];
  const keys = [
    [9, "iib"],
    [10, "iib"],
    [10, "ib"],
  ].map(([update, shape]) => templateKey(lineage, { update, shape }));
  assert.deepEqual(keys, ["a iib", "b iib", "b ib"]);
});
