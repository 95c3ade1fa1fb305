// What a timestep is called in the data: the year of a series, the word that is read or answered. Pure.

/** @typedef {import("./pane.js").Run} Run
 * @typedef {import("./pane.js").Frame} Frame */

const SPACE = "␣";
const LONGEST = 13; // letters of a window
const LETTER = 7; // pixels, and as many of a gap

/** A word that can be seen. @param {string} word */
export const seen = (word) => (word === " " ? SPACE : word);

/** @param {Run} run @param {Frame} frame @param {number} time from 1
 * @param {number} b the sequence of the batch, from 0 @returns {string | undefined} */
export function labelOf({ task }, frame, time, b) {
  if (task.series) return task.series.labels[frame.window_starts.data[b] + time - 1];
  const { inputs, targets } = frame.tokens; // what is fed back was an answer before
  const [read, asked] = [inputs[b][time - 1], targets[b][time - 1]];
  return seen(frame.has_input[time - 1] ? read : asked || read) || undefined;
}

/** What the window holds: the first and the last label of a series, or all that is read.
 * @param {Run} run @param {Frame} frame @param {number} b */
export function windowWords(run, frame, b) {
  const T = frame.hidden.shape[0];
  if (run.task.series) return [labelOf(run, frame, 1, b), labelOf(run, frame, T, b)].join("–");
  const words = frame.tokens.inputs[b].filter((word, i) => word !== "" && frame.has_input[i]);
  const text = words.join(words.every((word) => word.length === 1) ? "" : " ");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Pixels that the longest label of a window takes. @param {Run} run @param {Frame} frame
 * @param {number} b */
export function labelWidth(run, frame, b) {
  const labels = Array.from({ length: frame.hidden.shape[0] }, (_, i) =>
    labelOf(run, frame, i + 1, b),
  );
  return LETTER * (1 + Math.max(...labels.map((label) => label?.length ?? 0)));
}

/** Which feature of step t tells most: of words the right one, of numbers the first. From 0.
 * @param {Run} run @param {Frame} frame @param {number} t @param {number} b */
export function telling({ task }, { summary, hidden }, t, b) {
  if (task.series) return 0;
  const right = summary.target_unit?.data[(t - 1) * hidden.shape[1] + b];
  return right ? right - 1 : 0;
}
