// The speeds of playback, and how often each of them draws.

/** @typedef {{id: string, granularity: "timestep" | "update", rate: number, times?: number}} Speed
 * `rate` is per second, of micro-steps or of updates; `id` is what the address says. */

/** Updates a second at 1×. */
const NORMAL = 8;

/** A screen redraws all tracks at most this often per second; faster speeds leave updates out. */
const MAX_DRAWS = 20;

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

/** Updates (or micro-steps) from one drawing to the next. @param {Speed} speed */
export function stride(speed) {
  return speed.granularity === "timestep" ? 1 : Math.max(1, Math.ceil(speed.rate / MAX_DRAWS));
}

/** Milliseconds from one drawing to the next. @param {Speed} speed */
export function interval(speed) {
  return (1000 * stride(speed)) / speed.rate;
}
