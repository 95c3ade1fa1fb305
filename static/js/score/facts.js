// What a tooltip says of a place in a track: its numbers, and what they are in the data's own unit.

import { subscript } from "../draw/legend.js";
import { rowAt, unitsAt } from "../lib/arrays.js";
import { isReverse, plainName } from "../lib/names.js";
import { formatNumber, t } from "../lib/strings.js";
import { labelOf, seen } from "../state/labels.js";
import { normsAt } from "../state/script.js";

/** @typedef {import("../state/pane.js").Run} Run
 * @typedef {import("../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {{name: string, value: string, note?: string}} Row
 * @typedef {{title: string, rows: Row[]}} Facts */

const MOST_UNITS = 16;
const MOST_ANSWERS = 4;
const DIGITS = 6; // significant ones; the inspector tells all

/** What is chosen on the page: a parameter, and the sequence of the batch, from 0.
 * @typedef {{weight: string, b: number}} Chosen */

/** @param {Run} run @param {VisibleFrame} frame @param {import("../state/shared.js").Selection} place
 * @param {Chosen} [chosen] @returns {Facts} */
export function factsAt(run, frame, place, chosen = { weight: "W_h", b: 0 }) {
  const { track, t: time } = place;
  const b = Math.min(chosen.b, frame.hidden.shape[1] - 1);
  const label = time > 0 ? labelOf(run, frame, time, b) : undefined;
  const title = label === undefined ? t("tooltip.start") : t("tooltip.title", { t: time, label });
  const says = ROWS[track] ?? (() => []);
  return {
    title,
    rows: says(run, frame, { ...place, array: place.array ?? null }, { ...chosen, b }),
  };
}

/** @param {VisibleFrame} frame @param {number} time of the direction's own @param {boolean} [reverse] */
const forwardMade = (frame, time, reverse = false) =>
  time <= ((reverse ? frame.made?.reverse : frame.made)?.forward ?? Number.POSITIVE_INFINITY);
/** @param {VisibleFrame} frame @param {number} time of the direction's own @param {boolean} [reverse] */
const backwardMade = (frame, time, reverse = false) =>
  Math.max(time, 1) >= ((reverse ? frame.made?.reverse : frame.made)?.backward ?? 1);

/** A number; a dash for one that is not there yet. @param {number} value @param {boolean} made */
const told = (value, made) => (made ? formatNumber(value, DIGITS) : "–");

/** As the inspector writes an entry: h₆[4]; units from 1.
 * @param {string} symbol @param {number} time @param {number} unit */
const entryName = (symbol, time, unit) => `${subscript(symbol, time)}[${unit}]`;

/** A scaled number, and what it is in the unit of a series. @param {Run} run @param {string} name
 * @param {number} value @param {string | undefined} label @param {boolean} made @returns {Row} */
function inUnit({ task }, name, value, label, made = true) {
  const row = { name, value: told(value, made) };
  if (!task.series || !made || !Number.isFinite(value)) return row;
  const { scale, offset } = task.series;
  const note = `${formatNumber(value * scale + offset, 4)} ${t(`tooltip.unit.${task.name}`)}`;
  return { ...row, note: label === undefined ? note : t("tooltip.when", { value: note, label }) };
}

/** What a step reads and answers. @param {Run} run @param {VisibleFrame} frame
 * @param {import("../state/shared.js").Selection} place @param {Chosen} chosen @returns {Row[]} */
function seriesRows(run, frame, { t: time }, { b }) {
  if (time === 0) return [];
  const i = time - 1;
  const rows = frame.has_input[i] ? inputRows(run, frame, time, b) : [];
  if (!frame.has_output[i]) return rows;
  const answers = run.task.output_size > 1 ? likeliest : answerRows;
  return [...rows, ...answers(run, frame, time, b)];
}

/** @param {Run} run @param {VisibleFrame} frame @param {number} time @param {number} b
 * @returns {Row[]} */
