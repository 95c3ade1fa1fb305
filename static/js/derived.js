// Arrays that templates name beside those of a frame: derived.py says the same and says why.
import { take } from "./arrays.js";

/** @typedef {import("./state.js").NdArray} NdArray
 * @typedef {import("./script.js").VisibleFrame} VisibleFrame
 * @typedef {{t: number, text: string}} Mark
 * @typedef {(frame: VisibleFrame, b: number) => unknown} Derive */

/** @param {VisibleFrame} frame @param {"outputs" | "targets" | "errors"} name @returns {NdArray} */
function atOutputs(frame, name) {
  const { shape, data } = frame[name];
  const size = data.length / shape[0];
  return {
    shape,
    data: data.map((value, i) => (frame.has_output[Math.floor(i / size)] ? value : Number.NaN)),
  };
}

/** Over the units, the last axis. @param {NdArray} array @returns {NdArray} */
function mean({ shape, data }) {
  const m = shape[shape.length - 1];
  const means = new Float64Array(data.length / m);
  for (let i = 0; i < means.length; i++) {
    means[i] = data.subarray(i * m, (i + 1) * m).reduce((sum, value) => sum + value, 0) / m;
  }
  return { shape: shape.slice(0, -1), data: means };
}

/** @param {number} least @param {...NdArray} arrays @returns {NdArray} */
function symmetric(least, ...arrays) {
  let limit = 0;
  for (const { data } of arrays) {
    for (const value of data) if (Number.isFinite(value)) limit = Math.max(limit, Math.abs(value));
  }
  limit ||= least;
  return { shape: [2], data: Float64Array.of(-limit, limit) };
}

/** @param {number} value */
const word = (value) => (Number.isNaN(value) ? "NaN" : "∞");

/** @param {VisibleFrame} frame @param {"hidden" | "grad_hidden"} name @param {number} b */
function marks(frame, name, b) {
  const whole = frame.whole ?? frame;
  const T = whole[name].shape[0];
  const first = name === "grad_hidden" ? (frame.made?.backward ?? 1) : 1;
  const last = name === "hidden" ? (frame.made?.forward ?? T) : T;
  /** @type {Mark[]} */
  const found = [];
  for (let t = first; t <= last; t++) {
    const column = /** @type {NdArray} */ (take(whole[name], [t - 1, b])).data;
    const bad = column.filter((value) => !Number.isFinite(value));
    if (bad.length > 0) found.push({ t, text: bad.some(Number.isNaN) ? "NaN" : "∞" });
  }
  return listed(withRoom(found, T));
}

/** Of marks that say the same, as many as have room beside one another.
 * @param {Mark[]} marks @param {number} steps @returns {Mark[]} */
function withRoom(marks, steps) {
  const every = Math.ceil(steps / 20);
  /** @type {Mark[]} */
  const kept = [];
  for (const mark of marks) {
    const last = kept[kept.length - 1];
    if (!last || last.text !== mark.text || mark.t - last.t >= every) kept.push(mark);
  }
  return kept;
}

/** @param {Mark[]} kept */
const listed = (kept) => ({ times: kept.map(({ t }) => t), texts: kept.map(({ text }) => text) });

/** @param {VisibleFrame} frame @returns {[number, number]} */
function decades(frame) {
  const all = (frame.whole ?? frame).grad_hidden_norm.data;
  const norms = all.filter((value) => value > 0 && Number.isFinite(value));
  if (norms.length === 0) return [-3, 0];
  const low = Math.floor(Math.log10(Math.min(...norms)));
  const high = Math.ceil(Math.log10(Math.max(...norms)));
  return [Math.min(low, high - 2), high];
}

/** @param {NdArray} norms @returns {NdArray} */
function exponents({ shape, data }) {
  const exponent = (/** @type {number} */ value) =>
    value > 0 && Number.isFinite(value) ? Math.log10(value) : Number.NaN;
  return { shape, data: data.map(exponent) };
}

/** @param {VisibleFrame} frame @param {number} b */
function normMarks(frame, b) {
  const whole = frame.whole ?? frame;
  const { shape, data } = whole.grad_hidden_norm;
  const [low, high] = decades(frame);
  const first = frame.made?.backward ?? 1;
  /** @type {Mark[]} */
  const found = [];
  for (let t = first; t <= shape[0]; t++) {
    const norm = data[(t - 1) * shape[1] + b];
    if (norm === 0 || !Number.isFinite(norm))
      found.push({ t, text: norm === 0 ? "0" : word(norm) });
  }
  const kept = withRoom(found, shape[0]);
  const exponent = (/** @type {Mark} */ { text }) =>
    text === "0" ? low : high - 0.3 * (high - low);
  return { ...listed(kept), heights: kept.map((mark) => 10 ** exponent(mark)) };
}

/** @param {number[]} values @returns {NdArray} */
const vector = (values) => ({ shape: [values.length], data: Float64Array.from(values) });

/** @type {Record<string, Derive>} */
export const DERIVED = {
  y: (frame) => atOutputs(frame, "outputs"),
  p: (frame) => atOutputs(frame, "targets"),
  e: (frame) => atOutputs(frame, "errors"),
  hidden_mean: (frame) => mean(frame.hidden),
  initial_hidden_mean: (frame) => mean(frame.initial_hidden),
  hidden_range: (frame) => {
    const whole = frame.whole ?? frame;
    return symmetric(1, whole.hidden, whole.initial_hidden);
  },
  grad_hidden_range: (frame) => {
    const whole = frame.whole ?? frame;
    return symmetric(1, whole.grad_hidden, whole.grad_initial_hidden);
  },
  hidden_marks_t: (frame, b) => marks(frame, "hidden", b).times,
  hidden_marks_text: (frame, b) => marks(frame, "hidden", b).texts,
  grad_hidden_marks_t: (frame, b) => marks(frame, "grad_hidden", b).times,
  grad_hidden_marks_text: (frame, b) => marks(frame, "grad_hidden", b).texts,
  norm_exponents: (frame) => exponents(frame.grad_hidden_norm),
  norm_decades: (frame) => vector(decades(frame)),
  norm_decades_apart: (frame) => {
    const [low, high] = decades(frame);
    return Math.ceil((high - low) / 4);
  },
  norm_marks_t: (frame, b) => normMarks(frame, b).times,
  norm_marks_height: (frame, b) => normMarks(frame, b).heights,
  norm_marks_text: (frame, b) => normMarks(frame, b).texts,
};
