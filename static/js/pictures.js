// The picture of each kind of task: what shows that it has learnt.
import { figurePicture } from "./picture-figure.js";

/** @typedef {import("./state.js").State} State
 * @typedef {{draw: (frame: import("./script.js").VisibleFrame, run: import("./state.js").Run) => void,
 *   dispose: () => void}} Picture
 * @typedef {(element: HTMLElement, state: State, ask: () => void) => Picture} Create `ask` has the
 *   picture drawn again */

/** By the name that the task gives its picture. @type {Record<string, Create[]>} */
const PICTURES = {
  forecast: [figurePicture("forecast", ["truth", "network", "baseline"])],
  curve: [figurePicture("curve", ["truth", "network"])],
  confusion: [figurePicture("confusion", [])],
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
