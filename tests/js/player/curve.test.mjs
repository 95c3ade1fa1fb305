import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bin,
  errorAsLoss,
  extent,
  firstExploded,
  logScale,
  smooth,
  ticks,
  toX,
} from "../../../static/js/player/curve.js";

test("bins hold mean, least and greatest", () => {
  const { mean, low, high } = bin([1, 3, 2, 4, 10, 20], 6, 3);
  assert.deepEqual([...mean], [2, 3, 15]);
  assert.deepEqual([...low], [1, 2, 10]);
  assert.deepEqual([...high], [3, 4, 20]);
});

test("every loss falls into exactly one bin", () => {
  const loss = Float64Array.from({ length: 5000 }, (_, i) => i + 1);
  const { low, high } = bin(loss, 5000, 437);
  assert.equal(low[0], 1);
  assert.equal(high[436], 5000);
  for (let i = 1; i < 437; i += 1) assert.equal(low[i], high[i - 1] + 1);
});

test("what is not told, not finite or zero is left out", () => {
  const { mean } = bin([1, Number.NaN, 0, Number.POSITIVE_INFINITY, 5, 7], 5, 3);
  assert.deepEqual([...mean], [1, Number.NaN, 5]);
});

test("a running mean skips empty bins and leaves them empty", () => {
  const values = Float64Array.from([1, 2, Number.NaN, 6, 7]);
  assert.deepEqual([...smooth(values, 1)], [1.5, 1.5, Number.NaN, 6.5, 6.5]);
  assert.deepEqual([...smooth(values, 0)], [...values]);
});

test("the extent leaves room and ignores what cannot be drawn", () => {
  assert.deepEqual(
    extent([
      [1.6, Number.NaN],
      [16, 0, -1],
    ]),
    [1, 25.6],
  );
  assert.equal(extent([[Number.NaN], []]), null);
});

test("the log scale puts equal ratios at equal distances", () => {
  const y = logScale([0.01, 1], 10, 110);
  assert.equal(y(1), 10);
  assert.ok(Math.abs(y(0.1) - 60) < 1e-9);
  assert.equal(y(0.01), 110);
  assert.equal(y(50), 10);
  assert.equal(y(1e-9), 110);
});

test("an exploding loss does not press the rest flat", () => {
  assert.deepEqual(extent([[1.6, 1e300]]), [1, 1.6 * 1e9 * 1.6]);
});

test("the axis has two to four round values", () => {
  assert.deepEqual(ticks([0.002, 0.3]), [0.01, 0.1]);
  assert.deepEqual(ticks([0.002, 0.09]), [0.003, 0.01, 0.03]);
  assert.deepEqual(ticks([0.02, 0.09]), [0.03]);
  assert.deepEqual(ticks([1e-4, 2e4]), [1e-4, 1e-1, 1e2]);
});

test("a held-out error is drawn as the loss it would be", () => {
  assert.equal(errorAsLoss(20, 200, 1), 0.005000000000000001);
  assert.equal(errorAsLoss(20, 200, 12), 0.06000000000000001);
});

test("the explosion is the first told loss that is not finite", () => {
  const loss = [1, 2, Number.POSITIVE_INFINITY, Number.NaN];
  assert.equal(firstExploded(loss, 4), 3);
  assert.equal(firstExploded(loss, 2), null);
});

test("the first update is at the left end, the last at the right", () => {
  assert.equal(toX(1, 5000, 900), 0);
  assert.equal(toX(5000, 5000, 900), 900);
  assert.equal(toX(1, 1, 900), 450);
});
