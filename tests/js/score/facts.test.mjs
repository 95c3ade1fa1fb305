// What tooltips and the pseudocode say, number for number.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { columnAt, labelEvery, middleOf, timeAxis } from "../../../static/js/draw/axis.js";
import { take } from "../../../static/js/lib/arrays.js";
import { exact, setStrings, subscript } from "../../../static/js/lib/strings.js";
import { tableRows } from "../../../static/js/score/table.js";
import { tooltipAt } from "../../../static/js/score/tooltip-rows.js";
import { liveValues } from "../../../static/js/side/pseudocode-values.js";
import { pseudocodeWords } from "../../../static/js/side/pseudocode-words.js";
import { shown, visibleFrame } from "../../../static/js/state/script.js";
import { metas } from "../metas.js";
import { moments } from "../moments.js";

const array = (shape, ...values) => ({ shape, data: Float64Array.from(values) });
const micro = (line, phase, t = null) => ({ line, phase, t });

const spots = { name: "sunspots", unit: "", scale: 200, offset: 10 };
const run = {
  steps: 2,
  config: {
    cell: "rnn",
    activation: "tanh",
    bidirectional: false,
    feedback: "none",
    batch_size: 1,
    output_activation: "identity",
    sequence_type: "many_to_one",
    schedule: { name: "sliding_window", carry_state: false },
    optimizer: { clip_norm: null },
  },
  task: {
    name: "sunspots",
    series: {
      labels: ["1700", "1701", "1702", "1703"],
      inputs: [spots],
      targets: [spots],
      differences: false,
    },
    train_length: 4,
    input_size: 1,
    output_size: 1,
    input_names: [],
    output_names: [],
  },
};
const frame = {
  update: 1234,
  epoch: 2,
  window_start: 1,
  window_starts: { shape: [1], data: Float64Array.of(1) },
  learning_rate: 0.05,
  loss: 0.02,
  has_input: [true, true],
  has_output: [false, true],
  tokens: { inputs: [["0.1", "0.2"]], targets: [["", "0.3"]], outputs: [["", "0.5"]] },
  inputs: array([2, 1, 1], 0.1, 0.2),
  targets: array([2, 1, 1], 0.2, 0.3),
  outputs: array([2, 1, 1], 0.4, 0.5),
  errors: array([2, 1, 1], 0, 0.2),
  loss_per_step: array([2], 0, 0.02),
  initial_hidden: array([1, 2], 0, 0),
  hidden: array([2, 1, 2], 0.3, 0.4, -0.6, 0.8),
  preactivation: array([2, 1, 2], 0.31, 0.42, -0.69, 1.1),
  grad_hidden: array([2, 1, 2], 0.03, 0.04, 0.1, 0.2),
  grad_hidden_norm: array([2, 1], 0.05, 0.22),
  delta: array([2, 1, 2], 0.02, 0.03, 0.06, 0.08),
  grad_initial_hidden: array([1, 2], 0.003, 0.004),
  summary: {
    hidden_mean: array([2, 1], 0.35, 0.1),
    initial_hidden_mean: array([1], 0),
    hidden_norm: array([2, 1], 0.5, 1),
    initial_hidden_norm: array([1], 0),
    grad_initial_hidden_norm: array([1], 0.005),
    delta_norm: array([2, 1], 0.036, 0.1),
    ...Object.fromEntries(
      ["hidden_nan", "hidden_infinite", "grad_hidden_nan", "grad_hidden_infinite"]
        .concat(["norm_exponents", "norm_zero", "norm_nan", "norm_infinite"])
        .map((name) => [name, array([2, 1], NaN, NaN)]),
    ),
  },
  params: {},
  grad_params: {},
  new_params: {},
  grad_norm: 3,
  clipped_grad_norm: 1,
  script: [
    micro("for", "window"),
    micro("start", "window"),
    micro("forward", "forward", 1),
    micro("forward", "forward", 2),
    micro("error", "error", 2),
    micro("backward", "backward", 2),
    micro("backward", "backward", 1),
    micro("sum", "update"),
    micro("update", "update"),
  ],
};
const at = (step) => visibleFrame(frame, shown(frame.script, step), moments);
const tracks = { ...metas, series: metas.series(2) };
const says = (seen, place) =>
  tooltipAt(run, seen, { unit: null, ...place }, tracks[place.track]).rows.map(
    ({ name, value, note }) => [name, value, note].filter(Boolean).join(" "),
  );

before(() =>
  setStrings(
    {
      "tooltip.title": "t = {t} · {label}",
      "tooltip.start": "start",
      "tooltip.when": "{value}, {label}",
      "tooltip.unit.sunspots": "sunspots",
      "tooltip.norm": "norm",
      "tooltip.delta": "delta",
      "pseudocode.live.repeat": "{update}, {epoch}",
      "pseudocode.forward": "{step}",
      "pseudocode.error": "{outputs}: e_{j}",
      "pseudocode.forTbptt": "every {k1}",
      "pseudocode.carry": "h_{last}",
      "pseudocode.lastStep": "last",
      "pseudocode.everyStep": "every",
      "pseudocode.sumClipped": "clip {clip}",
    },
    "en",
  ),
);

test("inputs, outputs and targets are told in the task's unit, with the year they belong to", () => {
  const place = { track: "series", t: 2 };
  assert.equal(
    tooltipAt(run, frame, { ...place, unit: null }, tracks.series).title,
    "t = 2 · 1702",
  );
  assert.deepEqual(says(frame, place), [
    "x₂ 0.200000 50.00 sunspots, 1702",
    "y₂ 0.500000 110.0 sunspots, 1703",
    "p₂ 0.300000 70.00 sunspots, 1703",
    "e₂ 0.200000 40.0 sunspots",
  ]);
  assert.deepEqual(says(frame, { track: "series", t: 1 }), ["x₁ 0.100000 30.00 sunspots, 1701"]);
});

