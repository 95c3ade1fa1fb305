// The speeds of playback, and how often each of them draws.

/** @typedef {{id: string, granularity: "timestep" | "update", rate: number, times?: number}} Speed
 * `rate` is per second, of micro-steps or of updates; `id` is what the address says. */

/** Updates a second at 1×. */
const NORMAL = 8;

/** A screen redraws all tracks at most this often per second; faster speeds leave updates out. */
const MAX_DRAWS = 20;

/** Drawings of a loop, at the least, if it has so many updates. */
const SHOWN = 12;

/** @param {number} rate @returns {Speed} */
const steps = (rate) => ({ id: `step${rate}`, granularity: "timestep", rate });

/** @param {number} times @returns {Speed} */
const updates = (times) => ({
  id: `${times}x`,
  granularity: "update",
  rate: NORMAL * times,
  times,
});

/** @type {readonly Speed[]} */
export const SPEEDS = Object.freeze([
  ...[2, 8].map(steps),
  ...[0.25, 0.5, 1, 2, 4, 8, 16, 32, 64].map(updates),
]);

/** @param {string} id @returns {number} its place in the list, or -1 */
export const speedIndex = (id) => SPEEDS.findIndex((speed) => speed.id === id);

export const DEFAULT_SPEED = speedIndex("8x");

/** At which one update is replayed. */
export const SLOW = SPEEDS[0];

/** At which the pseudocode is played to a line. */
export const LINES = SPEEDS[1];

/** Updates (or micro-steps) from one drawing to the next; fewer in a short loop, of which something
 * has to be seen. @param {Speed} speed @param {import("../playback/loop.js").Loop | null} [loop] */
export function stride({ granularity, rate }, loop = null) {
  if (granularity === "timestep") return 1;
  const most = loop ? (loop[1] - loop[0]) / SHOWN : Number.POSITIVE_INFINITY;
  return Math.max(1, Math.min(Math.ceil(rate / MAX_DRAWS), Math.floor(most)));
}

/** Milliseconds from one drawing to the next.
 * @param {Speed} speed @param {import("../playback/loop.js").Loop | null} [loop] */
export function interval(speed, loop = null) {
  return Math.max(1000 / MAX_DRAWS, (1000 * stride(speed, loop)) / speed.rate);
}