function inputRows(run, frame, time, b) {
  const name = subscript("x", time);
  if (run.task.input_names.length > 0)
    return [{ name, value: seen(frame.tokens.inputs[b][time - 1]) }];
  const label = labelOf(run, frame, time, b);
  const values = Array.from(rowAt(frame.inputs, time, b));
  if (values.length === 1) return [inUnit(run, name, values[0], label)];
  return values.map((value, i) => inUnit(run, entryName("x", time, i + 1), value, label));
}

/** @param {Run} run @param {VisibleFrame} frame @param {number} time @param {number} b
 * @returns {Row[]} */
function answerRows(run, frame, time, b) {
  const [y, p, e] = [frame.outputs, frame.targets, frame.errors].map(
    (array) => rowAt(array, time, b)[0],
  );
  const next = labelOf(run, frame, time + 1, b);
  const known = !Number.isNaN(e) || !frame.made;
  const { series, name } = run.task;
  const note = series && `${formatNumber(e * series.scale, 3)} ${t(`tooltip.unit.${name}`)}`;
  return [
    inUnit(run, subscript("y", time), y, next, forwardMade(frame, time)),
    inUnit(run, subscript("p", time), p, next),
    { name: subscript("e", time), value: told(e, known), note: known && note ? note : undefined },
  ];
}

/** The likeliest answers, and the right one. @param {Run} run @param {VisibleFrame} frame
 * @param {number} time @param {number} b @returns {Row[]} */
function likeliest({ task }, frame, time, b) {
  const made = forwardMade(frame, time);
  const ranked = Array.from(rowAt(frame.outputs, time, b), (value, i) => ({ value, i }))
    .sort((one, other) => other.value - one.value)
    .slice(0, MOST_ANSWERS);
  const nameOf = (/** @type {number} */ i) => task.output_names[i] ?? String(i + 1);
  return [
    ...(made ? ranked : []).map(({ value, i }) => ({
      name: `${subscript("y", time)} ${seen(nameOf(i))}`,
      value: formatNumber(value, 3),
    })),
    { name: subscript("p", time), value: seen(frame.tokens.targets[b][time - 1]) },
  ];
}

/** All numbers of a step, or as many as have room.
 * @param {(i: number) => string} nameOf from 1
 * @param {ArrayLike<number>} values @param {boolean} made @returns {Row[]} */
function rowsOf(nameOf, values, made) {
  const units = Array.from(values).slice(0, MOST_UNITS);
  const rows = units.map((value, i) => ({ name: nameOf(i + 1), value: told(value, made) }));
  const left = values.length - units.length;
  return left > 0 ? [...rows, { name: "…", value: t("tooltip.more", { count: left }) }] : rows;
}

/** The symbols of states and gradients; gates are called as they are. @type {Record<string, string>} */
const SYMBOLS = {
  hidden: "h",
  cell_state: "c",
  grad_hidden: "∂L/∂h",
  grad_cell_state: "∂L/∂c",
};

/** @param {string} array */
function symbolOf(array) {
  const plain = plainName(array);
  return `${SYMBOLS[plain] ?? plain}${isReverse(array) ? "←" : ""}`;
}

/** @param {"flow" | "input_flow"} name @param {string} by
 * @returns {(run: Run, frame: VisibleFrame, place: import("../state/shared.js").Selection) => Row[]} */
function flowRows(name, by) {
  return (_run, frame, { t: time }) => {
    const norms = frame[name];
    if (!norms || time === 0) return [];
    const T = norms.shape[0];
    const made = backwardMade(frame, time);
    return Array.from({ length: T }, (_, i) => i + 1)
      .filter((tau) => tau >= time && frame.has_output[tau - 1])
      .slice(-MOST_UNITS)
      .map((tau) => ({
        name: `‖∂${subscript("L", tau)}/∂${subscript(by, time)}‖`,
        value: told(norms.data[(tau - 1) * T + time - 1], made),
      }));
  };
}

