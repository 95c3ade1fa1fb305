// Playing, stepping and seeking in a recording. It writes state.frame and state.step, nothing else draws time.
import { effect } from "../vendor/signals-core.mjs";
import { isAbort } from "./api.js";
import { atEnd, createPacer, interval, moveSteps, moveUpdates, stride, WHOLE } from "./pace.js";
import { SPEEDS, showFrame } from "./state.js";

/** @import { Position } from "./pace.js"
 * @import { Recording } from "./recording.js"
 * @import { State } from "./state.js" */

/** @typedef {ReturnType<typeof createPlayer>} Player */

const CATCH_UP = 4;
const IDLE = 120;

/** @param {State} state @param {Recording} recording @param {(error: unknown) => void} onError */
export function createPlayer(state, recording, onError) {
  /** @type {Position | null} */
  let wanted = null;
  let settling = false;
  let animation = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let idle;

  const speed = () => SPEEDS[state.speed.peek()];
  const last = () => state.run.peek()?.last_update ?? 1;
  const length = () => state.frame.peek()?.script.length ?? 1;

  /** Where the page is, or is about to be. @returns {Position} */
  function position() {
    return wanted ?? { update: state.frame.peek()?.update ?? 1, step: state.step.peek() };
  }

  /** Go to a position; while one is being fetched, only the latest counts.
   * @param {Position} goal */
  function go(goal) {
    if (!state.run.peek()) return;
    wanted = goal;
    state.seeking.value = goal.update;
    if (!settling) settle();
  }

  async function settle() {
    settling = true;
    try {
      while (wanted) {
        const goal = /** @type {Position} */ (wanted);
        const run = state.run.peek();
        const frame = recording.get(goal.update) ?? (await recording.load(goal.update));
        if (state.run.peek() === run) showFrame(state, frame, goal.step);
        if (wanted === goal) wanted = null;
      }
    } catch (error) {
      wanted = null;
      if (!isAbort(error)) onError(error);
    } finally {
      settling = false;
      state.seeking.value = null;
    }
    lookAhead();
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
      recording.ahead(frame.update + stride(speed()), stride(speed()));
    }, IDLE);
  }

  /** Show what is due. False: it is not at hand yet. @param {number} strides */
  function advance(strides) {
    const frame = state.frame.peek();
    if (!frame) return false;
    if (speed().granularity === "timestep") return advanceStep(frame);
    const every = stride(speed());
    for (let count = strides; count >= 1; count -= 1) {
      const next = recording.get(Math.min(last(), frame.update + count * every));
      if (next) {
        showFrame(state, next);
        return true;
      }
    }
    return false;
  }

  /** @param {import("./state.js").Frame} frame */
  function advanceStep(frame) {
    const step = state.step.peek() + 1;
    const next = step < frame.script.length ? frame : recording.get(frame.update + 1);
    if (!next) return false;
    showFrame(state, next, next === frame ? step : 0);
    return true;
  }

  /** The loop that runs while playing. */
  function run() {
    const every = stride(speed());
    const most = speed().granularity === "timestep" ? 1 : CATCH_UP;
    const pacer = createPacer(interval(speed()), most);
    /** @param {number} now */
    function draw(now) {
      animation = requestAnimationFrame(draw);
      if (wanted) return;
      if (atEnd(position(), length(), last())) {
        state.playing.value = false;
        return;
      }
      const due = pacer.tick(now);
      if (due > 0 && !advance(due)) pacer.hold(now);
      fetchAhead(every);
    }
    animation = requestAnimationFrame(draw);
  }

  /** @param {number} every */
  function fetchAhead(every) {
    const update = state.frame.peek()?.update ?? 1;
    const next = update + every;
    if (next <= last()) recording.ahead(next, every);
    else if (update < last() && !recording.get(last())) recording.ahead(last(), every);
  }

  const stop = effect(() => {
    cancelAnimationFrame(animation);
    state.speed.value;
    if (state.playing.value) run();
    else lookAhead();
  });

  return {
    /** @param {number} update @param {number} [step] */
    seek: (update, step = WHOLE) =>
      go({ update: Math.max(1, Math.min(Math.round(update), last())), step }),
    /** @param {number} by micro-steps */
    steps(by) {
      state.playing.value = false;
      go(moveSteps(position(), by, length(), last()));
    },
    /** @param {number} by */
    updates(by) {
      state.playing.value = false;
      go(moveUpdates(position(), by, last()));
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
      if (start && atEnd(position(), length(), last())) go({ update: 1, step: 0 });
      state.playing.value = start;
    },
    /** @param {number} by places in the list of speeds */
    faster(by) {
      state.speed.value = Math.max(0, Math.min(state.speed.peek() + by, SPEEDS.length - 1));
    },
    dispose() {
      stop();
      cancelAnimationFrame(animation);
      clearTimeout(idle);
    },
  };
}
