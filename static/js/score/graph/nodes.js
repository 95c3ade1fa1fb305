// What each node of the graph shows at a micro-step: its colour, its ring, its words.

import { colourAt, inkOn } from "../../draw/colours.js";
import { colorscale, colour } from "../../draw/theme.js";
import { rowAt } from "../../lib/arrays.js";
import { formatNumber, superscript } from "../../lib/strings.js";

/** @typedef {import("../../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {import("../../state/script.js").Shown} Shown
 * @typedef {import("../../state/pane.js").NdArray} NdArray
 * @typedef {import("./layout.js").GraphMeta["decades"]} Decades
 * @typedef {{norm: number, exponent: number}} Gradient */

/** @typedef {object} Node
 * @property {string} kind
 * @property {string} letter
 * @property {number} t
 * @property {number} value NaN where there is none yet
 * @property {string} [word] in place of the value
 * @property {boolean} made
 * @property {string} fill
 * @property {string} ink
 * @property {string} ring
 * @property {boolean} ringed whether the ring tells the norm of the gradient
 * @property {boolean} current */

/** The colour of a gradient's norm, the same in the graph and under the norms.
 * @param {number} exponent @param {Decades} decades */
export const normColour = (exponent, [low, high]) =>
  colourAt(colorscale("norm"), (exponent - low) / (high - low));

/** The gradients at h_0 … h_T of a direction, by t; NaN where they have not come by yet. Norms that
 * have no exponent get one: 0 the lowest that has a colour, what is not finite the highest.
 * @param {VisibleFrame} frame @param {Decades} decades @param {number} b
 * @param {boolean} [reverse] whose h_0 is not shown @returns {Gradient[]} */
export function gradientsOf(frame, [low, high], b, reverse = false) {
  const { summary, hidden } = frame;
  const norms = (reverse && summary.grad_hidden_reverse_norm) || frame.grad_hidden_norm;
  const exponents = (reverse && summary.norm_exponents_reverse) || summary.norm_exponents;
  const gradient = (/** @type {number} */ norm, /** @type {number} */ exponent) => {
    const off = norm === 0 ? low : high;
    return { norm, exponent: Number.isNaN(exponent) ? off : exponent };
  };
  const [T, B] = hidden.shape;
  const own = Array.from({ length: T }, (_, i) =>
    gradient(norms.data[i * B + b], exponents.data[i * B + b]),
  );
  const { grad_initial_hidden_norm: norm, initial_norm_exponents: exponent } = summary;
  return [gradient(norm.data[b], exponent.data[b]), ...own];
}

/** The number behind each kind of node, by t. @param {VisibleFrame} frame @param {number} b
 * @returns {Record<string, (t: number) => number>} */
function valuesOf({ inputs, outputs, targets, hidden, summary }, b) {
  const B = hidden.shape[1];
  const first = (/** @type {NdArray} */ array, /** @type {number} */ t) =>
    array.data[((t - 1) * B + b) * (array.shape[2] ?? 1)];
  return {
    x: (t) => first(inputs, t),
    h: (t) => (t === 0 ? summary.initial_hidden_mean.data[b] : first(summary.hidden_mean, t)),
    h_reverse: (t) => first(/** @type {NdArray} */ (summary.hidden_reverse_mean), t),
    y: (t) => first(outputs, t),
    p: (t) => first(targets, t),
  };
}

/** One feature says its value, several the word that they stand for, or that they are so many numbers.
 * @param {VisibleFrame} frame @param {number} b @param {Record<string, number>} vectors
 * @returns {Record<string, string[] | false>} */
function wordsOf({ inputs, outputs, tokens }, b, vectors) {
  const numbers = Object.entries(vectors).map(([kind, size]) => [
    kind,
    Array(inputs.shape[0]).fill(`ℝ${superscript(size)}`),
  ]);
  return {
    x: inputs.shape[2] > 1 && tokens.inputs[b],
    y: outputs.shape[2] > 1 && tokens.outputs[b],
    p: outputs.shape[2] > 1 && tokens.targets[b],
    ...Object.fromEntries(numbers),
  };
}

