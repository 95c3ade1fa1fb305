// The time axis on screen: column t of every track, between the same margins.

/** @typedef {{left: number, right: number, width: number, steps: number, column: number}} Axis
 * width: of the whole track; column: the width of a timestep */

/** @param {{l: number, r: number}} margin @param {number} width @param {number} steps @returns {Axis} */
export function timeAxis(margin, width, steps) {
  const column = Math.max(0, width - margin.l - margin.r) / (steps + 1);
  return { left: margin.l, right: margin.r, width, steps, column };
}

/** The middle of column t. @param {Axis} axis @param {number} t */
export function middleOf({ left, column }, t) {
  return left + (t + 0.5) * column;
}

/** The column under a place, null beside all columns. @param {Axis} axis @param {number} x */
export function columnAt({ left, column, steps }, x) {
  const t = Math.floor((x - left) / column);
  return column > 0 && t >= 0 && t <= steps ? t : null;
}

/** How many columns lie from one label to the next, so that labels of a width stay apart.
 * @param {number} column @param {number} label */
export function labelEvery(column, label) {
  const least = label / Math.max(column, 1e-6);
  return [1, 2, 5, 10, 20, 50].find((every) => every >= least) ?? 100;
}