test("what is not there yet is told as not there", () => {
  const unit = { track: "hidden", t: 2, unit: 1 };
  assert.deepEqual(says(at(2), unit), ["h₂[1] –", "a₂[1] –"]);
  assert.deepEqual(says(at(3), unit), ["h₂[1] −0.600000", "a₂[1] −0.690000"]);
  assert.deepEqual(says(at(5), { track: "norms", t: 1 }), ["norm –", "delta –"]);
  assert.deepEqual(says(at(6), { track: "norms", t: 1 }), ["norm 0.0500000", "delta 0.0360000"]);
});

test("column 0 is the state before the first step", () => {
  assert.equal(
    tooltipAt(run, frame, { track: "hidden", t: 0, unit: 2 }, tracks.hidden).title,
    "start",
  );
  assert.deepEqual(says(frame, { track: "hidden", t: 0, unit: 2 }), ["h₀[2] 0"]);
  assert.deepEqual(says(frame, { track: "grad_hidden", t: 0 }), [
    "∂L/∂h₀[1] 0.00300000",
    "∂L/∂h₀[2] 0.00400000",
  ]);
});

test("an index below the line is a step, one in brackets a unit", () => {
  assert.deepEqual(says(frame, { track: "graph", t: 2 }).slice(1, 3), [
    "h₂[1] −0.600000",
    "h₂[2] 0.800000",
  ]);
  assert.deepEqual(says(frame, { track: "grad_hidden", t: 2, unit: 1 }), [
    "∂L/∂h₂[1] 0.100000",
    "δ₂[1] 0.0600000",
  ]);
});

test("a tooltip tells six digits, the inspector all", () => {
  const hidden = array([2, 1, 2], 0.3, 0.000315496047482752, 1 / 3, -123456.789);
  const told = (t, unit) => says({ ...frame, hidden }, { track: "hidden", t, unit })[0];
  assert.equal(told(1, 2), "h₁[2] 3.15496 × 10⁻⁴");
  assert.equal(told(2, 1), "h₂[1] 0.333333");
  assert.equal(told(2, 2), "h₂[2] −1.23457 × 10⁵");
  const numbers = [0.1 + 0.2, -1e-300, NaN, "NaN", -Infinity, "Infinity"].map((value) =>
    exact(value),
  );
  assert.deepEqual(numbers, ["0.30000000000000004", "−1e−300", "NaN", "NaN", "−∞", "∞"]);
});

test("the live values of each line", () => {
  const whole = liveValues(run, frame, shown(frame.script, 8), 0);
  assert.deepEqual(whole, {
    repeat: "1,234, 2",
    for: "t = 1   n = 3   k = 2",
    start: "‖h₀‖ = 0",
    forward: "j = 2   ‖h₂‖ = 1.00",
    error: "e₂ = 0.500 − 0.300 = 0.200",
    backward: "j = 1   ‖δ₁‖ = 0.0360",
    sum: "‖∂L/∂W‖ = 3.00 → 1.00",
    update: "η = 0.05",
    carry: "",
    forward_reverse: "",
    backward_reverse: "",
  });
  const early = liveValues(run, at(2), shown(frame.script, 2), 0);
  assert.deepEqual(
    [early.forward, early.error, early.backward, early.sum, early.update],
    ["j = 1   ‖h₁‖ = 0.500", "", "", "", ""],
  );
});

test("the words of the pseudocode follow the config", () => {
  const formulas = { j: "k", step: "$h_j = …$, $y_k = …$" };
  const words = pseudocodeWords({ ...run, formulas });
  assert.equal(words.forward, formulas.step);
  assert.equal(words.error, "last: e_k");
  const optimizer = { clip_norm: 2 };
  const config = { ...run.config, sequence_type: "many_to_many", optimizer };
  const many = pseudocodeWords({ config, formulas: { j: "j" } });
  assert.deepEqual([many.error, many.sum], ["every: e_j", "clip 2"]);
  const general = { name: "tbptt", k: 12, k1: 5, carry_state: true };
  const apart = pseudocodeWords({ config: { ...run.config, schedule: general }, formulas: {} });
  assert.deepEqual([apart.for, apart.carry], ["every 5", "h_{k_1}"]);
});

test("columns of the time axis", () => {
  const axis = timeAxis({ l: 56, r: 14 }, 850, 12);
  assert.equal(axis.column, 60);
  assert.deepEqual([middleOf(axis, 0), middleOf(axis, 12)], [86, 806]);
  const places = [55, 56, 115, 116, 835, 836];
  assert.deepEqual(
    places.map((x) => columnAt(axis, x)),
    [null, 0, 0, 1, 12, null],
  );
  assert.deepEqual(
    [60, 13, 3].map((column) => labelEvery(column, 30)),
    [1, 5, 10],
  );
});

test("numbers below the line", () => {
  assert.equal(subscript("h", 120), "h₁₂₀");
  assert.throws(() => take(array([2], 1, 2), [2]), /index 2 of 2/);
});

test("a table has a row for each entry, from t = 0 on", () => {
  assert.deepEqual(tableRows(frame, tracks.hidden, 0), [
    { name: "h 1", values: [0, 0.3, -0.6] },
    { name: "h 2", values: [0, 0.4, 0.8] },
  ]);
  const [x, y] = tableRows(frame, tracks.series, 0);
  assert.deepEqual(
    [x.values, y.values],
    [
      [null, 0.1, 0.2],
      [null, null, 0.5],
    ],
  );
});
