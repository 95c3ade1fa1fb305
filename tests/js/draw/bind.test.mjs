// Binding, on the cases that bind.py is held to as well.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { bind, reference } from "../../../static/js/draw/bind.js";
import { decode } from "../../../static/js/wire/decoding.js";

const cases = JSON.parse(
  readFileSync(new URL("../../data/bind_cases.json", import.meta.url), "utf8"),
);
const frame = decode(cases.frame);
const colour = (name) => cases.colours[name.slice(1)];

/** Typed arrays as lists. */
const plain = (value) => {
  if (ArrayBuffer.isView(value)) return Array.from(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
};

const numbers = (value) =>
  JSON.parse(JSON.stringify(value), (_, item) => (item === "NaN" ? NaN : item));

function assertClose(found, expected) {
  if (Array.isArray(expected)) {
    assert.equal(found.length, expected.length);
    for (const [i, item] of expected.entries()) assertClose(found[i], item);
  } else if (expected !== null && typeof expected === "object") {
    assert.deepEqual(Object.keys(found), Object.keys(expected));
    for (const key of Object.keys(expected)) assertClose(found[key], expected[key]);
  } else if (typeof expected === "number" && !Number.isNaN(expected)) {
    assert.ok(Math.abs(found - expected) <= 1e-12, `${found} is not ${expected}`);
  } else assert.deepEqual(found, expected);
}

for (const { name, template, bound } of cases.cases) {
  test(`bind: ${name}`, () => assertClose(plain(bind(template, frame, colour)), numbers(bound)));
}

test("heatmap rows share the memory of the frame", () => {
  const rows = reference("@params.W_h", frame);
  assert.equal(rows[1].buffer, frame.params.W_h.data.buffer);
});

test("what is no array is refused", () => {
  assert.throws(() => reference("@nothing", frame), /the frame has no nothing/);
  assert.throws(() => reference("@hidden[", frame), /not a reference/);
  assert.throws(() => reference("@hidden[2,b]", frame), /index 2 of 2/);
});
