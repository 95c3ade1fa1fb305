// Everything that a run needs to be on screen, asked for at once.
import { createRun, getFigures, getFrame, getRun } from "../wire/server.js";
import { toConfig } from "./config.js";

/** @import { Run } from "../state/pane.js"
 * @import { Values } from "../state/url.js"
 * @typedef {(signal?: AbortSignal) => Promise<Run>} Ask how the server is asked for a run
 * @typedef {Awaited<ReturnType<typeof openRun>>} Opened */

/** @param {object} config may leave out all but the task @returns {Ask} */
export const byConfig = (config) => (signal) => createRun(config, signal);

/** @param {string} id @returns {Ask} */
export const byId = (id) => (signal) => getRun(id, signal);

/** The run that an address names, by its id or by its config. @param {Values} values @returns {Ask} */
export const byAddress = (values) =>
  typeof values.run === "string" ? byId(values.run) : byConfig(toConfig(values));

/** A run, its lineage, and one of its frames with the figures that draw it (the last one, if it has not so many).
 * @param {Ask} ask @param {number} update @param {string} [extras] costly fields of the frame
 * @param {AbortSignal} [signal] */
export async function openRun(ask, update, extras = "", signal = undefined) {
  const run = await ask(signal);
  const shown = Math.min(update, run.last_update);
  const [frame, figures] = await Promise.all([
    getFrame(run.id, shown, extras, signal),
    getFigures(run.id, shown, signal),
  ]);
  return { run, lineage: lineageOf(run), frame, figures };
}

/** A run and all that it was forked from, which has the same task. @param {Run} run
 * @returns {Run[]} the root first */
const lineageOf = (run) => [...run.lineage.map((one) => ({ ...run, ...one })), run];
