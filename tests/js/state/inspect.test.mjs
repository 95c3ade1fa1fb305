// From a place on screen to a question, and from an edited number to a fork.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cutOf, editOf } from "../../../static/js/runs/forks.js";
import { nodePlace, pickAt } from "../../../static/js/score/graph/pick.js";
import { questionAt, turnedTo, withQuestion } from "../../../static/js/state/questions.js";
import { metas } from "../metas.js";

const quantity = (name, units, first = 1, last = 0) => ({ name, gates: [], units, first, last });
const run = {
  carrier: "W_h",
  quantities: [
    quantity("outputs", 1),
    quantity("inputs", 1),
    quantity("preactivation", 8),
    quantity("hidden", 8, 0),
    quantity("hidden_reverse", 8, 1, 1),
    quantity("grad_hidden", 8, 0),
    quantity("loss", 1, null, null),
  ],
};
const tracks = { ...metas, series: metas.series(12) };
const at = (track, t, unit = null, picked = null, array = track) =>
  questionAt(run, tracks[track] ?? {}, { track, t, unit, array }, picked);

test("every track has its question", () => {
  assert.deepEqual(at("hidden", 3, 5), { what: "hidden", t: 3, unit: 5 });
  assert.deepEqual(at("grad_hidden", 0, 2), { what: "grad_hidden", t: 0, unit: 2 });
  assert.deepEqual(at("norms", 7), { what: "grad_hidden", t: 7, unit: 1 });
  assert.deepEqual(at("series", 3), { what: "inputs", t: 3, unit: 1 });
  assert.deepEqual(at("series", 12), { what: "outputs", t: 12, unit: 1 });
  assert.equal(at("series", 0), null);
  assert.equal(at("nothing", 3), null);
  assert.deepEqual(at("graph", 4), { what: "hidden", t: 4, unit: 1 });
});

test("a row of its own asks for its column", () => {
  const rowed = [
    { what: "outputs", first: 12, last: 12, unit: 1, row: 0 },
    { what: "inputs", first: 1, last: 12, unit: 2, row: 1 },
  ];
  const wide = { ...run, quantities: [quantity("outputs", 1), quantity("inputs", 4)] };
  const meta = { asks: [...rowed, { what: "inputs", first: 1, last: 12 }] };
  const asked = (t, row) => questionAt(wide, meta, { track: "series", t, unit: null, row });
  assert.deepEqual(asked(12, 0), { what: "outputs", t: 12, unit: 1 });
  assert.deepEqual(asked(12, 1), { what: "inputs", t: 12, unit: 2 });
  assert.deepEqual(asked(3, undefined), { what: "inputs", t: 3, unit: 1 }); // by the keyboard
});

test("nodes and edges of the graph have theirs", () => {
  const edge = { kind: "edge", name: "W_h", t: 6 };
  const asked = { what: "parameter", t: 6, unit: 1, name: "W_h", index: [0, 0] };
  assert.deepEqual(at("graph", 5, null, edge), asked);
  assert.equal(at("graph", 3, null, { kind: "node", name: "x", t: 3 }).what, "inputs");
  assert.equal(at("graph", 12, null, { kind: "node", name: "p", t: 12 }).what, "targets");
  assert.equal(at("graph", 12, null, { kind: "edge", name: "e", t: 12 }).what, "errors");
});

test("another quantity is asked for as near as it has one", () => {
  const near = (t, what) => turnedTo(run, 12, { what: "hidden", t, unit: 5 }, what);
  assert.deepEqual(near(0, "preactivation"), { what: "preactivation", t: 1, unit: 5 });
  assert.deepEqual(near(0, "grad_hidden"), { what: "grad_hidden", t: 0, unit: 5 });
  assert.deepEqual(near(13, "hidden_reverse"), { what: "hidden_reverse", t: 13, unit: 5 });
  assert.deepEqual(near(13, "inputs"), { what: "inputs", t: 12, unit: 1 });
});

test("a new question takes the place of the one that is not pinned", () => {
  const question = { what: "loss", t: 1, unit: 1 };
  const one = withQuestion([], question);
  const kept = one.map((panel) => ({ ...panel, pinned: true }));
  assert.equal(withQuestion(one, question).length, 1);
  assert.deepEqual(withQuestion(kept, question).slice(1), kept);
});

const nodes = {
  h: {
    unrolled: [
      [0, 1],
      [1, 1],
    ],
    compressed: [
      [0.5, 1],
      [0.5, 1],
    ],
  },
};
const edges = {
  W_h: {
    unrolled: [
      [
        [0, 1],
        [1, 1],
      ],
    ],
    compressed: [
      [
        [0.5, 1],
        [0.5, 1, 60, 40],
      ],
    ],
  },
};
const template = {
  layout: {
    height: 100,
    margin: { l: 50, r: 50, t: 0, b: 0 },
    xaxis: { range: [-0.5, 1.5] },
    yaxis: { range: [0, 2] },
  },
  meta: { columns: { h: [0, 1] }, nodes, edges, flow: {}, column_width: 60 },
};
const size = { width: 300, height: 100 };

test("what lies under a pixel of the graph", () => {
  const pick = (x, y, share = 1) => pickAt(template, size, share, [x, y], 1);
  assert.deepEqual(pick(100, 50), { kind: "node", name: "h", t: 0 });
  assert.deepEqual(pick(200, 55), { kind: "node", name: "h", t: 1 });
  assert.deepEqual(pick(150, 52), { kind: "edge", name: "W_h", t: 1 });
  assert.equal(pick(150, 90), null);
  assert.deepEqual(pick(150, 50, 0), { kind: "node", name: "h", t: 1 });
  const { x, y } = nodePlace(template, size, "h", 1);
  assert.deepEqual([x, y], [200, 50]);
  assert.equal(nodePlace(template, size, "h", 9), null);
});

test("only what is given can be edited", () => {
  const weight = { what: "parameter", t: 1, unit: 1, name: "W_h", index: [0, 1] };
  assert.deepEqual(editOf(weight, 2, 3), { params: [{ name: "W_h", index: [0, 1], value: 2 }] });
  assert.deepEqual(editOf({ what: "targets", t: 12, unit: 1 }, 0.5, 3), {
    targets: [{ t: 12, index: 0, b: 3, value: 0.5 }],
  });
  assert.equal(editOf({ what: "hidden", t: 1, unit: 1 }, 2, 1), null);
  assert.deepEqual(cutOf([], 4), { detached: [4] });
  assert.deepEqual(cutOf([7], 4), { detached: [4, 7] });
  assert.deepEqual(cutOf([4, 7], 4), { detached: [7] });
});
