// What moves while the recording plays: at every drawing of the screen, the updates or micro-steps
// that are due by then.

import { showFrame } from "../state/pane.js";
import { nextBreak, stopsAt } from "../state/positions.js";
import { interval } from "../state/speeds.js";
import { following, untilEnd, upcoming } from "./loop.js";
import { createPacer } from "./pace.js";

/** @import { Frame, State } from "../state/pane.js"
 * @import { Lookahead } from "./lookahead.js"
 * @import { Playhead } from "./playhead.js"
 * @import { Recording } from "./recording.js" */

/** Late drawings are made up for only where updates are left out anyway. */
const CATCH_UP = 4;

export class Playback {
  #state;
  #recording;
  #playhead;
  #lookahead;
  #request = 0;

  /** @param {State} state @param {Recording} recording @param {Playhead} playhead
   * @param {Lookahead} lookahead */
  constructor(state, recording, playhead, lookahead) {
    this.#state = state;
    this.#recording = recording;
    this.#playhead = playhead;
    this.#lookahead = lookahead;
  }

  /** At the speed and in the loop that are set now. */
  start() {
    const every = interval(this.#state.pace.peek(), this.#state.loop.peek());
    const most = this.#playhead.stride > 1 ? CATCH_UP : 1;
    const pacer = createPacer(every, most, this.#state.replaying.peek() ? every : 0);
    const draw = (/** @type {number} */ now) => {
      this.#request = requestAnimationFrame(draw);
      if (this.#playhead.moving) return;
      if (this.#playhead.ended) {
        this.#state.playing.value = false;
        return;
      }
      const due = pacer.tick(now);
      if (due > 0 && !this.#advance(due)) pacer.hold(now);
      this.#lookahead.fetch();
    };
    this.#request = requestAnimationFrame(draw);
  }

  stop() {
    cancelAnimationFrame(this.#request);
  }

  /** Show what is due. False: it is not at hand yet. @param {number} strides */
  #advance(strides) {
    const frame = this.#state.frame.peek();
    if (!frame) return false;
    if (this.#state.pace.peek().granularity === "timestep") return this.#advanceStep(frame);
    if (this.#breaksIn(frame, this.#state.step.peek())) return true;
    const loop = this.#state.loop.peek();
    const { stride, last } = this.#playhead;
    const due = upcoming(frame.update, stride, last, loop, strides);
    if (due.length === 0) showFrame(this.#state, frame); // the run's last update, whole
    for (const update of untilEnd(due, loop).reverse()) {
      const next = this.#recording.get(update);
      if (next) {
        if (!this.#breaksIn(next, -1)) showFrame(this.#state, next);
        return true;
      }
    }
    return false;
  }

  /** Stop at the next breakpoint of an update, if there is one after a step.
   * @param {Frame} frame @param {number} step */
  #breaksIn(frame, step) {
    const stop = nextBreak(frame.script, step, this.#state.breakpoints.peek());
    if (stop < 0) return false;
    showFrame(this.#state, frame, stop);
    this.#state.playing.value = false;
    return true;
  }

  /** @param {Frame} frame */
  #advanceStep(frame) {
    const { loop, step, until, breakpoints } = this.#state;
    const after = step.peek() + 1;
    const within = after < frame.script.length;
    const next = within
      ? frame
      : this.#recording.get(following(frame.update, 1, this.#playhead.last, loop.peek()));
    if (!next) return false;
    const at = within ? after : 0;
    showFrame(this.#state, next, at);
    if (stopsAt(next.script, at, until.peek(), breakpoints.peek())) {
      this.#state.playing.value = false;
    }
    return true;
  }
}
