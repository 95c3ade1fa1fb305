// Which words of an answered sequence a table has room for, and how many answers are right. Pure.

/** @typedef {import("../../state/pane.js").Answered} Answered
 * @typedef {{word: string, wrong: boolean}} Marked */

const MOST = 12; // words that are shown without a gap
const ENDS = 3; // words on both sides of the gap
const LAST = 24; // steps of a long stream

/** The words; of too many those that are marked by a 1, or else the first and the last.
 * @param {string[]} words */
export function abridged(words) {
  if (words.length <= MOST) return words;
  const chosen = words.filter((word) => word.endsWith(" 1"));
  const flags = words.every((word) => / [01]$/.test(word)) && chosen.length <= 2 * ENDS;
  if (flags) return ["…", ...chosen.flatMap((word) => [word, "…"])];
  return [...words.slice(0, ENDS), "…", ...words.slice(-ENDS)];
}

/** Whether it is one long stream, of which every answer counts for itself.
 * @param {Answered} row */
export const isStream = ({ targets }) => targets.length > LAST;

/** The end of a stream. @param {Answered} row @returns {Answered} */
export const endOf = ({ inputs, targets, outputs, right }) => ({
  inputs: inputs.slice(-LAST),
  targets: targets.slice(-LAST),
  outputs: outputs.slice(-LAST),
  right: right.slice(-LAST),
});

/** @param {Answered} row @returns {Marked[]} */
export const marked = ({ outputs, right }) =>
  outputs.map((word, i) => ({ word, wrong: right[i] === false }));

/** How many are right, of how many: whole sequences, or the answers of streams.
 * @param {Answered[]} rows @returns {{right: number, all: number}} */
export function countRight(rows) {
  const answers = rows.flatMap((row) =>
    isStream(row) ? row.right : [row.right.every((one) => one)],
  );
  return { right: answers.filter((one) => one).length, all: answers.length };
}

/** Letters and bits stand beside each other, longer words and numbers apart.
 * @param {string[]} words */
export const isSpelt = (words) => words.every((word) => [...word].length === 1);

/** Whether it is several numbers of one step. @param {string} word
 * @param {string[]} names that words are taken from; none: numbers */
export const isSeveral = (word, names) => names.length === 0 && word.includes(" ");
