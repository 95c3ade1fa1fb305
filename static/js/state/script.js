// What of an update is visible at one of its micro-steps. The script itself is the engine's.
import { hideColumns, hideSteps, isNdArray } from "../lib/arrays.js";
import { isReverse } from "../lib/directions.js";

/** @typedef {import("./pane.js").Frame} Frame
 * @typedef {import("./pane.js").MicroStep} MicroStep
 * @typedef {import("./pane.js").Run["moments"]} Moments
 * @typedef {Moments[string]} Moment */

/** How far a direction has come, in the steps as it counts them: the reversed one begins at its own
 * step 1, which is T. @typedef {{forward: number, backward: number}} Reached
 * @typedef {Reached & {reverse: Reached, error: Set<number>, updated: boolean,
 *   whole: boolean, line: string, phase: string, t: number | null}} Shown
 * forward: the last step whose state is there (0: none); error: the steps whose error is there;
 * backward: the first step whose gradient is there (T + 1: none); reverse: of the second direction,
 * the same as the first one's where there is none; updated: the parameters have been
 * changed; whole: nothing is hidden. */

/** A frame of which something may be hidden; `made` says which columns are there, `known` whether an
 * array's entry of step t is.
 * @typedef {Frame & {made?: Reached & {reverse: Reached},
 *   known?: (path: string, t: number) => boolean}} VisibleFrame */

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
    reverse: { forward: 0, backward: T + 1 },
    updated: false,
    whole: last === script.length - 1,
    line,
    phase,
    t,
  };
  for (const done of script.slice(0, last + 1)) {
    const at = done.t ?? 0;
    if (isReverse(done.line)) now.reverse[direction(done)] = T + 1 - at;
    else if (done.phase === "error") now.error.add(at);
    else if (done.t !== null) now[direction(done)] = at;
    else if (done.line === "update") now.updated = true;
  }
  const { forward, backward } = now;
  if (!script.some(({ line }) => isReverse(line))) now.reverse = { forward, backward };
  return now;
}

/** @param {MicroStep} step */
const direction = ({ phase }) => (phase === "forward" ? "forward" : "backward");

/** When a number of the frame is known, by its path, "summary.hidden_mean": a part of what is named
 * is known with it. @param {Moments} moments @param {string} path @returns {Moment} */
function momentOf(moments, path) {
  if (path in moments) return moments[path];
  const end = path.lastIndexOf(".");
  return end < 0 ? "always" : momentOf(moments, path.slice(0, end));
}

/** For each moment, whether a step is still hidden. @param {Shown} now @param {number} T
 * @param {boolean} two directions @returns {Record<Moment, (t: number, reverse: boolean) => boolean>} */
function hiddenAt(now, T, two) {
  const at = (/** @type {number} */ t, /** @type {boolean} */ reverse) => (reverse ? T + 1 - t : t);
  const way = (/** @type {boolean} */ reverse) => (reverse ? now.reverse : now);
  return {
    always: () => false,
    forward: (t, reverse) => at(t, reverse) > way(reverse).forward,
    outputs: (t) => t > now.forward || at(t, two) > now.reverse.forward,
    error: (t) => !now.error.has(t),
    backward: (t, reverse) => at(t, reverse) < way(reverse).backward,
    columns: (t) => t < now.backward,
    end: (_, reverse) => way(reverse).backward > 1,
    sum: () => now.phase !== "update",
    update: () => !now.updated,
  };
}

/** The frame with NaN wherever a value has not been made yet, so that every track just draws it.
 * @param {Frame} frame @param {Shown} now @param {Moments} moments @returns {VisibleFrame} */
export function visibleFrame(frame, now, moments) {
  if (now.whole) return frame;
  const hidden = hiddenAt(now, frame.hidden.shape[0], "hidden_reverse" in frame);
  const known = (/** @type {string} */ path, /** @type {number} */ t) =>
    !hidden[momentOf(moments, path)](t, isReverse(path));

  /** @param {any} value @param {string} path @returns {any} */
  function masked(value, path) {
    if (value?.constructor === Object && !isNdArray(value)) {
      const parts = Object.entries(value).map(([key, item]) => [
        key,
        masked(item, `${path}.${key}`),
      ]);
      return Object.fromEntries(parts);
    }
    if (!isNdArray(value) && typeof value !== "number") return value;
    const when = momentOf(moments, path);
    if (when === "always") return value;
    if (typeof value === "number") return known(path, 1) ? value : Number.NaN;
    const hides = (/** @type {number} */ t) => !known(path, t);
    return when === "columns" ? hideColumns(value, hides) : hideSteps(value, hides);
  }

  const entries = Object.entries(frame).map(([name, value]) => [name, masked(value, name)]);
  const answered = frame.has_output.filter(Boolean).length;
  return {
    .../** @type {Frame} */ (Object.fromEntries(entries)),
    made: { forward: now.forward, backward: now.backward, reverse: now.reverse },
    known,
    loss: now.error.size === answered ? frame.loss : Number.NaN,
  };
}

/** The columns first … last that have not been computed yet; none where first > last.
 * @param {"forward" | "backward"} phase @param {boolean} reverse @param {VisibleFrame["made"]} made
 * @param {number} T @param {boolean} start whether there is a column 0 */
export function notMade(phase, reverse, made, T, start) {
  const { forward, backward } = (reverse ? made?.reverse : made) ?? { forward: T, backward: 1 };
  if (phase === "forward") {
    return reverse ? { first: 1, last: T - forward } : { first: forward + 1, last: T };
  }
  if (reverse) return { first: T + 2 - backward, last: T };
  return backward === 1 ? { first: 1, last: 0 } : { first: start ? 0 : 1, last: backward - 1 };
}

/** The norms of h_t, ∂L/∂h_t and δ_t, the last NaN at t = 0, which has none.
 * @param {VisibleFrame} frame @param {number} t @param {number} [b] */
export function normsAt({ summary, grad_hidden_norm }, t, b = 0) {
  if (t === 0) {
    const hidden = summary.initial_hidden_norm.data[b];
    const gradient = summary.grad_initial_hidden_norm.data[b];
    return { hidden, gradient, delta: Number.NaN };
  }
  const at = (t - 1) * grad_hidden_norm.shape[1] + b;
  return {
    hidden: summary.hidden_norm.data[at],
    gradient: grad_hidden_norm.data[at],
    delta: summary.delta_norm.data[at],
  };
}
