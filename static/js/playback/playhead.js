// Where in a recording the page is, and going elsewhere. Only the latest wish counts: the request for an
// earlier one is given up, so that the server stops computing what nobody waits for.

import { showFrame } from "../state/pane.js";
import { stride } from "../state/speeds.js";
import { isAbort } from "../wire/server.js";
import { atEnd } from "./pace.js";

/** @import { Position } from "../state/positions.js"
 * @import { Recording } from "./recording.js"
 * @import { State } from "../state/pane.js" */

export class Playhead {
  #state;
  #recording;
  #onError;
  #onArrival;
  /** @type {Position | null} */
  #wanted = null;
  #fetching = { update: 0, abort: new AbortController() };
  #settling = false;

  /** @param {State} state @param {Recording} recording @param {(error: unknown) => void} onError
   * @param {() => void} onArrival */
  constructor(state, recording, onError, onArrival) {
    this.#state = state;
    this.#recording = recording;
    this.#onError = onError;
    this.#onArrival = onArrival;
  }

  /** Whether it is on its way to a place. */
  get moving() {
    return this.#wanted !== null;
  }

  /** Where the page is, or is about to be. @returns {Position} */
  get position() {
    const { frame, step } = this.#state;
    return this.#wanted ?? { update: frame.peek()?.update ?? 1, step: step.peek() };
  }

  /** The last update of the run. */
  get last() {
    return this.#state.last.peek();
  }

  /** Micro-steps of the update on screen. */
  get length() {
    return this.#state.frame.peek()?.script.length ?? 1;
  }

  /** Updates from one drawing to the next; a breakpoint is not leapt over. */
  get stride() {
    const { breakpoints, pace, loop } = this.#state;
    return breakpoints.peek().size > 0 ? 1 : stride(pace.peek(), loop.peek());
  }

  /** Whether there is nothing more to play. */
  get ended() {
    if (this.#state.replaying.peek()) return this.position.step >= this.length - 1;
    return this.#state.loop.peek() === null && atEnd(this.position, this.length, this.last);
  }

  /** @param {Position} goal */
  go(goal) {
    if (!this.#state.run.peek()) return;
    this.#wanted = goal;
    this.#announce(goal.update);
    if (!this.#settling) this.#settle();
    else if (this.#fetching.update !== goal.update) this.#fetching.abort.abort();
  }

  /** The losses are computed in the same order: how many are known says how far the work is.
   * @param {number} update */
  #announce(update) {
    const { seeking, seekFrom, scalars } = this.#state;
    if (seeking.peek() === update) return;
    seekFrom.value = scalars.peek().known;
    seeking.value = update;
  }

  async #settle() {
    this.#settling = true;
    try {
      while (this.#wanted) await this.#approach(this.#wanted);
    } catch (error) {
      this.#wanted = null;
      if (!isAbort(error)) this.#onError(error);
    } finally {
      this.#settling = false;
      this.#state.seeking.value = null;
    }
    this.#onArrival();
  }

  /** @param {Position} goal */
  async #approach(goal) {
    const run = this.#state.run.peek();
    const frame = this.#recording.get(goal.update) ?? (await this.#fetch(goal));
    if (frame && this.#state.run.peek() === run) showFrame(this.#state, frame, goal.step);
    if (this.#wanted === goal) this.#wanted = null;
  }

  /** Null: something else is wanted by now. @param {Position} goal */
  async #fetch(goal) {
    this.#fetching = { update: goal.update, abort: new AbortController() };
    try {
      return await this.#recording.load(goal.update, this.#fetching.abort.signal);
    } catch (error) {
      if (isAbort(error) && this.#wanted !== goal) return null;
      throw error;
    }
  }
}
