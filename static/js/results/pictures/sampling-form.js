// A form that has the network of the update on screen go on by itself, every answer drawn.

import { h, setText } from "../../lib/dom.js";
import { formatNumber, t } from "../../lib/strings.js";
import { errorWords } from "../../runs/problems.js";
import { LatestRequest } from "../../wire/latest-request.js";
import { sampleAt } from "../../wire/server.js";

const TEMPERATURE = 0.7;
const MAX_LENGTH = 2000;

/** @typedef {object} Sampling
 * @property {HTMLElement & {value: string}} start what it begins with
 * @property {string} lengthLabel
 * @property {number} length words, at first
 * @property {() => string[]} words that are read first
 * @property {(words: string[]) => void} show what was drawn; none: it was refused */

/** @param {import("../../state/pane.js").State} state @param {Sampling} sampling */
export function samplingForm(state, { start, lengthLabel, length, words, show }) {
  const heat = h("output", {}, formatNumber(TEMPERATURE, 2));
  const temperature = h("input", {
    ...{ type: "range", min: 0, max: 2, step: 0.1, value: TEMPERATURE },
    oninput: () => setText(heat, formatNumber(temperature.valueAsNumber, 2)),
  });
  const count = h("input", { type: "number", min: 1, max: MAX_LENGTH, value: length });
  const said = h("p", { class: "picture-line", role: "status" });
  const form = h(
    "form",
    { class: "draw-form", onsubmit: submitted },
    h("label", {}, h("span", {}, t("draw.temperature"), " ", heat), temperature),
    h("label", {}, lengthLabel, count),
    h("label", {}, t("draw.start"), start),
    h("button", { type: "submit" }, t("draw.draw")),
  );
  const request = new LatestRequest();
  let draws = 0;

  /** @param {Event} event */
  function submitted(event) {
    event.preventDefault();
    const [run, frame] = [state.run.peek(), state.frame.peek()];
    if (!run || !frame) return;
    draws += 1;
    const asked = {
      update: frame.update,
      length: count.valueAsNumber,
      temperature: temperature.valueAsNumber,
      seed: draws, // something else each time
      start: words(),
    };
    request.send(0, (signal) => sampleAt(run.id, asked, signal), answered, refused);
  }

  /** @param {{update: number, words: string[]}} answer */
  function answered({ update, words }) {
    setText(said, t("draw.drawn", { update }));
    show(words);
  }

  /** @param {unknown} error */
  function refused(error) {
    setText(said, errorWords(error));
    show([]);
  }

  return { form, said, dispose: () => request.cancel() };
}
