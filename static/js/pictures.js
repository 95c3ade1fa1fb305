// The picture of each kind of task: what shows that it has learnt.
import { figurePicture } from "./picture-figure.js";
import { forecastPicture } from "./picture-forecast.js";
import { rollPicture } from "./picture-roll.js";
import { folded, rowsPicture } from "./picture-rows.js";
import { textPicture } from "./picture-text.js";
import { wordsPicture } from "./picture-words.js";

/** @typedef {import("./state.js").State} State
 * @typedef {{draw: (frame: import("./script.js").VisibleFrame, run: import("./state.js").Run) => void,
 *   dispose: () => void}} Picture
 * @typedef {(element: HTMLElement, state: State, ask: () => void) => Picture} Create `ask` has the
 *   picture drawn again */

const examples = folded(rowsPicture, "rows.all");

/** By the name that the task gives its picture. @type {Record<string, Create[]>} */
const PICTURES = {
  forecast: [forecastPicture],
  curve: [figurePicture("curve", ["truth", "network"])],
  confusion: [figurePicture("confusion", []), wordsPicture, examples],
  table: [rowsPicture],
  roll: [rollPicture],
  words: [wordsPicture, examples],
  text: [textPicture],
};

/** @param {string} kind @param {HTMLElement} element @param {State} state @param {() => void} ask
 * @returns {Picture} */
export function pictureOf(kind, element, state, ask) {
  const parts = (PICTURES[kind] ?? []).map((create) => create(element, state, ask));
  return {
    draw(frame, run) {
      for (const part of parts) part.draw(frame, run);
    },
    dispose() {
      for (const part of parts) part.dispose();
      element.replaceChildren();
    },
  };
}
