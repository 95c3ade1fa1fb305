// Playing, stepping and seeking in a recording. It writes state.frame and state.step, nothing else draws time.
import { batch, effect, untracked } from "../../vendor/signals-core.mjs";
import { on } from "../lib/dom.js";
import { showFrame } from "../state/pane.js";
import { WHOLE } from "../state/positions.js";
import { interval, SPEEDS, stride } from "../state/speeds.js";
import { nextBreak, stopsAt } from "../state/stops.js";
import { following, pageOf, untilEnd, upcoming } from "./loop.js";
import { atEnd, createPacer, moveStep, moveUpdates } from "./pace.js";
import { createSeeker } from "./seek.js";
import { LOW_WATER, SEGMENT } from "./segment.js";

/** @import { Position } from "../state/positions.js"
 * @import { Recording } from "./recording.js"
 * @import { State } from "../state/pane.js" */

/** @typedef {ReturnType<typeof createPlayer>} Player */

/** Late drawings are made up for only where updates are left out anyway. */
const CATCH_UP = 4;
const IDLE = 120;

/** @param {State} state @param {Recording} recording @param {(error: unknown) => void} onError */
export function createPlayer(state, recording, onError) {
  const seeker = createSeeker(state, recording, onError, lookAhead);
  let animation = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let idle;

  const speed = () => state.pace.peek();
  const last = () => state.run.peek()?.last_update ?? 1;
  const length = () => state.frame.peek()?.script.length ?? 1;

  /** Where the page is, or is about to be. @returns {Position} */
  function position() {
    return seeker.wanted() ?? { update: state.frame.peek()?.update ?? 1, step: state.step.peek() };
  }

  /** Whether there is nothing more to play. */
  function ended() {
    if (state.replaying.peek()) return position().step >= length() - 1;
    return state.loop.peek() === null && atEnd(position(), length(), last());
  }

  /** When nothing moves for a moment, fetch what the next key or the play button will want. */
  function lookAhead() {
    clearTimeout(idle);
    idle = setTimeout(async () => {
      const frame = state.frame.peek();
      if (!frame || state.playing.peek() || document.hidden) return;
      try {
        for (const near of [frame.update + 1, frame.update - 1]) {
          if (near >= 1 && near <= last()) await recording.load(near);
        }
      } catch {
        return; // Fetching ahead is a courtesy: a failure shows when the frame is really wanted.
      }
      fetchAhead();
    }, IDLE);
  }

  /** Updates from one drawing to the next; a breakpoint is not leapt over. */
  const leap = () => (state.breakpoints.peek().size > 0 ? 1 : stride(speed(), state.loop.peek()));

  /** Show what is due. False: it is not at hand yet. @param {number} strides */
  function advance(strides) {
    const frame = state.frame.peek();
    if (!frame) return false;
    if (speed().granularity === "timestep") return advanceStep(frame);
    if (breaksHere(frame, state.step.peek())) return true;
    const loop = state.loop.peek();
    const due = upcoming(frame.update, leap(), last(), loop, strides);
    if (due.length === 0) showFrame(state, frame); // the run's last update, whole
    for (const update of untilEnd(due, loop).reverse()) {
      const next = recording.get(update);
      if (next) {
        if (!breaksHere(next, -1)) showFrame(state, next);
        return true;
      }
    }
    return false;
  }

  /** Stop at the next breakpoint of an update, if there is one after a step.
   * @param {import("../state/pane.js").Frame} frame @param {number} step */
  function breaksHere(frame, step) {
    const stop = nextBreak(frame.script, step, state.breakpoints.peek());
    if (stop < 0) return false;
    showFrame(state, frame, stop);
    state.playing.value = false;
    return true;
  }

  /** @param {import("../state/pane.js").Frame} frame */
  function advanceStep(frame) {
    const step = state.step.peek() + 1;
    const within = step < frame.script.length;
    const next = within
      ? frame
      : recording.get(following(frame.update, 1, last(), state.loop.peek()));
    if (!next) return false;
    const at = within ? step : 0;
    showFrame(state, next, at);
    if (stopsAt(next.script, at, state.until.peek(), state.breakpoints.peek())) {
      state.playing.value = false;
    }
    return true;
  }

  /** The loop that runs while playing. */
  function run() {
    const loop = state.loop.peek();
    const every = interval(speed(), loop);
    const most = leap() > 1 ? CATCH_UP : 1;
    const pacer = createPacer(every, most, state.replaying.peek() ? every : 0);
    /** @param {number} now */
    function draw(now) {
      animation = requestAnimationFrame(draw);
      if (seeker.wanted()) return;
      if (ended()) {
        state.playing.value = false;
        return;
      }
      const due = pacer.tick(now);
      if (due > 0 && !advance(due)) pacer.hold(now);
      fetchAhead();
    }
    animation = requestAnimationFrame(draw);
  }

  function fetchAhead(update = state.frame.peek()?.update ?? 1, by = 0) {
    const loop = state.loop.peek();
    const every = by || leap();
    recording.ahead(upcoming(update, every, last(), loop, LOW_WATER + SEGMENT), every);
  }

  const stopReplay = () => {
    state.replaying.value = false;
    state.until.value = null;
  };

  const stops = [
    effect(() => {
      state.speed.value;
      untracked(stopReplay);
    }),
    effect(() => {
      if (!state.playing.value) untracked(stopReplay);
    }),
    effect(() => {
      cancelAnimationFrame(animation);
      for (const signal of [state.pace, state.run, state.loop]) signal.value;
      if (state.playing.value) run();
      else lookAhead();
    }),
    on(document, "visibilitychange", () => {
      if (!document.hidden && !state.playing.peek()) lookAhead();
    }),
  ];

  const { go } = seeker;

  return {
    /** @param {number} update @param {number} [step] */
    seek: (update, step = WHOLE) =>
      go({ update: Math.max(1, Math.min(Math.round(update), last())), step }),
    /** @param {-1 | 1} by micro-steps */
    steps(by) {
      state.playing.value = false;
      go(moveStep(position(), by, length(), last()));
    },
    /** @param {number} by */
    updates(by) {
      state.playing.value = false;
      go(moveUpdates(position(), by, last()));
      // A key that is held down wants the ones after it before this one has been waited for.
      if (by > 0) fetchAhead(position().update, 1);
    },
    first() {
      state.playing.value = false;
      go({ update: 1, step: WHOLE });
    },
    last() {
      state.playing.value = false;
      go({ update: last(), step: WHOLE });
    },
    /** Play or pause; at the end of the run, play it again from its start. */
    toggle() {
      const start = !state.playing.peek();
      if (start && ended()) go({ update: 1, step: 0 });
      state.playing.value = start;
    },
    /** Play the present update slowly, from its first micro-step to its last. */
    replay() {
      state.playing.value = false;
      go({ update: position().update, step: 0 });
      batch(() => {
        state.replaying.value = true;
        state.playing.value = true;
      });
    },
    /** Play line by line until a line is visited, or until the present one has ended.
     * @param {import("../state/shared.js").Until} until */
    playUntil(until) {
      batch(() => {
        state.replaying.value = false;
        state.until.value = until;
        state.playing.value = true;
      });
    },
    /** A page on or back, without stopping. @param {number} by pages */
    page(by) {
      const update = position().update + by * pageOf(last());
      go({ update: Math.max(1, Math.min(update, last())), step: WHOLE });
    },
    /** Where the page is, or is about to be. */
    at: () => position().update,
    /** @param {number} by places in the list of speeds */
    faster(by) {
      state.speed.value = Math.max(0, Math.min(state.speed.peek() + by, SPEEDS.length - 1));
    },
    dispose() {
      for (const stop of stops) stop();
      cancelAnimationFrame(animation);
      clearTimeout(idle);
    },
  };
}
