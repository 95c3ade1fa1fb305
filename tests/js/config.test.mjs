import assert from "node:assert/strict";
import { test } from "node:test";
import { differences, getPath, rebase, withPath } from "../../static/js/config.js";
import { CONTROLS, fromSlider, readNumber, toSlider } from "../../static/js/controls.js";

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
