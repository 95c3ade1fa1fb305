// What a tooltip says of a place in a track: every number as it is, and in the data's own unit.
import { rowAt } from "./arrays.js";
import { formatNumber, t } from "./i18n.js";
import { normsAt } from "./script.js";
import { subscript } from "./track-legend.js";

/** @typedef {import("./state.js").Run} Run
 * @typedef {import("./script.js").VisibleFrame} VisibleFrame
 * @typedef {{name: string, value: string, note?: string}} Row
 * @typedef {{title: string, rows: Row[]}} Facts */

const MOST_UNITS = 16;

/** A number with all its digits; the empty sign for one that is not there yet.
 * @param {number} value @param {boolean} [made] */
export function exact(value, made = true) {
  if (!made) return "–";
  return Number.isFinite(value) ? String(value).replace("-", "−") : formatNumber(value);
}

/** @param {Run} run @param {VisibleFrame} frame @param {import("./state.js").Selection} place
 * @returns {Facts} */
export function factsAt(run, frame, { track, t: time, unit }) {
  const label = time > 0 ? run.task.labels[frame.window_start + time - 1] : undefined;
  const title = label === undefined ? t("tooltip.start") : t("tooltip.title", { t: time, label });
  const says = ROWS[track] ?? (() => []);
  return { title, rows: says(run, frame, time, unit) };
}

/** @param {VisibleFrame} frame @param {number} time */
const forwardMade = (frame, time) => time <= (frame.made?.forward ?? Number.POSITIVE_INFINITY);
/** @param {VisibleFrame} frame @param {number} time */
const backwardMade = (frame, time) => Math.max(time, 1) >= (frame.made?.backward ?? 1);

/** A scaled number, and what it is in the task's unit. @param {Run} run @param {string} name
 * @param {number} value @param {number | undefined} label @param {boolean} made @returns {Row} */
function inUnit({ task }, name, value, label, made = true) {
  const note = `${formatNumber(value * task.scale + task.offset, 4)} ${t(`tooltip.unit.${task.name}`)}`;
  const when = label === undefined ? note : t("tooltip.when", { value: note, label });
  return {
    name,
    value: exact(value, made),
    note: made && Number.isFinite(value) ? when : undefined,
  };
}

/** @param {Run} run @param {VisibleFrame} frame @param {number} time @returns {Row[]} */
function seriesRows(run, frame, time) {
  if (time === 0) return [];
  const [i, { labels }] = [time - 1, run.task];
  const next = labels[frame.window_start + time];
  const rows = [
    inUnit(run, subscript("x", time), frame.inputs.data[i], labels[frame.window_start + i]),
  ];
  if (!frame.has_output[i]) return rows;
  rows.push(
    inUnit(run, subscript("y", time), frame.outputs.data[i], next, forwardMade(frame, time)),
    inUnit(run, subscript("p", time), frame.targets.data[i], next),
  );
  const known = !Number.isNaN(frame.errors.data[i]) || !frame.made;
  const { scale } = run.task;
  const e = { value: exact(frame.errors.data[i], known), name: subscript("e", time) };
  const note = `${formatNumber(frame.errors.data[i] * scale, 3)} ${t(`tooltip.unit.${run.task.name}`)}`;
  return [...rows, { ...e, note: known ? note : undefined }];
}

/** All units of a state or gradient, or as many as have room.
 * @param {string} symbol @param {ArrayLike<number>} values @param {boolean} made @returns {Row[]} */
function unitRows(symbol, values, made) {
  const units = Array.from(values).slice(0, MOST_UNITS);
  const rows = units.map((value, i) => ({
    name: subscript(symbol, i + 1),
    value: exact(value, made),
  }));
  const left = values.length - units.length;
  return left > 0 ? [...rows, { name: "…", value: t("tooltip.more", { count: left }) }] : rows;
}

/** @param {VisibleFrame} frame @param {number} time */
const stateAt = (frame, time) =>
  time === 0 ? frame.initial_hidden.data : rowAt(frame.hidden, time);
/** @param {VisibleFrame} frame @param {number} time */
const gradientAt = (frame, time) =>
  time === 0 ? frame.grad_initial_hidden.data : rowAt(frame.grad_hidden, time);

/** @param {number | null} unit @param {ArrayLike<number>} values */
const picked = (unit, values) => (unit === null ? null : values[unit - 1]);

/** @type {Record<string, (run: Run, frame: VisibleFrame, time: number, unit: number | null) => Row[]>} */
const ROWS = {
  graph(run, frame, time) {
    const values = stateAt(frame, time);
    const made = forwardMade(frame, time);
    const { initial_hidden_mean: start, hidden_mean: means } = frame.summary;
    const mean = time === 0 ? start.data[0] : means.data[time - 1];
    return [
      ...seriesRows(run, frame, time),
      { name: t("tooltip.mean"), value: exact(mean, made) },
      ...unitRows("h", values, made),
      {
        name: t("tooltip.norm"),
        value: exact(normsAt(frame, time).gradient, backwardMade(frame, time)),
      },
    ];
  },
  series: seriesRows,
  hidden(_run, frame, time, unit) {
    const values = stateAt(frame, time);
    const value = picked(unit, values);
    const made = forwardMade(frame, time);
    if (value === null || unit === null) return unitRows("h", values, made);
    const row = { name: subscript("h", unit), value: exact(value, made) };
    if (time === 0) return [row];
    const a = rowAt(frame.preactivation, time)[unit - 1];
    return [row, { name: subscript("a", unit), value: exact(a, made) }];
  },
  grad_hidden(_run, frame, time, unit) {
    const values = gradientAt(frame, time);
    const value = picked(unit, values);
    const made = backwardMade(frame, time);
    if (value === null || unit === null) return unitRows("∂L/∂h", values, made);
    const row = { name: subscript("∂L/∂h", unit), value: exact(value, made) };
    if (time === 0) return [row];
    const delta = rowAt(frame.delta, time)[unit - 1];
    return [row, { name: subscript("δ", unit), value: exact(delta, made) }];
  },
  norms(_run, frame, time) {
    const made = backwardMade(frame, time);
    const rows = [{ name: t("tooltip.norm"), value: exact(normsAt(frame, time).gradient, made) }];
    if (time === 0) return rows;
    return [...rows, { name: t("tooltip.delta"), value: exact(normsAt(frame, time).delta, made) }];
  },
};
