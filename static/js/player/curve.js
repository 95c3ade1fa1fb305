// The loss curve of the scrubber as numbers: binned to pixels, on a log scale.

/** @typedef {{mean: Float64Array, low: Float64Array, high: Float64Array}} Bins */

/** Mean, least and greatest of the drawable (finite, positive) losses in each of `count` equal bins;
 * NaN for a bin without any.
 * @param {ArrayLike<number>} loss @param {number} known how many of them are told @param {number} count
 * @returns {Bins} */
export function bin(loss, known, count) {
  const mean = new Float64Array(count).fill(Number.NaN);
  const low = new Float64Array(count).fill(Number.NaN);
  const high = new Float64Array(count).fill(Number.NaN);
  const total = loss.length;
  for (let i = 0; i < count; i += 1) {
    let sum = 0;
    let n = 0;
    const end = Math.min(known, Math.ceil(((i + 1) * total) / count));
    for (let j = Math.ceil((i * total) / count); j < end; j += 1) {
      const value = loss[j];
      if (!(value > 0 && value < Number.POSITIVE_INFINITY)) continue;
      sum += value;
      n += 1;
      if (!(value >= low[i])) low[i] = value;
      if (!(value <= high[i])) high[i] = value;
    }
    if (n > 0) mean[i] = sum / n;
  }
  return { mean, low, high };
}

/** A running mean over `radius` bins to both sides, so that a line shows the trend and not each
 * window's luck; bins without a value stay empty.
 * @param {Float64Array} values @param {number} radius @returns {Float64Array} */
export function smooth(values, radius) {
  return values.map((own, i) => {
    if (Number.isNaN(own)) return own;
    let sum = 0;
    let n = 0;
    const end = Math.min(values.length - 1, i + radius);
    for (let j = Math.max(0, i - radius); j <= end; j += 1) {
      if (Number.isNaN(values[j])) continue;
      sum += values[j];
      n += 1;
    }
    return sum / n;
  });
}

/** The widest that the scale may get: an exploding loss shoots out at the top instead of pressing
 * everything else flat. */
const WIDEST = 1e9;

/** The least and greatest drawable value, with some room; null when there is none.
 * @param {Iterable<number>[]} lists @returns {[number, number] | null} */
export function extent(lists) {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const list of lists) {
    for (const value of list) {
      if (!(value > 0 && value < Number.POSITIVE_INFINITY)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return high > 0 ? [low / 1.6, Math.min(high, low * WIDEST) * 1.6] : null;
}

/** A function from a value to its height on screen: greatest at the top, on a log scale.
 * @param {[number, number]} range @param {number} top @param {number} bottom
 * @returns {(value: number) => number} */
export function logScale([low, high], top, bottom) {
  const [from, to] = [Math.log(low), Math.log(high)];
  return (value) => {
    const part = (Math.log(value) - from) / (to - from);
    return bottom - Math.max(0, Math.min(1, part)) * (bottom - top);
  };
}

/** Round values within a range for the axis: two to four powers of ten, or, where there are not two,
 * ones and threes. @param {[number, number]} range @returns {number[]} */
export function ticks([low, high]) {
  const [first, last] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  const every = Math.max(1, Math.ceil((last - first + 1) / 4));
  const list = [];
  for (let e = first; e <= last; e += every) list.push(Number(`1e${e}`));
  if (list.length > 1) return list;
  for (let e = first - 1; e <= last; e += 1) list.push(Number(`3e${e}`));
  return list.filter((tick) => tick >= low && tick <= high).sort((a, b) => a - b);
}

/** A held-out error in original units as the loss that it would be, so that both lines share one
 * axis: half the squared error in scaled units, summed over the steps that have an output.
 * @param {number} rmse @param {number} scale @param {number} outputs @returns {number} */
export function errorAsLoss(rmse, scale, outputs) {
  return (outputs * (rmse / scale) ** 2) / 2;
}

/** The update whose loss was the first not to be a finite number, or null.
 * @param {ArrayLike<number>} loss @param {number} known @returns {number | null} */
export function firstExploded(loss, known) {
  for (let i = 0; i < known; i += 1) if (!Number.isFinite(loss[i])) return i + 1;
  return null;
}

/** Horizontal place of an update, between the middle of the first and of the last pixel.
 * @param {number} update @param {number} last @param {number} width */
export function toX(update, last, width) {
  return last <= 1 ? width / 2 : ((update - 1) / (last - 1)) * width;
}

/** The update at a horizontal place; beyond the ends, the one at the end.
 * @param {number} x @param {number} last @param {number} width @returns {number} */
export function toUpdate(x, last, width) {
  const part = width > 0 ? Math.max(0, Math.min(x / width, 1)) : 0;
  return Math.round(1 + part * (last - 1));
}
