// Fetching what will be wanted next: while playing, and when nothing moves for a moment.

import { upcoming } from "./loop.js";
import { LOW_WATER, SEGMENT } from "./segment.js";

/** @import { State } from "../state/pane.js"
 * @import { Playhead } from "./playhead.js"
 * @import { Recording } from "./recording.js" */

const IDLE = 120; // milliseconds

export class Lookahead {
  #state;
  #recording;
  #playhead;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {State} state @param {Recording} recording @param {Playhead} playhead */
  constructor(state, recording, playhead) {
    this.#state = state;
    this.#recording = recording;
    this.#playhead = playhead;
  }

  /** What playing will show, from an update on, so many updates apart. */
  fetch(update = this.#state.frame.peek()?.update ?? 1, every = this.#playhead.stride) {
    const loop = this.#state.loop.peek();
    const due = upcoming(update, every, this.#playhead.last, loop, LOW_WATER + SEGMENT);
    this.#recording.ahead(due, every);
  }

  /** When nothing moves for a moment: what the next key or the play button will want. */
  whenIdle() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetchNeighbours(), IDLE);
  }

  async #fetchNeighbours() {
    const frame = this.#state.frame.peek();
    if (!frame || this.#state.playing.peek() || document.hidden) return;
    try {
      for (const near of [frame.update + 1, frame.update - 1]) {
        if (near >= 1 && near <= this.#playhead.last) await this.#recording.load(near);
      }
    } catch {
      return; // Fetching ahead is a courtesy: a failure shows when the frame is really wanted.
    }
    this.fetch();
  }
}
