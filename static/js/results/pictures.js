// The picture of each kind of task: what shows that it has learnt.

import { report } from "../runs/problems.js";
import { figurePicture } from "./figure.js";
import { forecastPicture } from "./forecast.js";

/** @typedef {import("../state/pane.js").State} State
 * @typedef {{draw: (frame: import("../state/script.js").VisibleFrame, run: import("../state/pane.js").Run) => void,
 *   dispose?: () => void}} Picture dispose: of what outlives its elements
 * @typedef {(element: HTMLElement, state: State, ask: () => void) => Picture} Create `ask` has the
 *   picture drawn again */

/** By the name that the task gives its picture: those of the series, with which the page opens.
 * @type {Record<string, Create[]>} */
const KINDS = {
  forecast: [forecastPicture],
  curve: [figurePicture("curve", ["truth", "network"])],
};

/** @param {string} kind @returns {Promise<Create[]>} */
const partsOf = async (kind) => KINDS[kind] ?? (await import("./pictures/kinds.js")).KINDS[kind];

/** @param {string} kind @param {HTMLElement} element @param {State} state @param {() => void} ask
 * @returns {Required<Picture>} */
export function pictureOf(kind, element, state, ask) {
  /** @type {Picture[]} */
  let parts = [];
  let disposed = false;

  partsOf(kind)
    .then((creates) => {
      if (disposed) return;
      parts = creates.map((create) => create(element, state, ask));
      ask();
    })
    .catch((error) => report(state, error));

  return {
    draw(frame, run) {
      for (const part of parts) part.draw(frame, run);
    },
    dispose() {
      disposed = true;
      for (const part of parts) part.dispose?.();
      element.replaceChildren();
    },
  };
}
