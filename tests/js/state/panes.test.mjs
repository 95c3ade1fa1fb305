// Two panes over what they share: which signals are common, and which each has for itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createPane, showFrame } from "../../../static/js/state/pane.js";
import { createShared } from "../../../static/js/state/shared.js";

const shared = createShared();
const [left, right] = [createPane(shared), createPane(shared)];
const [one, other] = [left, right].map((pane) => ({ ...shared, ...pane }));

const script = [1, 2, 3].map((t) => ({ line: "hidden", phase: "forward", t }));
const frame = (update, shape) => ({ update, shape, script });

test("no signal is both shared and a pane's", () => {
  assert.deepEqual(
    Object.keys(left).filter((name) => name in shared),
    [],
  );
});

test("what plays, is hovered or shown is so in both", () => {
  const common = ["playing", "speed", "pace", "loop", "selection", "tracks", "theme", "notice"];
  for (const name of common) assert.equal(one[name], other[name], name);
  one.tracks.value = ["norms"];
  assert.deepEqual(other.tracks.value, ["norms"]);
});

test("each has its run, its frame and what follows from them", () => {
  one.lineage.value = [{ id: "a", config: { cell: "rnn" } }];
  other.lineage.value = [{ id: "b", config: { cell: "lstm" } }];
  one.templates.value = { "a bbb": { norms: { meta: { needs: ["flow"] } } } };
  showFrame(one, frame(7, "bbb"), 0);
  showFrame(other, frame(7, "bbbbb"));
  assert.deepEqual([one.config.value.cell, other.config.value.cell], ["rnn", "lstm"]);
  assert.deepEqual([one.steps.value, other.steps.value], [3, 5]);
  assert.deepEqual([one.step.value, other.step.value], [0, 2]);
  assert.deepEqual([one.extras.value, other.extras.value], ["flow", ""]);
});

test("the cursor stands where either is hovered, else where each one's own step is", () => {
  assert.deepEqual([one.cursor.value, other.cursor.value], [1, 3]);
  one.selection.value = { track: "norms", t: 2, unit: null };
  assert.deepEqual([one.cursor.value, other.cursor.value], [2, 2]);
});
