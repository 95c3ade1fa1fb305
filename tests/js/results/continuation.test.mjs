// A forecast of several targets: a row for each, with its own name, band and line.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { setStrings } from "../../../static/js/lib/strings.js";
import { listed, named, read } from "../../../static/js/results/continuation.js";

const answer = {
  values: [
    [1, 10],
    [2, 20],
    [3, 30],
  ],
  low: [[0, 9]],
  high: [[2, 11]],
};
const targets = [{ name: "heat" }, { name: "<b>rain" }];
const run = { task: { name: "farm", series: { targets } } };

before(() => setStrings({ "column.farm.heat": "Heat", "problem.join": ", " }, "en"));

test("the numbers of each target are its own", () => {
  const { values, low, high } = read(answer);
  const rows = [
    [1, 2, 3],
    [10, 20, 30],
  ];
  assert.deepEqual([values, low, high], [rows, [[0], [9]], [[2], [11]]]);
  const { values: single, low: none } = read({ values: [1, 2], low: [], high: [] });
  assert.deepEqual([single, none], [[[1, 2]], [[]]]);
});

test("rows are called by their columns, and what was typed is text", () => {
  const layout = { annotations: [{ y: 1 }, { y: 0.5 }] };
  const texts = named({ data: [], layout }, run).layout.annotations.map(({ text }) => text);
  assert.deepEqual(texts, ["Heat", "&#60;b&#62;rain"]);
  assert.equal(listed(run.task, ["heat", "wind"]), "Heat, wind");
});
