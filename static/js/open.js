// Everything that a run needs to be on screen, asked for at once.
import { createRun, getFigures, getFrame, getRun } from "./api.js";
import { differences, toConfig } from "./config.js";

/** @import { Run, Stretch } from "./state.js"
 * @import { Values } from "./url.js"
 * @typedef {(signal?: AbortSignal) => Promise<Run>} Ask how the server is asked for a run
 * @typedef {Awaited<ReturnType<typeof openRun>>} Opened */

/** @param {object} config may leave out all but the task @returns {Ask} */
export const byConfig = (config) => (signal) => createRun(config, signal);

/** @param {string} id @returns {Ask} */
export const byId = (id) => (signal) => getRun(id, signal);

/** The run that an address names, by its id or by its config. @param {Values} values @returns {Ask} */
export const byAddress = (values) =>
  typeof values.run === "string" ? byId(values.run) : byConfig(toConfig(values));

/** A run, its lineage with figures, and one of its frames (the last one, if it has not so many).
 * @param {Ask} ask @param {number} update @param {string} [extras] costly fields of the frame
 * @param {AbortSignal} [signal] */
export async function openRun(ask, update, extras = "", signal = undefined) {
  const run = await ask(signal);
  const [stretches, frame] = await Promise.all([
    lineage(run, signal),
    getFrame(run.id, Math.min(update, run.last_update), extras, signal),
  ]);
  return { run, stretches, frame };
}

/** A fork's first updates are its parent's, which may have another k and so other figures.
 * @param {Run} run @param {AbortSignal} [signal] @returns {Promise<Stretch[]>} its root first */
async function lineage(run, signal) {
  const own = { run, figures: getFigures(run.id, signal) };
  const line = [own];
  for (let last = own; last.run.fork; last = line[0]) {
    last.figures.catch(() => {}); // heard of below, unless the parent fails first
    const parent = await getRun(last.run.fork.parent, signal);
    const alike = differences(parent.config, last.run.config).every((p) =>
      p.startsWith("optimizer."),
    );
    line.unshift({ run: parent, figures: alike ? last.figures : getFigures(parent.id, signal) });
  }
  return Promise.all(line.map(async (one) => ({ run: one.run, figures: await one.figures })));
}
