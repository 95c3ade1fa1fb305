// Going to a place in a recording. Only the latest wish counts: the request for an earlier one is
// given up, so that the server stops computing what nobody waits for.

import { showFrame } from "../state/pane.js";
import { isAbort } from "../wire/server.js";

/** @import { Position } from "../state/positions.js"
 * @import { Recording } from "./recording.js"
 * @import { State } from "../state/pane.js" */

/** @param {State} state @param {Recording} recording @param {(error: unknown) => void} onError
 * @param {() => void} onArrival */
export function createSeeker(state, recording, onError, onArrival) {
  /** @type {Position | null} */
  let wanted = null;
  let fetching = { update: 0, abort: new AbortController() };
  let settling = false;

  /** The losses are computed in the same order: how many are known says how far the work is.
   * @param {number} update */
  function announce(update) {
    if (state.seeking.peek() === update) return;
    state.seekFrom.value = state.scalars.peek().known;
    state.seeking.value = update;
  }

  async function settle() {
    settling = true;
    try {
      while (wanted) {
        const goal = /** @type {Position} */ (wanted);
        const run = state.run.peek();
        const frame = recording.get(goal.update) ?? (await fetch(goal));
        if (frame && state.run.peek() === run) showFrame(state, frame, goal.step);
        if (wanted === goal) wanted = null;
      }
    } catch (error) {
      wanted = null;
      if (!isAbort(error)) onError(error);
    } finally {
      settling = false;
      state.seeking.value = null;
    }
    onArrival();
  }

  /** Null: something else is wanted by now. @param {Position} goal */
  async function fetch(goal) {
    fetching = { update: goal.update, abort: new AbortController() };
    try {
      return await recording.load(goal.update, fetching.abort.signal);
    } catch (error) {
      if (isAbort(error) && wanted !== goal) return null;
      throw error;
    }
  }

  return {
    /** Where the page is about to be. */
    wanted: () => wanted,
    /** @param {Position} goal */
    go(goal) {
      if (!state.run.peek()) return;
      wanted = goal;
      announce(goal.update);
      if (!settling) settle();
      else if (fetching.update !== goal.update) fetching.abort.abort();
    },
  };
}