/** Which nodes are computed. @param {Shown} now @param {number} T @param {boolean} two directions
 * @returns {Record<string, (t: number) => boolean>} */
const madeBy = ({ forward, reverse }, T, two) => ({
  h: (t) => t <= forward,
  h_reverse: (t) => T + 1 - t <= reverse.forward,
  y: (t) => t <= forward && (!two || T + 1 - t <= reverse.forward),
});

/** Which states the gradient has come back to. @param {Shown} now @param {number} T @returns {Record<string, (t: number) => boolean>} */
const reachedBy = ({ backward, reverse }, T) => ({
  h: (t) => t >= backward || (t === 0 && backward === 1),
  h_reverse: (t) => T + 1 - t >= reverse.backward,
});

/** @param {VisibleFrame} frame @param {Shown} now @param {Record<string, number[]>} columns
 * @param {{decades: Decades, vectors: Record<string, number>}} meta
 * @param {number} b the sequence of the batch @returns {Record<string, Node[]>} */
export function nodesOf(frame, now, columns, { decades, vectors }, b) {
  const T = frame.hidden.shape[0];
  const two = "h_reverse" in columns;
  /** @type {Record<string, Gradient[]>} */
  const gradients = { h: gradientsOf(frame, decades, b) };
  if (two) gradients.h_reverse = gradientsOf(frame, decades, b, true);
  const back = !now.whole && (now.phase === "backward" || now.phase === "update");
  const [values, words] = [valuesOf(frame, b), wordsOf(frame, b, vectors)];
  const [isMade, isReached] = [madeBy(now, T, two), reachedBy(now, T)];
  /** @param {string} kind @param {number} t @returns {Node} */
  const node = (kind, t) => {
    const made = isMade[kind]?.(t) ?? true;
    const value = values[kind](t);
    const isState = kind in isReached;
    const gradient = gradients[kind]?.[t];
    const flowing = back && isState && isReached[kind](t);
    const tint = isState ? normColour(gradient.exponent, decades) : "";
    const word = (words[kind] || [])[t - 1];
    const plain = word === undefined ? filling(kind, value) : wordFilling(kind, frame, t, b);
    const given = kind in vectors ? colour("paper") : plain; // no one number stands for all
    const fill = !made ? colour("paper") : flowing ? tint : given;
    const ringed = isState && now.whole;
    return {
      kind,
      letter: kind[0],
      t,
      value: flowing ? gradient.norm : value,
      word,
      made,
      fill,
      ink: made ? inkOn(fill) : colour("muted"),
      ring: ringed ? tint : made ? edge(kind) : colour("muted"),
      ringed,
      current: isCurrent(now, kind, t, two),
    };
  };
  return Object.fromEntries(
    Object.entries(columns).map(([kind, times]) => [kind, times.map((t) => node(kind, t))]),
  );
}

/** @param {string} kind @param {number} value */
function filling(kind, value) {
  if (kind === "p") return colour("paper");
  if (!Number.isFinite(value)) return colour("ink");
  return colourAt(colorscale("activation"), (value + 1) / 2);
}

/** A word has no value; an answer has that of how likely it is.
 * @param {string} kind @param {VisibleFrame} frame @param {number} t @param {number} b */
function wordFilling(kind, { outputs }, t, b) {
  if (kind !== "y") return colour("paper");
  return colourAt(colorscale("gate"), Math.max(...rowAt(outputs, t, b)));
}

/** @param {string} kind */
const edge = (kind) => colour(kind.startsWith("h") ? "ink" : kind);

/** @param {Shown} now @param {string} kind @param {number} t @param {boolean} two directions */
function isCurrent(now, kind, t, two) {
  if (now.whole || t !== now.t) return false;
  if (now.phase === "error") return kind === "y" || kind === "p";
  const reverse = now.line.endsWith("_reverse");
  if (kind === "y") return now.phase === "forward" && reverse === two;
  return kind === (reverse ? "h_reverse" : "h");
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
