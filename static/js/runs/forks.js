// From other settings, another number or a cut to a fork: the edits that the server is asked for.

import { trainerAt } from "../state/pane.js";
import { forkable } from "../state/settings.js";
import { createRun, forkRun } from "../wire/server.js";
import { differences, getPath, withPath } from "./config.js";

/** @import { WantedEdits } from "../wire/server.js"
 * @import { Ask } from "./opening.js"
 * @import { Question, Run, RunConfig } from "../state/pane.js"
 * @typedef {WantedEdits["edits"]} Edits
 * @typedef {{parent: Run, asked: WantedEdits}} WantedFork */

/** The edits that lead from one config to another, as the server wants them.
 * @param {RunConfig} from @param {RunConfig} to @returns {Edits} */
export function settingsEdits(from, to) {
  return differences(from, to)
    .filter((path) => forkable().includes(path))
    .reduce((edits, path) => withPath(edits, path, getPath(to, path)), {});
}

/** A config in which only what a fork can change is another's.
 * @param {RunConfig} config @param {RunConfig} other @returns {RunConfig} */
export function withForkable(config, other) {
  return forkable().reduce((result, path) => withPath(result, path, getPath(other, path)), config);
}

/** The fork that has these settings from an update on. Where a fork has just begun, the server makes
 * another one of its parent in its place. @param {Run[]} lineage @param {number} update
 * @param {RunConfig} config @returns {WantedFork | null} null: there is nothing to change */
export function forkOf(lineage, update, config) {
  const parent = trainerAt(lineage, update);
  const edits = parent && settingsEdits(parent.config, config);
  return edits && Object.keys(edits).length > 0 ? { parent, asked: { update, edits } } : null;
}

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

/** Tell a server that does not know a run all that makes it: it is the same run, by the same id.
 * @param {Run[]} lineage @returns {Ask} */
export const byLineage =
  ([root, ...forks]) =>
  async (signal) => {
    let last = await createRun(root.config, signal);
    for (const { fork, name } of forks) {
      const { update, edits } = /** @type {NonNullable<Run["fork"]>} */ (fork);
      last = await forkRun(last.id, { update, edits, name }, signal);
    }
    return last;
  };

/** @param {WantedFork} fork @returns {Ask} */
export const forkedBy =
  ({ parent, asked }) =>
  (signal) =>
    forkRun(parent.id, asked, signal);
