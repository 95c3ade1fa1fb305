import assert from "node:assert/strict";
import { test } from "node:test";
import { upcoming } from "../../../static/js/playback/loop.js";
import { LOW_WATER, missing, SEGMENT } from "../../../static/js/playback/segment.js";

const has = (...updates) => {
  const set = new Set(updates);
  return (update) => set.has(update);
};
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

test("what is missing begins after what is at hand", () => {
  const due = upcoming(3, 1, 1000, null, LOW_WATER + SEGMENT);
  assert.deepEqual(missing(due, 1, has()), { from: 4, count: SEGMENT });
  assert.deepEqual(missing(due, 1, has(4, 5, 9)), { from: 6, count: SEGMENT });
});

test("with enough at hand nothing is asked for", () => {
  const due = upcoming(3, 1, 1000, null, LOW_WATER + SEGMENT);
  assert.equal(missing(due, 1, has(...range(4, 3 + LOW_WATER))), null);
  assert.deepEqual(missing(due, 1, has(...range(4, 2 + LOW_WATER))), {
    from: 3 + LOW_WATER,
    count: SEGMENT,
  });
  assert.equal(missing([], 1, has()), null);
});

test("a segment ends where playing leaves its stride", () => {
  const due = upcoming(90, 4, 1000, [50, 100], 60);
  assert.deepEqual(missing(due, 4, has()), { from: 94, count: 2 });
  assert.deepEqual(missing(due, 4, has(94, 98)), { from: 100, count: 1 });
  assert.deepEqual(missing(due, 4, has(94, 98, 100)), { from: 50, count: 13 });
});
