import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createBuffer,
  frameBytes,
  MOST_FRAMES,
  toRanges,
} from "../../../static/js/playback/buffer.js";

/** A frame that takes 8 · size bytes. */
const frame = (update, size = 10) => ({
  update,
  hidden: { shape: [size], data: new Float64Array(size) },
});

test("ranges join what is at most a gap apart", () => {
  assert.deepEqual(toRanges([5, 1, 2, 3, 9], 1), [
    [1, 3],
    [5, 5],
    [9, 9],
  ]);
  assert.deepEqual(toRanges([1, 6, 11, 30], 5), [
    [1, 11],
    [30, 30],
  ]);
  assert.deepEqual(toRanges([], 5), []);
});

test("bytes count the arrays, also those inside params", () => {
  const nested = { ...frame(1, 4), params: { W_h: { shape: [2, 2], data: new Float64Array(4) } } };
  assert.equal(frameBytes(nested), 64);
});

test("the least recently used is forgotten first", () => {
  const buffer = createBuffer(240);
  for (const update of [1, 2, 3]) buffer.add(frame(update));
  assert.equal(buffer.get(1)?.update, 1);
  buffer.add(frame(4));
  assert.equal(buffer.get(2), null);
  assert.deepEqual(buffer.ranges(1), [
    [1, 1],
    [3, 4],
  ]);
});

test("the same update twice counts once, and one frame always fits", () => {
  const buffer = createBuffer(170);
  for (const update of [7, 7, 8]) buffer.add(frame(update));
  assert.deepEqual(buffer.ranges(1), [[7, 8]]);
  buffer.add(frame(9, 1000));
  assert.deepEqual(buffer.ranges(1), [[9, 9]]);
});

test("small frames are not kept without end", () => {
  const buffer = createBuffer(2 ** 30);
  for (let update = 1; update <= MOST_FRAMES + 5; update++) buffer.add(frame(update, 1));
  assert.deepEqual(buffer.ranges(1), [[6, MOST_FRAMES + 5]]);
});
