import assert from "node:assert/strict";
import { test } from "node:test";
import {
  atEnd,
  createPacer,
  moveStep,
  moveUpdates,
  percentDone,
} from "../../../static/js/playback/pace.js";
import { WHOLE } from "../../../static/js/state/positions.js";
import {
  DEFAULT_SPEED,
  interval,
  SLOW,
  SPEEDS,
  speedIndex,
  stride,
} from "../../../static/js/state/speeds.js";

test("no speed draws more than 20 times a second", () => {
  const strides = (/** @type {[number, number]} */ loop) => SPEEDS.map((s) => stride(s, loop));
  assert.deepEqual(strides([1, 5000]), [1, 1, 1, 1, 1, 1, 2, 4, 7, 13, 26]);
  assert.deepEqual(
    strides([1499, 1510]),
    SPEEDS.map(() => 1),
  );
  assert.deepEqual(strides([100, 160]), [1, 1, 1, 1, 1, 1, 2, 4, 5, 5, 5]);
  assert.ok(SPEEDS.every((speed) => stride(speed) === stride(speed, [1, 5000])));
  assert.ok(SPEEDS.every((speed) => interval(speed, [100, 102]) >= 50));
  assert.ok(SPEEDS.every((speed) => interval(speed) >= 50));
});

test("speeds run from a quarter to 64 times 8 updates a second, beside two of micro-steps", () => {
  const told = SPEEDS.map(({ id, rate }) => `${id} ${rate}`);
  assert.deepEqual(told.slice(0, 3), ["step2 2", "step8 8", "0.25x 2"]);
  assert.deepEqual(told.slice(4, 5), ["1x 8"]);
  assert.equal(told.at(-1), "64x 512");
  assert.equal(SPEEDS[DEFAULT_SPEED].id, "8x");
  assert.equal(SLOW.id, "step2");
  assert.equal(speedIndex("3x"), -1);
});

test("the percentage runs from where the seek found the losses to its goal", () => {
  assert.equal(percentDone(0, 0, 5000), 0);
  assert.equal(percentDone(0, 1250, 5000), 25);
  assert.equal(percentDone(1000, 1500, 2000), 50);
  assert.equal(percentDone(1000, 3000, 2000), 100);
  assert.equal(percentDone(2000, 2000, 2000), null);
  assert.equal(percentDone(5000, 5000, 2000), null);
});

test("the first stride is due at once, the next after the interval", () => {
  const pacer = createPacer(50, 4);
  assert.equal(pacer.tick(1000), 1);
  assert.equal(pacer.tick(1016), 0);
  assert.equal(pacer.tick(1049), 0);
  assert.equal(pacer.tick(1050), 1);
});

test("ten seconds at 60 Hz make as many strides as the speed says", () => {
  for (const speed of SPEEDS) {
    const pacer = createPacer(interval(speed), 4);
    let strides = 0;
    for (let frame = 0; frame < 600; frame += 1) strides += pacer.tick((frame * 1000) / 60);
    const expected = (10 * speed.rate) / stride(speed);
    assert.ok(Math.abs(strides - expected) <= 1, `${strides} for ${expected}`);
  }
});

test("a late tick catches up, but never leaps", () => {
  const pacer = createPacer(50, 4);
  pacer.tick(0);
  assert.equal(pacer.tick(160), 3);
  assert.equal(pacer.tick(5000), 4);
  assert.equal(pacer.tick(5049), 0);
  assert.equal(pacer.tick(5050), 1);
});

test("the first stride can be made to wait", () => {
  const pacer = createPacer(500, 1, 500);
  assert.deepEqual([0, 499, 500, 999, 1000].map(pacer.tick), [0, 0, 1, 0, 1]);
});

test("what could not be drawn stays due", () => {
  const pacer = createPacer(500, 1);
  assert.equal(pacer.tick(0), 1);
  pacer.hold(0);
  assert.equal(pacer.tick(16), 1);
  assert.equal(pacer.tick(32), 0);
});

test("a step crosses into the next and the previous update", () => {
  assert.deepEqual(moveStep({ update: 3, step: 28 }, 1, 29, 100), { update: 4, step: 0 });
  assert.deepEqual(moveStep({ update: 3, step: 0 }, -1, 29, 100), { update: 2, step: WHOLE });
  assert.deepEqual(moveStep({ update: 3, step: WHOLE }, -1, 29, 100), { update: 3, step: 27 });
  assert.deepEqual(moveStep({ update: 1, step: 0 }, -1, 29, 100), { update: 1, step: 0 });
  assert.deepEqual(moveStep({ update: 100, step: 28 }, 1, 29, 100), { update: 100, step: 28 });
});

test("moving by updates stays in the run and shows the whole update", () => {
  assert.deepEqual(moveUpdates({ update: 3, step: 4 }, 1, 100), { update: 4, step: WHOLE });
  assert.deepEqual(moveUpdates({ update: 1, step: 4 }, -1, 100), { update: 1, step: WHOLE });
  assert.deepEqual(moveUpdates({ update: 100, step: 4 }, 1, 100), { update: 100, step: WHOLE });
});

test("the end is the last step of the last update", () => {
  assert.equal(atEnd({ update: 100, step: 28 }, 29, 100), true);
  assert.equal(atEnd({ update: 100, step: 27 }, 29, 100), false);
  assert.equal(atEnd({ update: 99, step: 28 }, 29, 100), false);
  assert.equal(atEnd({ update: 100, step: WHOLE }, 29, 100), true);
});
