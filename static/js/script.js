// What of an update is visible at one of its micro-steps. The script itself is the engine's.
import { hideSteps, valuesOf } from "./arrays.js";

/** @typedef {import("./state.js").Frame} Frame
 * @typedef {import("./state.js").MicroStep} MicroStep
 * @typedef {import("./state.js").NdArray} NdArray */

/** @typedef {{forward: number, error: Set<number>, backward: number, updated: boolean,
 *   whole: boolean, line: string, phase: string, t: number | null}} Shown
 * forward: the last step whose state is there (0: none); error: the steps whose error is there;
 * backward: the first step whose gradient is there (T + 1: none); updated: the parameters have been
 * changed; whole: nothing is hidden. */

/** A frame of which something may be hidden; `made` says which columns are there.
 * @typedef {Frame & {made?: {forward: number, backward: number}}} VisibleFrame */

/** @param {MicroStep[]} script @param {number} step @returns {Shown} */
export function shown(script, step) {
  const last = Math.max(0, Math.min(step, script.length - 1));
  const T = script.reduce(
    (most, { phase, t }) => (phase === "forward" ? Math.max(most, t ?? 0) : most),
    0,
  );
  const { line, phase, t } = script[last] ?? { line: "", phase: "", t: null };
  /** @type {Shown} */
  const now = {
    forward: 0,
    error: new Set(),
    backward: T + 1,
    updated: false,
    whole: last === script.length - 1,
    line,
    phase,
    t,
  };
  for (const done of script.slice(0, last + 1)) {
    if (done.phase === "forward") now.forward = done.t ?? 0;
    else if (done.phase === "error") now.error.add(done.t ?? 0);
    else if (done.phase === "backward") now.backward = done.t ?? 0;
    else if (done.line === "update") now.updated = true;
  }
  return now;
}

const FORWARD = /** @type {const} */ (["preactivation", "hidden", "outputs"]);
const ERROR = /** @type {const} */ (["errors", "loss_per_step"]);
const BACKWARD = /** @type {const} */ (["grad_hidden", "grad_hidden_norm", "delta"]);
const FORWARD_SUMMARY = /** @type {const} */ ([
  "hidden_mean",
  "hidden_norm",
  "hidden_nan",
  "hidden_infinite",
]);
const BACKWARD_SUMMARY = /** @type {const} */ ([
  "grad_hidden_nan",
  "grad_hidden_infinite",
  "delta_norm",
  "norm_exponents",
  "norm_zero",
  "norm_nan",
  "norm_infinite",
]);
const AFTER_SUM = /** @type {const} */ (["grad_norm", "clipped_grad_norm"]);
const AFTER_UPDATE = /** @type {const} */ (["train_rmse", "held_out_rmse"]);

/** The frame with NaN wherever a value has not been made yet, so that every track just draws it.
 * @param {Frame} frame @param {Shown} now @returns {VisibleFrame} */
export function visibleFrame(frame, now) {
  if (now.whole) return frame;
  const summed = now.phase === "update";
  const answered = frame.has_output.filter(Boolean).length;
  /** @type {VisibleFrame} */
  const visible = {
    ...frame,
    summary: { ...frame.summary },
    made: { forward: now.forward, backward: now.backward },
    loss: now.error.size === answered ? frame.loss : Number.NaN,
  };
  for (const name of FORWARD) visible[name] = hideSteps(frame[name], (t) => t > now.forward);
  for (const name of ERROR) visible[name] = hideSteps(frame[name], (t) => !now.error.has(t));
  for (const name of BACKWARD) visible[name] = hideSteps(frame[name], (t) => t < now.backward);
  visible.grad_initial_hidden = hideSteps(frame.grad_initial_hidden, () => now.backward > 1);
  for (const name of FORWARD_SUMMARY) {
    visible.summary[name] = hideSteps(frame.summary[name], (t) => t > now.forward);
  }
  for (const name of BACKWARD_SUMMARY) {
    visible.summary[name] = hideSteps(frame.summary[name], (t) => t < now.backward);
  }
  visible.summary.grad_initial_hidden_norm = hideSteps(
    frame.summary.grad_initial_hidden_norm,
    () => now.backward > 1,
  );
  if (!summed) {
    for (const name of AFTER_SUM) visible[name] = Number.NaN;
    visible.grad_params = valuesOf(frame.grad_params, (array) => hideSteps(array, () => true));
  }
  if (!now.updated) {
    for (const name of AFTER_UPDATE) visible[name] = Number.NaN;
    visible.new_params = valuesOf(frame.new_params, (array) => hideSteps(array, () => true));
    visible.predictions = hideSteps(frame.predictions, () => true);
  }
  return visible;
}

/** The norms of h_t, ∂L/∂h_t and δ_t, the last NaN at t = 0, which has none.
 * @param {VisibleFrame} frame @param {number} t */
export function normsAt({ summary, grad_hidden_norm }, t) {
  if (t === 0) {
    const [hidden] = summary.initial_hidden_norm.data;
    const [gradient] = summary.grad_initial_hidden_norm.data;
    return { hidden, gradient, delta: Number.NaN };
  }
  const at = t - 1;
  return {
    hidden: summary.hidden_norm.data[at],
    gradient: grad_hidden_norm.data[at],
    delta: summary.delta_norm.data[at],
  };
}
