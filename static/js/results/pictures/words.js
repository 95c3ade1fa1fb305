// The words of the window: each by what it does to the answer, and the answer after each.

import { colourAt, inkOn } from "../../draw/colours.js";
import { colorscale } from "../../draw/theme.js";
import { h } from "../../lib/dom.js";
import { formatNumber, t } from "../../lib/strings.js";
import { seen } from "../../state/labels.js";
import { sequenceIn } from "../../state/pane.js";
import { isSeveral } from "./answers.js";

/** @typedef {import("../../state/pane.js").NdArray} NdArray */

/** @type {import("../pictures.js").Create} */
export function wordsPicture(element, state) {
  const title = h("p", { class: "picture-line" });
  const words = h("p", { class: "influence" });
  const after = h("div");
  element.append(title, words, after);
  return {
    draw(frame, { task }) {
      const { tokens, picture, has_input } = frame;
      const b = sequenceIn(state, frame);
      const single = task.output_size === 1;
      title.textContent = t(single ? "words.title.positive" : "words.title.answer");
      const read = tokens.inputs[b].map((word, i) => ({ word, i })).filter(({ i }) => has_input[i]);
      const [influence, answers] = [picture.influence, picture.outputs].map((array) =>
        array ? read.map(({ i }) => array.data[i * array.shape[1] + b]) : [],
      );
      const texts = read.map(({ word }) => word);
      words.replaceChildren(...paintedWords(texts, influence, task.input_names));
      after.replaceChildren(single && answers.length > 0 ? answerBars(texts, answers) : "");
    },
  };
}

/** Each word in the colour of its influence on the answer, and with its sign.
 * @param {string[]} words @param {ArrayLike<number>} influence NaN where it is not known
 * @param {string[]} names that the words are taken from @returns {HTMLElement[]} */
export function paintedWords(words, influence, names) {
  const largest = Math.max(0, ...Array.from(influence, Math.abs).filter(Number.isFinite));
  return words.map((word, i) => {
    const value = influence[i];
    const text = seen(word);
    const kind = isSeveral(word, names) ? "word several" : "word";
    if (!(Math.abs(value) > 0)) return h("span", { class: kind }, text);
    const ground = colourAt(colorscale("activation"), 0.5 + value / (2 * largest));
    const sign = h("sup", {}, value > 0 ? "+" : "−");
    const title = formatNumber(value);
    const element = h("span", { class: `${kind} painted`, title }, text, sign);
    Object.assign(element.style, { background: ground, color: inkOn(ground) });
    return element;
  });
}

/** How likely a yes is after each word. @param {string[]} words @param {ArrayLike<number>} shares */
export function answerBars(words, shares) {
  const bars = h("ol", { class: "answer-bars", tabindex: 0 });
  bars.setAttribute("aria-label", t("words.after"));
  bars.append(...words.map((word, i) => bar(word, shares[i])));
  return bars;
}

/** @param {string} word @param {number} share that the network gives a yes after it */
function bar(word, share) {
  const known = Number.isFinite(share);
  const fill = h("i");
  fill.style.width = `${known ? share * 100 : 0}%`;
  const track = h("span", { class: "answer-bar", "aria-hidden": "true" }, fill);
  return h("li", {}, h("span", {}, word), track, h("b", {}, known ? percent(share) : "–"));
}

/** @param {number} share */
export const percent = (share) => `${Math.round(share * 100)} %`;