/** A unit of an array, or all of them; and beside a unit another array's, of which it is made.
 * @param {string} usual the array if the pointer is on no unit
 * @param {Record<string, [string, string]>} beside by array: the other array, its symbol
 * @param {(frame: VisibleFrame, time: number, reverse?: boolean) => boolean} made
 * @returns {(run: Run, frame: VisibleFrame, place: import("../state/shared.js").Selection, chosen: Chosen) => Row[]} */
const units =
  (usual, beside, made) =>
  (_run, frame, place, { b }) => {
    const { t: time, unit } = place;
    const array = place.array ?? usual;
    const values = unitsAt(frame, array, time, b);
    if (!values) return [];
    const T = frame.hidden.shape[0];
    const reverse = isReverse(array);
    const there = made(frame, reverse ? T + 1 - time : time, reverse);
    const nameOf = (/** @type {number} */ i) => entryName(symbolOf(array), time, i);
    if (unit === null) return rowsOf(nameOf, values, there);
    const row = { name: nameOf(unit), value: told(values[unit - 1], there) };
    const [other, symbol] = beside[array] ?? [];
    const more = other && time > 0 ? unitsAt(frame, other, time, b) : null;
    if (!more || more.length !== values.length) return [row];
    return [row, { name: entryName(symbol, time, unit), value: told(more[unit - 1], there) }];
  };

/** @type {Record<string, (run: Run, frame: VisibleFrame, place: import("../state/shared.js").Selection,
 *   chosen: Chosen) => Row[]>} */
const ROWS = {
  graph(run, frame, place, chosen) {
    const { t: time } = place;
    const { b } = chosen;
    const made = forwardMade(frame, time);
    const { initial_hidden_mean: start, hidden_mean: means } = frame.summary;
    const mean = time === 0 ? start.data[b] : means.data[(time - 1) * frame.hidden.shape[1] + b];
    return [
      ...seriesRows(run, frame, place, chosen),
      { name: t("tooltip.mean"), value: told(mean, made) },
      ...rowsOf((i) => entryName("h", time, i), unitsAt(frame, "hidden", time, b) ?? [], made),
      {
        name: t("tooltip.norm"),
        value: told(normsAt(frame, time, b).gradient, backwardMade(frame, time)),
      },
    ];
  },
  series: seriesRows,
  hidden: units("hidden", { hidden: ["preactivation", "a"] }, forwardMade),
  gates: units("", {}, forwardMade),
  grad_hidden: units("grad_hidden", { grad_hidden: ["delta", "δ"] }, backwardMade),
  norms(_run, frame, { t: time }, { b }) {
    const made = backwardMade(frame, time);
    const { gradient, delta } = normsAt(frame, time, b);
    const rows = [{ name: t("tooltip.norm"), value: told(gradient, made) }];
    if (time === 0) return rows;
    return [...rows, { name: t("tooltip.delta"), value: told(delta, made) }];
  },
  outer(_run, frame, { t: time }, { weight }) {
    const sums = frame.running_sums?.[weight] ?? frame.running_sums?.W_h;
    if (!sums || time === 0) return [];
    const T = frame.hidden.shape[0];
    const reverse = isReverse(weight);
    const terms = reverse ? `1…${time}` : `${time}…${T}`;
    const made = backwardMade(frame, reverse ? T + 1 - time : time, reverse);
    return [
      { name: `‖Σ ${terms}‖`, value: told(sums.norm.data[time - 1], made) },
      { name: t("tooltip.largest"), value: told(sums.largest.data[time - 1], made) },
    ];
  },
  flow: flowRows("flow", "h"),
  input_flow: flowRows("input_flow", "x"),
  jacobian(_run, frame, { t: time }, { b }) {
    if (!frame.singular_values || time === 0) return [];
    const values = rowAt(frame.singular_values, time, b);
    return rowsOf((i) => subscript("σ", i), values, forwardMade(frame, time));
  },
  saturation(_run, frame, { t: time }, { b }) {
    if (time === 0) return [];
    return Object.entries(frame.saturation ?? {}).map(([name, { shape, data }]) => ({
      name: symbolOf(name),
      value: told(data[(time - 1) * shape[1] + b], forwardMade(frame, time)),
    }));
  },
};
