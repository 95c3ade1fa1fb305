// Put a frame's arrays and the theme's colours into a template: bind.py does exactly the same.
import { isNdArray, nested, take } from "../lib/arrays.js";

/** @typedef {import("../lib/arrays.js").Subscript} Subscript
 * @typedef {import("../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {(name: string) => unknown} Resolve from "$name" to a colour or colorscale
 * @typedef {{b: number, s: number, k: number, t?: number}} Places what letters in an index stand for:
 *   b the sequence of the batch, s the first step that the gradient has gone back to (r: the same of
 *   the reversed direction), k the number of kept steps less 1, t the step that a fact tells less 1 */

/** @type {Readonly<Places>} */
const USUAL = Object.freeze({ b: 0, s: 0, k: -1 });

const REFERENCE = /^@([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\[([^\]]*)\])?$/;

/** A plain Plotly figure, or any part of one. Nothing of the template itself is handed on.
 * @param {unknown} template @param {VisibleFrame} frame @param {Resolve} colour @param {Places} [at]
 * @returns {any} */
export function bind(template, frame, colour, at = USUAL) {
  if (typeof template === "string") {
    if (template.startsWith("@")) return reference(template, frame, at);
    return template.startsWith("$") ? colour(template) : template;
  }
  if (template === null || typeof template !== "object") return template;
  if (Array.isArray(template)) return template.map((item) => bind(item, frame, colour, at));
  const entries = Object.entries(template);
  return Object.fromEntries(entries.map(([key, item]) => [key, bind(item, frame, colour, at)]));
}

/** What "@name[index]" stands for: a number, a typed array, or rows of them.
 * @param {string} text @param {VisibleFrame} frame @param {Places} [at] @returns {unknown} */
export function reference(text, frame, at = USUAL) {
  const [, name, index] = REFERENCE.exec(text) ?? [];
  if (!name) throw new Error(`${text} is not a reference to an array`);
  const value = named(name, frame);
  const axes = index?.split(",").map((axis) => subscript(axis.trim(), at)) ?? [];
  if (!isNdArray(value))
    return axes.reduce((part, i) => part[Number(i)], /** @type {any} */ (value));
  if (index === undefined) return nested(value);
  const part = take(value, axes);
  return typeof part === "number" ? part : nested(part);
}

/** @param {string} name @param {VisibleFrame} frame @returns {unknown} */
function named(name, frame) {
  /** @type {any} */
  let value = frame;
  for (const part of name.split(".")) {
    if (!(part in value)) throw new Error(`the frame has no ${name}`);
    value = value[part];
  }
  return value;
}

/** @param {string} part @param {Places} at @returns {Subscript} */
function subscript(part, at) {
  if (part === "t") return at.t ?? 0;
  if (part === "b" || part === "s" || part === "k") return at[part];
  if (part === "r") return -1 - at.s;
  if (!part.includes(":")) return Number.parseInt(part, 10);
  const [start, stop] = part.split(":").map((end) => (end ? Number.parseInt(end, 10) : null));
  return [start, stop];
}
