// What if this number were another one: the edits that make it so. Pure.

/** @import { Asked } from "../wire/server.js"
 * @import { Question } from "../state/pane.js"
 * @typedef {Asked["edits"]} Edits */

/** The edit that gives an inspected number another value; null: it is computed, not given.
 * @param {Question} question @param {number} value @param {number} b the sequence of the batch
 * @returns {Edits | null} */
export function editOf({ what, t, unit, name, index }, value, b) {
  if (what === "parameter" && name && index) return { params: [{ name, index, value }] };
  if (what !== "inputs" && what !== "targets") return null;
  return { [what]: [{ t, index: unit - 1, b, value }] };
}

/** The steps that are cut off from the one before them, with one more or, if it was there, less.
 * @param {number[]} detached @param {number} t @returns {Edits} */
export function cutOf(detached, t) {
  const others = detached.filter((step) => step !== t);
  const all = others.length < detached.length ? others : [...detached, t];
  return { detached: all.sort((a, b) => a - b) };
}
