// From settings to a fork: which of them it can change, and what the server is asked for.

import { stretchAt } from "../state/pane.js";
import { createRun, forkRun } from "../wire/server.js";
import { differences, getPath, withPath } from "./config.js";
import { byId } from "./opening.js";

/** @import { Asked } from "../wire/server.js"
 * @import { Ask } from "./opening.js"
 * @import { Run, RunConfig, Stretch } from "../state/pane.js"
 * @typedef {{parent: Run, asked: Asked | null}} WantedFork asked null: the parent as it is */

/** The settings that can change within a run, by their paths in a config. */
export const FORKABLE = Object.freeze([
  "schedule.k",
  "schedule.carry_state",
  "optimizer.name",
  "optimizer.learning_rate",
  "optimizer.clip_norm",
]);

/** The edits that lead from one config to another, as the server wants them.
 * @param {RunConfig} from @param {RunConfig} to @returns {Asked["edits"]} */
export function settingsEdits(from, to) {
  return differences(from, to)
    .filter((path) => FORKABLE.includes(path))
    .reduce((edits, path) => withPath(edits, path, getPath(to, path)), {});
}

/** A config in which only what a fork can change is another's.
 * @param {RunConfig} config @param {RunConfig} other @returns {RunConfig} */
export function withForkable(config, other) {
  return FORKABLE.reduce((result, path) => withPath(result, path, getPath(other, path)), config);
}

/** The fork that has these settings from an update on. Where a fork has just begun, that is another
 * fork of its parent, in its place: else every second thought would make the tree deeper.
 * @param {Stretch[]} stretches @param {number} update @param {RunConfig} config
 * @returns {WantedFork | null} null: there is nothing to change */
export function forkOf(stretches, update, config) {
  const base = stretchAt(stretches, update)?.run;
  if (!base) return null;
  const begun = base.fork?.update === update ? base.fork : null;
  const parent = begun ? stretches.find(({ run }) => run.id === begun.parent)?.run : base;
  if (!parent) return null;
  const { optimizer: _, schedule: __, ...values } = begun?.edits ?? {};
  const edits = { ...values, ...settingsEdits(parent.config, config) };
  if (Object.keys(edits).length > 0) return { parent, asked: { update, edits } };
  return begun ? { parent, asked: null } : null;
}

/** Tell a server that does not know a run all that makes it: it is the same run, by the same id.
 * @param {Stretch[]} stretches its lineage @returns {Ask} */
export const byLineage =
  ([root, ...forks]) =>
  async (signal) => {
    let last = await createRun(root.run.config, signal);
    for (const { run } of forks) {
      const { update, edits } = /** @type {NonNullable<Run["fork"]>} */ (run.fork);
      last = await forkRun(last.id, { update, edits, name: run.name }, signal);
    }
    return last;
  };

/** @param {WantedFork} fork @returns {Ask} */
export function forkedBy({ parent, asked }) {
  if (!asked) return byId(parent.id);
  return (signal) => forkRun(parent.id, asked, signal);
}
