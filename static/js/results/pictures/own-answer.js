// What the network answers to a reader's own text: the words that it read, and its own.
import { h } from "../../lib/dom.js";
import { t } from "../../lib/strings.js";
import { answerBars, paintedWords, percent } from "./words.js";

/** As app/runs/inference.py answers, decoded.
 * @typedef {import("../../state/pane.js").NdArray} NdArray
 * @typedef {{update: number, has_input: boolean[], has_output: boolean[], outputs: NdArray,
 *   influence: NdArray, tokens: {inputs: string[], outputs: string[]}}} Prediction */

/** @param {HTMLElement} element @param {Prediction} prediction @param {import("../../state/pane.js").Run} run */
export function showAnswer(element, prediction, { task, config }) {
  const { update, has_input, influence, tokens, outputs } = prediction;
  const read = has_input.flatMap((reads, i) => (reads ? [influence.data[i]] : []));
  const yes = task.output_size === 1 && config.output_activation === "sigmoid";
  const single = yes && tokens.outputs.length === 1;
  const words = single
    ? [t("own.positive", { percent: percent(outputs.data.at(-1) ?? 0) })]
    : tokens.outputs;
  const line = (/** @type {string} */ name, /** @type {Node[]} */ parts) => [
    h("dt", {}, t(`own.${name}`)),
    h("dd", { "data-key": name }, ...parts),
  ];
  element.replaceChildren(
    h(
      "p",
      { class: "picture-line" },
      t("own.network", { update }),
      " ",
      read.some(Boolean) && t(single ? "own.influence.positive" : "own.influence"),
    ),
    h(
      "dl",
      {},
      ...line("asked", paintedWords(tokens.inputs, read, task.input_names)),
      ...line(
        "answered",
        words.map((word) => h("span", { class: "word" }, word)),
      ),
    ),
    single ? answerBars(tokens.inputs, outputs.data) : "",
  );
  const typing = element.parentElement?.contains(document.activeElement);
  if (typing) element.scrollIntoView({ block: "nearest" });
}
