// The arithmetic of playback: how far, how often, and where a move ends. No clock of its own.

import { WHOLE } from "../state/positions.js";

/** @import { Position } from "../state/positions.js" */

/** Move by one micro-step, over the borders of updates, within the run.
 * @param {Position} from @param {-1 | 1} by @param {number} length micro-steps in this update; those
 * beside it may have others @param {number} last the last update @returns {Position} */
export function moveStep({ update, step }, by, length, last) {
  const next = Math.min(step, length - 1) + by;
  if (next < 0) return update > 1 ? { update: update - 1, step: WHOLE } : { update, step: 0 };
  if (next < length) return { update, step: next };
  return update < last ? { update: update + 1, step: 0 } : { update, step: length - 1 };
}

/** Move by updates; each is shown whole. @param {Position} from @param {number} by
 * @param {number} last @returns {Position} */
export function moveUpdates(from, by, last) {
  return { update: Math.max(1, Math.min(from.update + by, last)), step: WHOLE };
}

/** Whether this is the very end of the run.
 * @param {Position} at @param {number} length @param {number} last */
export function atEnd(at, length, last) {
  return at.update >= last && at.step >= length - 1;
}

/** How much of the way to an update is computed, in whole percent; null: all of it was, before.
 * @param {number} from updates known when it was asked for @param {number} known updates by now
 * @param {number} goal @returns {number | null} */
export function percentDone(from, known, goal) {
  if (from >= goal) return null;
  return Math.floor((100 * Math.max(0, Math.min(known, goal) - from)) / (goal - from));
}

/**
 * Says how many strides are due at a moment. The first is due at once, or after `wait`; a late
 * one is caught up with at most `most` strides, so that a pause of the machine does not become a leap.
 * @param {number} every milliseconds @param {number} most @param {number} [wait] milliseconds
 */
export function createPacer(every, most, wait = 0) {
  /** @type {number | null} */
  let due = null;
  return {
    /** @param {number} now @returns {number} */
    tick(now) {
      if (due === null) due = now + wait;
      if (now < due) return 0;
      const late = 1 + Math.floor((now - due) / every);
      if (late > most) {
        due = now + every;
        return most;
      }
      due += late * every;
      return late;
    },
    /** What was due could not be drawn: it stays due. @param {number} now */
    hold(now) {
      due = now;
    },
  };
}
