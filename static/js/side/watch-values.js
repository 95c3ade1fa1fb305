// The variables of BPTT at a moment, by name and value. Pure.

import { rowAt } from "../lib/arrays.js";
import { weightName } from "../lib/directions.js";
import { formatCount, formatNumber, subscript, t } from "../lib/strings.js";
import { seen, telling, windowWords } from "../state/labels.js";
import { normsAt } from "../state/script.js";
import { normWords } from "./pseudocode-values.js";

/** @typedef {import("../state/pane.js").Run} Run
 * @typedef {import("../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {import("../state/script.js").Shown} Shown
 * @typedef {{key: string, name: string, value: string, wide?: boolean}} Variable wide: several numbers */

export const NONE = "–";

/** @param {Run} run @param {VisibleFrame} frame @param {Shown} now
 * @param {number | null} cursor the column, null: the last one
 * @param {number} b the sequence of the batch, from 0
 * @param {Record<string, (number | string)[]> | null} grown norms of the gradients back to step t
 * @returns {Variable[]} */
export function watched(run, frame, now, cursor, b, grown) {
  const T = frame.hidden.shape[0];
  const j = Math.min(cursor ?? T, T);
  const made = (/** @type {boolean} */ there, /** @type {number} */ value) =>
    there ? formatNumber(value) : NONE;
  const forward = j <= now.forward || now.whole;
  const backward = Math.max(j, 1) >= now.backward || now.whole;
  const output = j > 0 && frame.has_output[j - 1] && (now.whole || now.error.has(j));
  const norms = normsAt(frame, j, b);
  const start = frame.window_starts.data[b];
  const window = windowWords(run, frame, b);
  const at = (/** @type {import("../state/pane.js").NdArray} */ array, feature = 0) =>
    rowAt(array, j, b)[feature];
  const spoken = frame.inputs.shape[2] > 1 && j > 0;
  return [
    { key: "t", name: "t", value: formatCount(start) },
    { key: "k", name: "k", value: String(T) },
    { key: "window", name: t("pseudocode.window"), value: window },
    { key: "j", name: "j", value: String(j) },
    {
      key: "x",
      name: subscript("x", j),
      value: spoken
        ? seen(frame.tokens.inputs[b][j - 1]) || NONE
        : made(j > 0, j > 0 ? at(frame.inputs) : 0),
      wide: spoken && Boolean(run.task.series),
    },
    { key: "h", name: `‖${subscript("h", j)}‖`, value: made(forward, norms.hidden) },
    {
      key: "e",
      name: subscript("e", j),
      value: made(output, j > 0 ? at(frame.errors, telling(run, frame, j, b)) : 0),
    },
    { key: "L", name: "L", value: made(now.whole || !Number.isNaN(frame.loss), frame.loss) },
    {
      key: "grad_h",
      name: `‖∂L/∂${subscript("h", j)}‖`,
      value: made(backward, norms.gradient),
    },
    { key: "delta", name: `‖${subscript("δ", j)}‖`, value: made(backward && j > 0, norms.delta) },
    ...ofReverse(frame, now, j, b),
    ...gradients(frame, now, grown),
  ];
}

/** What the reversed direction has at step j, if there is one.
 * @param {VisibleFrame} frame @param {Shown} now @param {number} j @param {number} b
 * @returns {Variable[]} */
function ofReverse({ summary, hidden }, now, j, b) {
  const { hidden_reverse_norm: states, delta_reverse_norm: deltas } = summary;
  if (!states || !deltas || j === 0) return [];
  const [T, batch] = hidden.shape;
  const from = T + 1 - j; // the step of its own way
  const at = (
    /** @type {boolean} */ there,
    /** @type {import("../state/pane.js").NdArray} */ { data },
  ) => (there || now.whole ? formatNumber(data[(j - 1) * batch + b]) : NONE);
  const name = (/** @type {string} */ symbol) => `‖${subscript(`${symbol}←`, j)}‖`;
  const [made, back] = [from <= now.reverse.forward, from >= now.reverse.backward];
  return [
    { key: "h_reverse", name: name("h"), value: at(made, states) },
    { key: "delta_reverse", name: name("δ"), value: at(back, deltas) },
  ];
}

/** The norm of each gradient, as far as it has been added up.
 * @param {VisibleFrame} frame @param {Shown} now
 * @param {Record<string, (number | string)[]> | null} grown @returns {Variable[]} */
function gradients(frame, now, grown) {
  const summed = now.whole || now.phase === "update";
  const all = Object.entries(frame.summary.grad_params_norm).map(([name, whole]) => {
    const [T, reverse] = [frame.hidden.shape[0], name.endsWith("_reverse")];
    // Before a direction's first step back this lies outside: nothing is summed yet.
    const at = reverse ? T - now.reverse.backward : now.backward - 1;
    const part = now.phase === "backward" ? grown?.[name]?.[at] : undefined;
    const value = summed ? formatNumber(whole) : part === undefined ? NONE : formatNumber(+part);
    return { key: name, name: `‖∂L/∂${weightName(name)}‖`, value };
  });
  const total = summed ? normWords(frame) : NONE;
  return [...all, { key: "all", name: `‖∂L/∂${t("pseudocode.all")}‖`, value: total }];
}
