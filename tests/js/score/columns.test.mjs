// What tooltips and tables say of a series with several columns: whose number it is, and in what unit.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { setStrings } from "../../../static/js/lib/strings.js";
import { tableRows } from "../../../static/js/score/table.js";
import { tooltipAt } from "../../../static/js/score/tooltip-rows.js";

const array = (shape, ...values) => ({ shape, data: Float64Array.from(values) });
const frame = {
  window_starts: array([1], 1),
  has_input: [true, true],
  hidden: array([2, 1, 1], 0, 0),
  inputs: array([2, 1, 2], 0.1, 0.2, 0.3, 0.4),
  outputs: array([2, 1, 1], 0.4, 0.5),
};
const rain = { name: "rain", unit: "mm", scale: 10, offset: 0 };
const heat = { name: "heat", unit: "°C", scale: 20, offset: 5 };
const labels = ["1700", "1701", "1702", "1703"];
const series = { labels, inputs: [rain, heat], targets: [heat], differences: false };
const run = (more) => ({ task: { name: "farm", series: { ...series, ...more } } });

const read = { at: "inputs[t,b]", form: "now", of: "inputs" };
const asked = { at: "outputs[t,b,0]", form: "next", of: "targets", first: 2 };
const tooltip = [
  { name: "x_{t}[{i}]", ...read },
  { name: "y_{t}", ...asked },
  { name: "e_{t}", ...asked, form: "difference" },
];
const rows = (more) =>
  tooltipAt(run(more), frame, { track: "series", t: 2, unit: null }, { tooltip }).rows;

before(() => {
  const words = { "tooltip.when": "{value}, {label}", "tooltip.change": "{value} more" };
  setStrings({ ...words, "column.farm.heat": "Heat" }, "en");
});

test("a number of several columns has the name of its column, and its unit", () => {
  assert.deepEqual(
    rows({}).map(({ name, note }) => `${name}: ${note}`),
    ["x₂[1] rain: 3.000 mm", "x₂[2] Heat: 13.00 °C", "y₂ Heat: 15.00 °C, 1703", "e₂ Heat: 10.0 °C"],
  );
});

test("where changes are seen, those of targets are told as changes", () => {
  const notes = rows({ differences: true }).map(({ note }) => note);
  const [first, ...changes] = notes;
  assert.equal(first, "3.000 mm");
  assert.deepEqual(changes, ["13.00 °C more", "15.00 °C more, 1703", "10.0 °C"]);
});

test("a table names columns, too", () => {
  const table = [{ name: "x[{i}]", ...read }];
  const names = tableRows(frame, { table }, 0, run({})).map(({ name }) => name);
  assert.deepEqual(names, ["x[1] rain", "x[2] Heat"]);
});
