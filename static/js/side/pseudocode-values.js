// The values that the lines of the pseudocode have at a moment. Pure.

import { rowAt } from "../lib/arrays.js";
import { formatCount, formatNumber, subscript, t } from "../lib/strings.js";
import { telling } from "../state/labels.js";
import { normsAt } from "../state/script.js";

/** @typedef {import("../state/pane.js").Run} Run
 * @typedef {import("../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {import("../state/script.js").Shown} Shown */

/** The numbers behind each line, empty where there are none yet.
 * @param {Run} run @param {VisibleFrame} frame @param {Shown} now
 * @param {number} b the sequence of the batch, from 0 @returns {Record<string, string>} */
export function liveValues(run, frame, now, b) {
  const T = frame.hidden.shape[0];
  const whole = run.config.schedule.name === "full_sequence";
  const n = run.task.train_length - (run.task.series ? 1 : 0);
  const error = now.error.size > 0 ? (now.phase === "error" && now.t ? now.t : T) : 0;
  const back = now.whole || now.phase === "update" ? 1 : now.backward;
  const forward = now.forward;
  return {
    repeat: t("pseudocode.live.repeat", {
      epoch: frame.epoch,
      update: formatCount(frame.update),
    }),
    for: whole
      ? `s = ${frame.window_starts.data[b] + 1}   N = ${n}   k = ${T}`
      : `t = ${frame.window_starts.data[b]}   n = ${n}   k = ${T}`,
    start: `‖h₀‖ = ${formatNumber(normsAt(frame, 0, b).hidden)}`,
    forward: forward
      ? `j = ${forward}   ‖${subscript("h", forward)}‖ = ${formatNumber(normsAt(frame, forward, b).hidden)}`
      : "",
    forward_reverse: ofReverse(frame, b, "hidden", "h", T + 1 - now.reverse.forward),
    error: error ? errorWords(run, frame, error, b) : "",
    backward:
      back <= T
        ? `j = ${back}   ‖${subscript("δ", back)}‖ = ${formatNumber(normsAt(frame, back, b).delta)}`
        : "",
    backward_reverse: ofReverse(
      frame,
      b,
      "delta",
      "δ",
      T + 1 - (now.whole || now.phase === "update" ? 1 : now.reverse.backward),
    ),
    sum: Number.isNaN(frame.grad_norm) && !now.whole ? "" : `‖∂L/∂W‖ = ${normWords(frame)}`,
    update: now.updated ? `η = ${frame.learning_rate}` : "",
    carry: "",
  };
}

/** The norm of what the reversed direction has at a step, if there is such a direction and step.
 * @param {VisibleFrame} frame @param {number} b @param {"hidden" | "delta"} name @param {string} symbol
 * @param {number} j */
function ofReverse({ summary, hidden }, b, name, symbol, j) {
  const norms = summary[/** @type {"hidden_norm"} */ (`${name}_reverse_norm`)];
  if (!norms || j < 1 || j > hidden.shape[0]) return "";
  const norm = formatNumber(norms.data[(j - 1) * hidden.shape[1] + b]);
  return `j = ${j}   ‖${subscript(`${symbol}←`, j)}‖ = ${norm}`;
}

/** @param {Run} run @param {VisibleFrame} frame @param {number} step @param {number} b */
function errorWords(run, frame, step, b) {
  const { outputs, targets, errors } = frame;
  const feature = telling(run, frame, step, b);
  const [y, p, e] = [outputs, targets, errors].map((array) =>
    formatNumber(rowAt(array, step, b)[feature]),
  );
  return `${subscript("e", step)} = ${y} − ${p} = ${e}`;
}

/** The norm of the whole gradient, and what clipping has made of it. @param {VisibleFrame} frame */
export function normWords({ grad_norm: before, clipped_grad_norm: after }) {
  const text = formatNumber(before);
  return after === before || Number.isNaN(after) ? text : `${text} → ${formatNumber(after)}`;
}
