// Where playing line by line stops.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isDone, lineGoesOn, nextBreak, stopsAt } from "../../../static/js/state/positions.js";

const script = ["for", "start", "forward", "forward", "error", "backward", "backward", "sum"].map(
  (line) => ({ line, phase: "", t: null }),
);
const none = new Set();

test("a visit ends where the line comes", () => {
  const until = { line: "forward", kind: "visit" };
  assert.deepEqual(
    script.map((_, step) => isDone(script, step, until)),
    [false, false, true, true, false, false, false, false],
  );
  assert.equal(isDone(script, 2, null), false);
});

test("the end of a line is its last micro-step", () => {
  const until = { line: "backward", kind: "end" };
  assert.equal(isDone(script, 5, until), false);
  assert.equal(isDone(script, 6, until), true);
  assert.deepEqual([lineGoesOn(script, 5), lineGoesOn(script, 6)], [true, false]);
  assert.equal(lineGoesOn(script, 7), false);
});

test("breakpoints stop whatever was asked for", () => {
  const breaks = new Set(["error", "sum"]);
  assert.equal(nextBreak(script, -1, breaks), 4);
  assert.equal(nextBreak(script, 4, breaks), 7);
  assert.equal(nextBreak(script, 7, breaks), -1);
  assert.equal(nextBreak(script, 0, none), -1);
  assert.equal(stopsAt(script, 4, { line: "sum", kind: "visit" }, breaks), true);
  assert.equal(stopsAt(script, 5, null, breaks), false);
});
