// Frames at hand: a map from update to frame that forgets the least recently used.

import { isNdArray } from "../lib/arrays.js";

/** @import { Frame } from "../state/pane.js" */

/** A frame's objects take memory too, which its bytes do not tell: measured, 10 kB and more. */
export const MOST_FRAMES = 600;

/** Bytes that a frame's arrays take. @param {object} frame @returns {number} */
export function frameBytes(frame) {
  let bytes = 0;
  for (const value of Object.values(frame)) {
    if (isNdArray(value)) bytes += value.data.byteLength;
    else if (value && value.constructor === Object) bytes += frameBytes(value);
  }
  return bytes;
}

/** Join updates that are at most `gap` apart into inclusive ranges.
 * @param {Iterable<number>} updates in any order @param {number} gap @returns {[number, number][]} */
export function toRanges(updates, gap) {
  /** @type {[number, number][]} */
  const ranges = [];
  for (const update of [...updates].sort((a, b) => a - b)) {
    const open = ranges.at(-1);
    if (open && update - open[1] <= gap) open[1] = update;
    else ranges.push([update, update]);
  }
  return ranges;
}

/** @param {number} budget bytes to keep at most, and never more than MOST_FRAMES frames
 * @param {(frame: Frame) => boolean} [fits] whether a frame holds all that is wanted of one now */
export function createBuffer(budget, fits = () => true) {
  /** @type {Map<number, Frame>} */
  const frames = new Map();
  let bytes = 0;

  /** @param {number} update */
  function drop(update) {
    const frame = frames.get(update);
    if (!frame) return;
    bytes -= frameBytes(frame);
    frames.delete(update);
  }

  /** @param {number} update */
  function fitting(update) {
    const frame = frames.get(update);
    return frame && fits(frame) ? frame : null;
  }

  return {
    /** @param {number} update */
    has: (update) => fitting(update) !== null,
    /** @param {number} update @returns {Frame | null} */
    get(update) {
      const frame = fitting(update);
      if (!frame) return null;
      frames.delete(update);
      frames.set(update, frame);
      return frame;
    },
    /** @param {Frame} frame */
    add(frame) {
      drop(frame.update);
      frames.set(frame.update, frame);
      bytes += frameBytes(frame);
      for (const oldest of frames.keys()) {
        if ((bytes <= budget && frames.size <= MOST_FRAMES) || frames.size === 1) break;
        drop(oldest);
      }
    },
    clear() {
      frames.clear();
      bytes = 0;
    },
    /** @param {number} gap */
    ranges: (gap) => toRanges([...frames.keys()].filter(fitting), gap),
  };
}
