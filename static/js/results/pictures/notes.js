// Notes as words say them, "C4:1.5": pitch, octave, and how long in quarter notes. Pure.

/** @typedef {object} Note
 * @property {string} word
 * @property {number | null} pitch as in MIDI, where the middle C is 60; null: the word is no note
 * @property {number} start in quarter notes from the beginning of the tune
 * @property {number} length in quarter notes */

const PITCHES = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];
const NO_NOTE = { pitch: null, length: 1 };

/** @param {string} word @returns {{pitch: number | null, length: number}} */
export function parseNote(word) {
  const [, name, octave, length] = /^([A-G]#?)(\d+):([\d.]+)$/.exec(word) ?? [];
  if (!name) return NO_NOTE;
  return { pitch: PITCHES.indexOf(name) + 12 * (Number(octave) + 1), length: Number(length) };
}

/** One note after the other. @param {string[]} words @returns {Note[]} */
export function tuneOf(words) {
  let start = 0;
  return words.map((word) => {
    const note = { word, start, ...parseNote(word) };
    start += note.length;
    return note;
  });
}

/** How long it is, in quarter notes. @param {Note[]} tune */
export const lengthOf = (tune) => Math.max(0, ...tune.map(({ start, length }) => start + length));

/** 60 → C4 @param {number} pitch */
export const pitchName = (pitch) => `${PITCHES[pitch % 12]}${Math.floor(pitch / 12) - 1}`;

/** The pitches that occur, from the highest to the lowest; the last row is of words that are no note.
 * @param {Note[]} notes @returns {(number | null)[]} */
export function pitchRows(notes) {
  const pitches = new Set(notes.map(({ pitch }) => pitch));
  return [...pitches].sort((a, b) => (b ?? -1) - (a ?? -1));
}
