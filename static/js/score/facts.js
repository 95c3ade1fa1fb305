// What a fact of a track tells of a step: the entries of an array, each by its index, and its name. Pure.
import { reference } from "../draw/bind.js";
import { subscript, t } from "../lib/strings.js";

/** @typedef {import("../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {import("../state/pane.js").Wire["Fact"]} Fact
 * @typedef {{i: string, value: any}} Entry i: from 1, of a matrix "1,2"; value: a number or a word */

/** Null where the step has none. @param {Fact} fact @param {VisibleFrame} frame @param {number} t
 * @param {number} b the sequence of the batch, from 0 @returns {Entry[] | null} */
export function entriesAt({ at, start, first = 1, last }, frame, t, b) {
  const name = t === 0 ? start : at;
  if (!name || (t > 0 && (t < first || t > (last ?? t)))) return null;
  return entries(reference(`@${name}`, frame, { b, s: 0, k: -1, t: t - 1 }));
}

/** Whether they are made yet. @param {Fact} fact @param {VisibleFrame} frame @param {number} t */
export function isKnown({ at, start }, frame, t) {
  const [name] = (t === 0 ? (start ?? at) : at).split("[");
  return frame.known?.(name, Math.max(t, 1)) ?? true;
}

/** @param {any} value @param {string} [before] @returns {Entry[]} */
function entries(value, before = "") {
  if (typeof value !== "object") return [{ i: before, value }];
  const parts = /** @type {any[]} */ (Array.from(value));
  return parts.flatMap((part, i) => entries(part, before ? `${before},${i + 1}` : `${i + 1}`));
}

/** A fact's name: {t} is the step, {i} the entry; after an underscore they stand below the line.
 * @param {string} name @param {Record<string, string | number>} params */
export function factName(name, params) {
  const lowered = name.replace(/_\{(\w)\}/g, (_, one) => subscript("", Number(params[one])));
  return t(lowered, params);
}
