// What if this number were another one: from an edited value to the fork that has it. Pure.
import { getPath } from "./config.js";
import { stretchAt } from "./state.js";

/** @import { Asked } from "./api.js"
 * @import { WantedFork } from "./forks.js"
 * @import { Inspected, Question, Run, Stretch } from "./state.js"
 * @typedef {Asked["edits"]} Edits */

/** The edit that gives an inspected number another value; null: it is computed, not given.
 * @param {Question} question @param {number} value @returns {Edits | null} */
export function editOf({ what, t, unit, name, index }, value) {
  if (what === "parameter" && name && index) return { params: [{ name, index, value }] };
  if (what !== "inputs" && what !== "targets") return null;
  return { [what]: [{ t, index: unit - 1, value }] };
}

/** The steps that are cut off from the one before them, with one more or, if it was there, less.
 * @param {number[]} detached @param {number} t @returns {Edits} */
export function cutOf(detached, t) {
  const others = detached.filter((step) => step !== t);
  const all = others.length < detached.length ? others : [...detached, t];
  return { detached: all.sort((a, b) => a - b) };
}

/** The fork with these values from an update on. Where a fork has just begun it takes the edits of
 * that one along, in its place.
 * @param {Stretch[]} stretches @param {number} update @param {Edits} edits
 * @returns {WantedFork | null} */
export function valueForkOf(stretches, update, edits) {
  const base = stretchAt(stretches, update)?.run;
  if (!base) return null;
  const begun = base.fork?.update === update ? base.fork : null;
  const parent = begun ? stretches.find(({ run }) => run.id === begun.parent)?.run : base;
  if (!parent) return null;
  const before = /** @type {Edits} */ (begun?.edits ?? {});
  const all = { ...before, ...edits };
  for (const name of /** @type {const} */ (["params", "inputs", "targets"])) {
    const list = [...(getPath(before, name) ?? []), ...(getPath(edits, name) ?? [])];
    if (list.length > 0) Object.assign(all, { [name]: lastOfEach(list) });
  }
  return { parent, asked: { update, edits: all } };
}

/** Of the edits of one entry, the last. @param {{name?: string, t?: number, index?: unknown}[]} list */
function lastOfEach(list) {
  const key = (/** @type {(typeof list)[number]} */ { name, t, index }) =>
    JSON.stringify([name, t, index]);
  return [...new Map(list.map((edit) => [key(edit), edit])).values()];
}
