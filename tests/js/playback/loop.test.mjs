import assert from "node:assert/strict";
import { test } from "node:test";
import {
  beginAt,
  endAt,
  following,
  moveEnd,
  pageOf,
  untilEnd,
  upcoming,
  usualLoop,
} from "../../../static/js/playback/loop.js";

test("playing wraps from the end of the loop to its beginning, and shows both", () => {
  assert.deepEqual(upcoming(8, 1, 100, [7, 10], 6), [9, 10, 7, 8, 9, 10]);
  assert.deepEqual(upcoming(1, 4, 100, [1, 10], 6), [5, 9, 10, 1, 5, 9]);
  assert.deepEqual(upcoming(3, 26, 100, [3, 3], 2), [3, 3]);
});

test("before the loop playing runs into it, after it playing goes back to its beginning", () => {
  assert.equal(following(5, 1, 100, [7, 10]), 6);
  assert.equal(following(50, 1, 100, [7, 10]), 7);
});

test("catching up does not leap over the end of the loop", () => {
  assert.deepEqual(untilEnd([8, 9, 10, 7, 8], [7, 10]), [8, 9, 10]);
  assert.deepEqual(untilEnd([8, 9], [7, 10]), [8, 9]);
  assert.deepEqual(untilEnd([3, 3, 3], [3, 3]), [3]);
  assert.deepEqual(untilEnd([8, 9], null), [8, 9]);
});

test("without a loop the last update is shown, and nothing after it", () => {
  assert.deepEqual(upcoming(90, 4, 100, null, 9), [94, 98, 100]);
  assert.deepEqual(upcoming(100, 4, 100, null, 9), []);
});

test("an end set beyond the other one lets that go to the end of the run", () => {
  assert.deepEqual(beginAt(null, 40, 100), [40, 100]);
  assert.deepEqual(endAt([40, 100], 60), [40, 60]);
  assert.deepEqual(beginAt([40, 60], 50, 100), [50, 60]);
  assert.deepEqual(beginAt([40, 60], 70, 100), [70, 100]);
  assert.deepEqual(endAt([40, 60], 30), [1, 30]);
});

test("a loop without ends set is a hundred updates of the run", () => {
  assert.deepEqual(usualLoop(200, 5000), [200, 299]);
  assert.deepEqual(usualLoop(4990, 5000), [4901, 5000]);
  assert.deepEqual(usualLoop(5, 20), [1, 20]);
});

test("an end that is dragged stops at the other and at the run's", () => {
  assert.deepEqual(moveEnd([40, 60], 0, 20.4, 100), [20, 60]);
  assert.deepEqual(moveEnd([40, 60], 0, 80, 100), [60, 60]);
  assert.deepEqual(moveEnd([40, 60], 0, -5, 100), [1, 60]);
  assert.deepEqual(moveEnd([40, 60], 1, 20, 100), [40, 40]);
  assert.deepEqual(moveEnd([40, 60], 1, 500, 100), [40, 100]);
});

test("a page is a hundred updates, in a short run less", () => {
  assert.deepEqual([1, 10, 200, 2000, 20000].map(pageOf), [1, 1, 10, 100, 100]);
});
