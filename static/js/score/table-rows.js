// The numbers of a track as rows over the timesteps 0 … T, for its table.

import { subscript } from "../draw/legend.js";
import { rowAt, unitsAt } from "../lib/arrays.js";
import { normsAt } from "../state/script.js";

/** @typedef {import("../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {import("../state/pane.js").NdArray} NdArray
 * @typedef {{name: string, values: (number | null)[]}} Row values: from t = 0; null where there is none
 * @typedef {{b: number, weight: string}} Chosen b: the sequence, from 0
 * @typedef {(frame: VisibleFrame, meta: any, chosen: Chosen) => Row[]} Says */

const MOST_ENTRIES = 64;

/** @param {VisibleFrame} frame @param {string} name @param {(t: number) => number | null} at
 * @param {number | null} [start] @returns {Row} */
function row(frame, name, at, start = null) {
  const steps = Array.from({ length: frame.hidden.shape[0] }, (_, i) => at(i + 1));
  return { name, values: [start, ...steps] };
}

/** x, y, p and e, where there are any. @type {Says} */
function series(frame, _meta, { b }) {
  const given =
    (/** @type {NdArray} */ array, /** @type {boolean[]} */ there) =>
    /** @param {number} t */
    (t) =>
      there[t - 1] === false ? null : rowAt(array, t, b)[0];
  return [
    row(frame, "x", given(frame.inputs, frame.has_input)),
    row(frame, "y", given(frame.outputs, frame.has_output)),
    row(frame, "p", given(frame.targets, frame.has_output)),
    row(frame, "e", given(frame.errors, frame.has_output)),
  ];
}

/** Every unit of every array that the track draws. @type {Says} */
function units(frame, meta, { b }) {
  return (meta.blocks ?? []).flatMap((/** @type {any} */ { array, symbol, rows }) =>
    Array.from({ length: rows }, (_, i) => {
      const at = (/** @type {number} */ t) => unitsAt(frame, array, t, b)?.[i] ?? null;
      return row(frame, `${symbol} ${i + 1}`, at, at(0));
    }),
  );
}

/** @type {Says} */
function norms(frame, _meta, { b }) {
  const reverse = frame.summary.grad_hidden_reverse_norm;
  const arrow = reverse ? "→" : "";
  const at = (/** @type {number} */ t) => normsAt(frame, t, b).gradient;
  const rows = [row(frame, `‖∂L/∂h${arrow}‖`, at, at(0))];
  if (!reverse) return rows;
  const back = (/** @type {number} */ t) => reverse.data[(t - 1) * reverse.shape[1] + b];
  return [...rows, row(frame, "‖∂L/∂h←‖", back)];
}

/** @type {Says} */
function graph(frame, meta, chosen) {
  const { initial_hidden_mean: start, hidden_mean: means } = frame.summary;
  const mean = (/** @type {number} */ t) => means.data[(t - 1) * means.shape[1] + chosen.b];
  return [
    ...series(frame, meta, chosen).slice(0, 2),
    row(frame, "h̄", mean, start.data[chosen.b]),
    ...norms(frame, meta, chosen),
  ];
}

/** The sum as it grows, and the terms' entries while they are not too many. @type {Says} */
function outer(frame, _meta, { weight }) {
  const name = frame.running_sums && weight in frame.running_sums ? weight : "W_h";
  const sums = frame.running_sums?.[name];
  const terms = /** @type {any} */ (frame).itemised?.[name];
  if (!sums || !terms) return [];
  const size = terms.data.length / terms.shape[0];
  const columns = terms.shape[2] ?? 1;
  const place = (/** @type {number} */ i) =>
    terms.shape.length > 2 ? `${Math.floor(i / columns) + 1},${(i % columns) + 1}` : `${i + 1}`;
  return [
    row(frame, `‖Σ ${name}‖`, (t) => sums.norm.data[t - 1]),
    ...Array.from({ length: size <= MOST_ENTRIES ? size : 0 }, (_, i) =>
      row(frame, `${name} ${place(i)}`, (t) => terms.data[(t - 1) * size + i]),
    ),
  ];
}

/** @param {"flow" | "input_flow"} name @param {string} by @returns {Says} */
const flowRows = (name, by) => (frame, meta) =>
  (meta.rows ?? []).map((/** @type {number} */ tau) =>
    row(frame, `‖∂${subscript("L", tau)}/∂${by}‖`, (t) =>
      t > tau ? null : (frame[name]?.data[(tau - 1) * frame.hidden.shape[0] + t - 1] ?? null),
    ),
  );

/** @type {Says} */
function jacobian(frame, _meta, { b }) {
  const { singular_values: values } = frame;
  return Array.from({ length: values?.shape[2] ?? 0 }, (_, i) =>
    row(frame, subscript("σ", i + 1), (t) => rowAt(/** @type {NdArray} */ (values), t, b)[i]),
  );
}

/** @type {Says} */
function saturation(frame, meta, { b }) {
  const shares = /** @type {Record<string, NdArray>} */ (frame.saturation);
  return (meta.names ?? []).map((/** @type {string} */ name, /** @type {number} */ i) => {
    const { shape, data } = shares[name];
    return row(frame, meta.labels[i], (t) => data[(t - 1) * shape[1] + b]);
  });
}

/** @type {Record<string, Says>} */
const SAYS = { graph, series, hidden: units, gates: units, grad_hidden: units, norms };
Object.assign(SAYS, { outer, jacobian, saturation });
Object.assign(SAYS, { flow: flowRows("flow", "h"), input_flow: flowRows("input_flow", "x") });

/** @param {string} track @param {VisibleFrame} frame @param {any} meta of its template
 * @param {Chosen} chosen @returns {Row[]} */
export function tableRows(track, frame, meta, chosen) {
  return SAYS[track]?.(frame, meta ?? {}, chosen) ?? [];
}
