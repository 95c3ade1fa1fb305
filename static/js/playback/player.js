// Playing, stepping and seeking in a recording. The player alone writes state.frame and state.step.
import { batch, effect, untracked } from "../../vendor/signals-core.mjs";
import { on } from "../lib/dom.js";
import { holds } from "../state/pane.js";
import { WHOLE } from "../state/positions.js";
import { SPEEDS } from "../state/speeds.js";
import { Lookahead } from "./lookahead.js";
import { pageOf } from "./loop.js";
import { moveStep, moveUpdates } from "./pace.js";
import { Playback } from "./playback.js";
import { Playhead } from "./playhead.js";

/** @import { State } from "../state/pane.js"
 * @import { Until } from "../state/shared.js"
 * @import { Recording } from "./recording.js" */

export class Player {
  #state;
  #playhead;
  #lookahead;
  #playback;

  /** @param {State} state @param {Recording} recording @param {(error: unknown) => void} onError */
  constructor(state, recording, onError) {
    this.#state = state;
    this.#playhead = new Playhead(state, recording, onError, () => this.#lookahead.whenIdle());
    this.#lookahead = new Lookahead(state, recording, this.#playhead);
    this.#playback = new Playback(state, recording, this.#playhead, this.#lookahead);
    this.#stopReplays();
    this.#play();
    this.#completeFrames();
  }

  /** A replay ends when playing does, or when another speed is chosen. */
  #stopReplays() {
    const { playing, replaying, speed, until } = this.#state;
    const stop = () => {
      replaying.value = false;
      until.value = null;
    };
    effect(() => {
      speed.value;
      untracked(stop);
    });
    effect(() => {
      if (!playing.value) untracked(stop);
    });
  }

  /** Play, or get ready to. */
  #play() {
    const { playing, pace, run, loop } = this.#state;
    effect(() => {
      this.#playback.stop();
      for (const signal of [pace, run, loop]) signal.value;
      if (playing.value) this.#playback.start();
      else this.#lookahead.whenIdle();
    });
    on(document, "visibilitychange", () => {
      if (!document.hidden && !playing.peek()) this.#lookahead.whenIdle();
    });
  }

  /** Costly fields are asked for only while a track shows them: the frame on screen is fetched again
   * when one is shown for which it lacks something. */
  #completeFrames() {
    effect(() => {
      const extras = this.#state.extras.value;
      const frame = this.#state.frame.value;
      if (!frame || holds(frame, extras)) return;
      untracked(() => this.seek(frame.update, this.#state.step.peek()));
    });
  }

  /** The update on screen, or about to be. */
  get update() {
    return this.#playhead.position.update;
  }

  /** @param {number} update @param {number} [step] */
  seek(update, step = WHOLE) {
    const within = Math.max(1, Math.min(Math.round(update), this.#playhead.last));
    this.#playhead.go({ update: within, step });
  }

  /** @param {-1 | 1} by micro-steps */
  steps(by) {
    this.#state.playing.value = false;
    const { position, length, last } = this.#playhead;
    this.#playhead.go(moveStep(position, by, length, last));
  }

  /** @param {number} by */
  updates(by) {
    this.#state.playing.value = false;
    this.#playhead.go(moveUpdates(this.#playhead.position, by, this.#playhead.last));
    // A key that is held down wants the ones after it before this one has been waited for.
    if (by > 0) this.#lookahead.fetch(this.update, 1);
  }

  first() {
    this.#state.playing.value = false;
    this.seek(1);
  }

  last() {
    this.#state.playing.value = false;
    this.seek(this.#playhead.last);
  }

  /** A page on or back, without stopping. @param {number} by pages */
  page(by) {
    this.seek(this.update + by * pageOf(this.#playhead.last));
  }

  /** Play or pause; at the end of the run, play it again from its start. */
  toggle() {
    const start = !this.#state.playing.peek();
    if (start && this.#playhead.ended) this.seek(1, 0);
    this.#state.playing.value = start;
  }

  /** Play the present update slowly, from its first micro-step to its last. */
  replay() {
    this.#state.playing.value = false;
    this.seek(this.update, 0);
    batch(() => {
      this.#state.replaying.value = true;
      this.#state.playing.value = true;
    });
  }

  /** Play line by line until a line is visited, or until the present one has ended.
   * @param {Until} until */
  playUntil(until) {
    batch(() => {
      this.#state.replaying.value = false;
      this.#state.until.value = until;
      this.#state.playing.value = true;
    });
  }

  /** @param {number} by places in the list of speeds */
  faster(by) {
    const { speed } = this.#state;
    speed.value = Math.max(0, Math.min(speed.peek() + by, SPEEDS.length - 1));
  }
}
