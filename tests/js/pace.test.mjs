import assert from "node:assert/strict";
import { test } from "node:test";
import {
  atEnd,
  createPacer,
  interval,
  moveSteps,
  moveUpdates,
  stride,
  WHOLE,
} from "../../static/js/pace.js";
import { DEFAULT_SPEED, SPEEDS } from "../../static/js/state.js";

test("no speed draws more than 20 times a second", () => {
  assert.deepEqual(SPEEDS.map(stride), [1, 1, 1, 1, 5, 25]);
  assert.deepEqual(SPEEDS.map(interval), [500, 125, 200, 50, 50, 50]);
  assert.deepEqual(SPEEDS[DEFAULT_SPEED], { granularity: "update", rate: 100 });
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

test("what could not be drawn stays due", () => {
  const pacer = createPacer(500, 1);
  assert.equal(pacer.tick(0), 1);
  pacer.hold(0);
  assert.equal(pacer.tick(16), 1);
  assert.equal(pacer.tick(32), 0);
});

test("a step crosses into the next and the previous update", () => {
  assert.deepEqual(moveSteps({ update: 3, step: 28 }, 1, 29, 100), { update: 4, step: 0 });
  assert.deepEqual(moveSteps({ update: 3, step: 0 }, -1, 29, 100), { update: 2, step: 28 });
  assert.deepEqual(moveSteps({ update: 3, step: WHOLE }, -1, 29, 100), { update: 3, step: 27 });
  assert.deepEqual(moveSteps({ update: 1, step: 0 }, -1, 29, 100), { update: 1, step: 0 });
  assert.deepEqual(moveSteps({ update: 100, step: 28 }, 1, 29, 100), { update: 100, step: 28 });
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
