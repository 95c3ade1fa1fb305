// The line of a series, as a path in a box of WIDTH × HEIGHT.

export const [WIDTH, HEIGHT] = [1000, 100];

/** @typedef {{rows: number[], values: number[]}} Line values at some rows, counted from 0 */

/** Where a row lies, from the left. @param {number} row @param {number} count of all rows */
export const across = (row, count) => (WIDTH * row) / Math.max(1, count - 1);

/** From the lowest value, at the bottom, to the highest. @param {Line} line
 * @param {number} count of all rows @returns {string} */
export function pathOf({ rows, values }, count) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const down = (/** @type {number} */ value) =>
    high > low ? (HEIGHT * (high - value)) / (high - low) : HEIGHT / 2;
  const point = (/** @type {number} */ row, /** @type {number} */ i) =>
    `${across(row, count).toFixed(1)} ${down(values[i]).toFixed(1)}`;
  return rows.length > 0 ? `M${rows.map(point).join("L")}` : "";
}
