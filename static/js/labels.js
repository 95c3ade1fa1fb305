// What a timestep is called in the data: the year of a series, the word that is read or answered. Pure.

/** @typedef {import("./state.js").Run} Run
 * @typedef {import("./state.js").Frame} Frame */

/** @param {Run} run @param {Frame} frame @param {number} time from 1
 * @param {number} b the sequence of the batch, from 0 @returns {string | undefined} */
export function labelOf({ task }, frame, time, b) {
  if (task.series) return task.series.labels[frame.window_starts.data[b] + time - 1];
  const { inputs, targets } = frame.tokens;
  return inputs[b][time - 1] || targets[b][time - 1] || undefined;
}

/** What the window holds, from its first step to its last. @param {Run} run @param {Frame} frame
 * @param {number} b */
export function windowWords(run, frame, b) {
  const T = frame.hidden.shape[0];
  return [labelOf(run, frame, 1, b), labelOf(run, frame, T, b)].join("–");
}
