import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, decodeFrame, fromBase64 } from "../../../static/js/wire/decoding.js";

const base64 = (typed) => Buffer.from(typed.buffer).toString("base64");

test("base64 keeps every number, NaN and the infinities too", () => {
  const values = Float64Array.of(0.1, -0, NaN, Infinity, -Infinity, 5e-324);
  const { shape, data } = fromBase64({ bdata: base64(values), shape: "3,1,2" });
  assert.deepEqual(shape, [3, 1, 2]);
  assert.deepEqual(Array.from(data), Array.from(values));
});

test("an empty array stays empty", () => {
  assert.deepEqual(fromBase64({ bdata: "", shape: "0,1" }).shape, [0, 1]);
});

test("nested lists are arrays; strings for numbers are numbers", () => {
  assert.deepEqual(decode([[[1, "NaN"]], [["Infinity", -2.5]]]), {
    shape: [2, 1, 2],
    data: Float64Array.of(1, NaN, Infinity, -2.5),
  });
  assert.equal(decode("-Infinity"), -Infinity);
});

test("a frame: arrays in both encodings, scalars, truth values, the script", () => {
  const frame = decodeFrame({
    update: 3,
    loss: "NaN",
    hidden: { dtype: "f8", bdata: base64(Float64Array.of(0.25, 0.5)), shape: "2,1,1" },
    params: { b_h: ["-Infinity"] },
    has_output: [false, true],
    first_nonfinite: { update: 3, t: 1, field: "hidden", kind: "NaN" },
    script: [{ line: "forward", phase: "forward", t: 1 }],
  });
  assert.equal(frame.loss, NaN);
  assert.deepEqual(frame.hidden, { shape: [2, 1, 1], data: Float64Array.of(0.25, 0.5) });
  assert.deepEqual(frame.params.b_h.data, Float64Array.of(-Infinity));
  assert.equal(frame.first_nonfinite.kind, "NaN");
  assert.deepEqual(frame.has_output, [false, true]);
  assert.deepEqual(frame.script, [{ line: "forward", phase: "forward", t: 1 }]);
});

test("words stay words, whatever they say", () => {
  const tokens = { inputs: [["NaN", "is"]], targets: [["Infinity"]], outputs: [["NaN"]] };
  const picture = { sample: "NaN", rows: [{ inputs: ["NaN"], right: [true] }] };
  assert.deepEqual(decodeFrame({ tokens, picture }), { tokens, picture });
});
