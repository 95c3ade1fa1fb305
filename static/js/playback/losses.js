// The losses of all updates of a run, and its evaluations.
import { getScalars } from "../wire/server.js";

/** @import { Evaluation, Run, State } from "../state/pane.js"
 * @typedef {<T>(ask: () => Promise<T>, signal: AbortSignal) => Promise<T>} Reach asks until
 *   somebody answers */

/** Small enough that the percentage of a seek moves. */
const CHUNK = 200;

/** Into state.scalars, a bounded piece at a time so that frames are never kept waiting for long.
 * @param {Run} of @param {State} state @param {Reach} reach @param {AbortSignal} signal */
export async function readLosses(of, state, reach, signal) {
  const loss = new Float64Array(of.last_update).fill(Number.NaN);
  /** @type {Evaluation[]} */
  let evaluations = [];
  for (let from = 1; from <= of.last_update; from += CHUNK) {
    const to = Math.min(of.last_update, from + CHUNK - 1);
    const piece = await reach(() => getScalars(of.id, from, to, signal), signal);
    if (signal.aborted) return;
    loss.set(piece.loss.map(Number), from - 1);
    evaluations = evaluations.concat(
      piece.evaluations.map(({ update, train_metric, held_out_metric }) => ({
        update: Number(update),
        train_metric: Number(train_metric),
        held_out_metric: Number(held_out_metric),
      })),
    );
    state.scalars.value = { loss, known: to, evaluations };
  }
}
