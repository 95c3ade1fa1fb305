// The graph between its two layouts, and what its nodes say.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  binOf,
  ease,
  flatten,
  middle,
  nodeSize,
  nodesAt,
  pathsAt,
  placeOf,
  toData,
  toPixel,
} from "../../../../static/js/score/graph/layout.js";
import { gradientsOf, short } from "../../../../static/js/score/graph/nodes.js";

const layout = {
  height: 206,
  margin: { l: 50, r: 10, t: 3, b: 3 },
  xaxis: { range: [-0.5, 4.5] },
  yaxis: { range: [-0.5, 3.5] },
};
const meta = { column_width: 60 };
const place = placeOf({ layout, meta }, 360); // 60 px a column, 50 px a row

const state = {
  unrolled: [
    [
      [0, 1],
      [0.5, 1],
      [1, 1],
    ],
    [
      [1, 1],
      [1.5, 1],
      [2, 1],
    ],
  ],
  compressed: [
    [
      [2, 1, 0, 0],
      [2, 1, 80, 0],
      [2, 1, 0, 0],
    ],
    [
      [2, 1, 0, 0],
      [2, 1, 80, 0],
      [2, 1, 0, 0],
    ],
  ],
};

test("a column and a row have their place in pixels", () => {
  assert.deepEqual([place.column, place.row], [60, 50]);
  assert.deepEqual(toPixel(place, [0, 1]), [80, 128]);
  assert.deepEqual(toPixel(place, [2, 3.5]), [200, 3]);
  assert.deepEqual(toPixel(place, [0, 1, 7, 9]), [87, 119]);
  assert.deepEqual(toPixel(place, [0, 1, 8, 4], 0.5), [84, 126]);
});

test("pixels and data turn into one another", () => {
  const [x, y] = toData(place, toPixel(place, [3, 2]));
  assert.ok(Math.abs(x - 3) < 1e-12 && Math.abs(y - 2) < 1e-12);
});

test("unrolled, every state edge is straight; compressed, all are the one loop", () => {
  assert.deepEqual(pathsAt(place, state, 1), [
    [
      [80, 128],
      [110, 128],
      [140, 128],
    ],
    [
      [140, 128],
      [170, 128],
      [200, 128],
    ],
  ]);
  const loop = [
    [200, 128],
    [280, 128],
    [200, 128],
  ];
  assert.deepEqual(pathsAt(place, state, 0), [loop, loop]);
});

test("half way, every point is half way", () => {
  assert.deepEqual(pathsAt(place, state, 0.5)[0], [
    [140, 128],
    [195, 128],
    [170, 128],
  ]);
  const nodes = {
    unrolled: [
      [0, 1],
      [4, 1],
    ],
    compressed: [
      [2, 1],
      [2, 1],
    ],
  };
  assert.deepEqual(nodesAt(place, nodes, 0.5), [
    [140, 128],
    [260, 128],
  ]);
  assert.deepEqual(nodesAt(place, nodes, 0), [
    [200, 128],
    [200, 128],
  ]);
  assert.deepEqual(nodesAt(place, nodes, 1), [
    [80, 128],
    [320, 128],
  ]);
});

test("the movement starts and ends at rest, at its ends", () => {
  assert.deepEqual([ease(0), ease(0.5), ease(1)], [0, 0.5, 1]);
  assert.ok(ease(0.1) < 0.01 && ease(0.9) > 0.99);
});

test("nodes leave room between columns and rows", () => {
  assert.equal(nodeSize(place, 1), 30);
  const narrow = placeOf({ layout: { ...layout, xaxis: { range: [-0.5, 60.5] } }, meta }, 360);
  assert.equal(nodeSize(narrow, 1), 6);
  assert.ok(Math.abs(narrow.stretch - 300 / 61 / 60) < 1e-12);
  assert.equal(nodeSize(place, 0), 31);
});

test("many paths are one trace with gaps", () => {
  const { x, y } = flatten(place, [
    [
      [80, 128],
      [140, 128],
    ],
    [
      [80, 3],
      [80, 53],
    ],
  ]);
  assert.deepEqual(x, [0, 1, null, 0, 0, null]);
  assert.deepEqual(y, [1, 1, null, 3.5, 2.5, null]);
});

test("the middle of a path", () => {
  assert.deepEqual(
    middle([
      [0, 0],
      [10, 4],
    ]),
    [5, 2],
  );
  assert.deepEqual(
    middle([
      [0, 0],
      [3, 7],
      [10, 4],
    ]),
    [3, 7],
  );
});

test("norms fall into bins of a power of ten", () => {
  const exponents = [-9, -6, -4.7, -3.5, -2.7, -1.5, -0.4, 0, 200];
  assert.deepEqual(
    exponents.map((exponent) => binOf(exponent, [-6, 0])),
    [0, 0, 1, 2, 3, 4, 5, 5, 5],
  );
});

test("a norm that has no exponent is at an end of the colours", () => {
  const [norms, exponents] = [
    [0.01, 0, Number.NaN],
    [-2, Number.NaN, Number.NaN],
  ];
  const summary = {
    grad_initial_hidden_norm: { data: [0.1, Infinity] },
    initial_norm_exponents: { data: [-1, Number.NaN] },
    norm_exponents: { data: exponents.flatMap((exponent) => [7, exponent]) },
  };
  const grad_hidden_norm = { data: norms.flatMap((norm) => [7, norm]) };
  const frame = { summary, grad_hidden_norm, hidden: { shape: [3, 2, 1] } };
  assert.deepEqual(gradientsOf(frame, [-6, 0], 1), [
    { norm: Infinity, exponent: 0 },
    { norm: 0.01, exponent: -2 },
    { norm: 0, exponent: -6 },
    { norm: Number.NaN, exponent: 0 },
  ]);
});

test("numbers in a node", () => {
  const numbers = [0, 0.5678, -0.08, 1, -12.3, 0.00031, 4.2e7, NaN, -Infinity];
  assert.deepEqual(numbers.map(short), [
    "0",
    ".57",
    "−.08",
    "1.0",
    "−12",
    "3e−4",
    "4e7",
    "NaN",
    "−∞",
  ]);
});
