// What each node of the graph shows at a micro-step: its colour, its ring, its words.
import { formatNumber } from "./i18n.js";
import { colourAt, inkOn } from "./paint.js";
import { resolveColour } from "./theme.js";

/** @typedef {import("./script.js").VisibleFrame} VisibleFrame
 * @typedef {import("./script.js").Shown} Shown
 * @typedef {import("./state.js").NdArray} NdArray
 * @typedef {import("./theme.js").Colorscale} Colorscale */

/** @typedef {object} Node
 * @property {string} kind
 * @property {number} t
 * @property {number} value NaN where there is none yet
 * @property {boolean} made
 * @property {string} fill
 * @property {string} ink
 * @property {string} ring
 * @property {boolean} ringed whether the ring tells the norm of the gradient
 * @property {boolean} current */

const LOWEST = -6;

/** @param {string} name */
const scale = (name) => /** @type {Colorscale} */ (resolveColour(name));
/** @param {string} name */
const colour = (name) => String(resolveColour(name));

/** The colour of a gradient's norm, the same in the graph and under the norms.
 * @param {number} value */
export function normColour(value) {
  const share = value > 0 ? (Math.log10(value) - LOWEST) / -LOWEST : 0;
  return colourAt(scale("norm"), Number.isFinite(value) ? share : 1);
}

/** Norms of the gradients at h_0 … h_T; NaN where they have not come by yet.
 * @param {VisibleFrame} frame */
export function gradientNorms(frame) {
  return [frame.summary.grad_initial_hidden_norm.data[0], ...frame.grad_hidden_norm.data];
}

/** @param {VisibleFrame} frame @param {Shown} now @param {Record<string, number[]>} columns
 * @returns {Record<string, Node[]>} */
export function nodesOf(frame, now, columns) {
  const hidden = frame.summary.hidden_mean.data;
  const start = frame.summary.initial_hidden_mean.data[0];
  const gradients = gradientNorms(frame);
  const back = !now.whole && (now.phase === "backward" || now.phase === "update");
  /** @type {Record<string, (t: number) => number>} */
  const values = {
    x: (t) => frame.inputs.data[t - 1],
    h: (t) => (t === 0 ? start : hidden[t - 1]),
    y: (t) => frame.outputs.data[t - 1],
    p: (t) => frame.targets.data[t - 1],
  };
  const computed = (/** @type {string} */ kind) => kind === "h" || kind === "y";
  /** @param {string} kind @param {number} t @returns {Node} */
  const node = (kind, t) => {
    const made = !computed(kind) || t <= now.forward;
    const value = values[kind](t);
    const gradient = kind === "h" ? gradients[t] : Number.NaN;
    const flowing = back && kind === "h" && isThere(gradients, t, now.backward);
    const fill = made ? filling(kind, flowing ? gradient : value, flowing) : colour("paper");
    const ringed = kind === "h" && now.whole;
    return {
      kind,
      t,
      value: flowing ? gradient : value,
      made,
      fill,
      ink: made ? inkOn(fill) : colour("muted"),
      ring: ringed ? normColour(gradient) : made ? edge(kind) : colour("muted"),
      ringed,
      current: isCurrent(now, kind, t),
    };
  };
  return Object.fromEntries(
    Object.entries(columns).map(([kind, times]) => [kind, times.map((t) => node(kind, t))]),
  );
}

/** @param {number[]} gradients @param {number} t @param {number} backward */
const isThere = (gradients, t, backward) =>
  t >= backward || (t === 0 && backward === 1 && gradients.length > 0);

/** @param {string} kind @param {number} value @param {boolean} flowing */
function filling(kind, value, flowing) {
  if (flowing) return normColour(value);
  if (kind === "p") return colour("paper");
  if (!Number.isFinite(value)) return colour("ink");
  return colourAt(scale("activation"), (value + 1) / 2);
}

/** @param {string} kind */
const edge = (kind) => colour(kind === "h" ? "ink" : kind);

/** @param {Shown} now @param {string} kind @param {number} t */
function isCurrent(now, kind, t) {
  if (now.whole || t !== now.t) return false;
  if (now.phase === "error") return kind === "y" || kind === "p";
  return kind === "h" || (now.phase === "forward" && kind === "y");
}

/** A number in as little room as a node has: .57, −.08, 3e−5.
 * @param {number} value @returns {string} */
export function short(value) {
  if (!Number.isFinite(value)) return formatNumber(value);
  const size = Math.abs(value);
  if (size === 0) return "0";
  const text =
    size < 0.005 || size >= 100
      ? value.toExponential(0).replace("e+", "e")
      : size < 1
        ? value.toFixed(2).replace("0.", ".")
        : value.toPrecision(2);
  return text.replaceAll("-", "−");
}
