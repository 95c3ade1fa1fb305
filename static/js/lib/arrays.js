// Arrays of a frame: {shape, data} in row-major order, read with NumPy's index notation.
import { isReverse } from "./directions.js";

/** @typedef {import("../state/pane.js").NdArray} NdArray
 * @typedef {number | [number | null, number | null]} Subscript an index, or a slice [start, stop] */

/** @param {any} value @returns {value is NdArray} */
export function isNdArray(value) {
  return value?.data instanceof Float64Array;
}

/** A view or copy of part of an array: a number, or an array of what remains.
 * @param {NdArray} array @param {Subscript[]} subscripts @returns {number | NdArray} */
export function take(array, subscripts) {
  let starts = [0];
  /** @type {number[]} */
  const shape = [];
  let stride = array.data.length;
  for (const [axis, length] of array.shape.entries()) {
    stride /= length || 1;
    const subscript = subscripts[axis] ?? [null, null];
    const picks = picked(subscript, length);
    if (typeof subscript !== "number") shape.push(picks.length);
    const step = stride;
    starts = starts.flatMap((start) => picks.map((pick) => start + pick * step));
  }
  if (shape.length === 0) return array.data[starts[0]];
  return { shape, data: Float64Array.from(starts, (start) => array.data[start]) };
}

/** @param {Subscript} subscript @param {number} length @returns {number[]} */
function picked(subscript, length) {
  const from = (/** @type {number} */ index) => (index < 0 ? index + length : index);
  if (typeof subscript === "number") {
    const index = from(subscript);
    if (index < 0 || index >= length) throw new RangeError(`index ${subscript} of ${length}`);
    return [index];
  }
  const start = Math.max(0, from(subscript[0] ?? 0));
  const stop = Math.min(length, from(subscript[1] ?? length));
  return Array.from({ length: Math.max(0, stop - start) }, (_, i) => start + i);
}

/** One row after another, as Plotly wants them: [Float64Array, …]; one axis: a Float64Array.
 * @param {NdArray} array @returns {Float64Array | unknown[]} */
export function nested({ shape, data }) {
  if (shape.length <= 1) return data;
  const [length, ...rest] = shape;
  const size = rest.reduce((product, axis) => product * axis, 1);
  return Array.from({ length }, (_, i) =>
    nested({ shape: rest, data: data.subarray(i * size, (i + 1) * size) }),
  );
}

/** A copy with NaN in the steps (1-based, the first axis) that `hidden` says.
 * @param {NdArray} array @param {(t: number) => boolean} hidden @returns {NdArray} */
export function hideSteps(array, hidden) {
  const data = Float64Array.from(array.data);
  const size = data.length / (array.shape[0] || 1);
  for (let i = 0; i < array.shape[0]; i++) {
    if (hidden(i + 1)) data.fill(Number.NaN, i * size, (i + 1) * size);
  }
  return { shape: array.shape, data };
}

/** A copy with NaN in the steps (1-based) that `hidden` says, where these are the second axis.
 * @param {NdArray} array @param {(t: number) => boolean} hidden @returns {NdArray} */
export function hideColumns(array, hidden) {
  const columns = array.shape[1];
  const data = array.data.map((value, i) => (hidden((i % columns) + 1) ? Number.NaN : value));
  return { shape: array.shape, data };
}

/** Row t of an array (T, B, n), t from 1. @param {NdArray} array @param {number} t @param {number} [b] */
export function rowAt({ shape, data }, t, b = 0) {
  const size = shape[2] ?? 1;
  const start = ((t - 1) * shape[1] + b) * size;
  return data.subarray(start, start + size);
}

/** Row t of a frame's array, at t = 0 of the one that holds what it begins with; null where there is
 * none. @param {import("../state/script.js").VisibleFrame} frame @param {string} name @param {number} t
 * @param {number} b @returns {Float64Array | null} */
export function unitsAt(frame, name, t, b) {
  const arrays = /** @type {Record<string, any>} */ (frame);
  if (t > 0) return arrays[name] ? rowAt(arrays[name], t, b) : null;
  const gradient = name.startsWith("grad_");
  const start = arrays[gradient ? name.replace("grad_", "grad_initial_") : `initial_${name}`];
  if (!start || isReverse(name)) return null;
  const size = start.shape[1];
  return start.data.subarray(b * size, (b + 1) * size);
}
