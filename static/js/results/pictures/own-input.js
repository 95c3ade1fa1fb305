// Try your own: a text of the reader's, and what the network of the update on screen answers.
import { effect } from "../../../vendor/signals-core.mjs";
import { h, setAttribute, setText } from "../../lib/dom.js";
import { has, t } from "../../lib/strings.js";
import { errorWords } from "../../runs/problems.js";
import { seen } from "../../state/labels.js";
import { decode } from "../../wire/decoding.js";
import { LatestRequest } from "../../wire/latest-request.js";
import { predictAt } from "../../wire/server.js";
import { answerBars, paintedWords, percent } from "./words.js";

/** @import { NdArray, Run, State, Wire } from "../../state/pane.js"
 * @typedef {Omit<Wire["Prediction"], "outputs" | "influence"> & {outputs: NdArray,
 *   influence: NdArray}} Prediction decoded */

const PAUSE = 250; // milliseconds without a key

/** @param {HTMLElement} element @param {State} state */
export function mountOwnInput(element, state) {
  const field = h("input", { id: "own-text", type: "text", maxlength: 500, autocomplete: "off" });
  field.spellcheck = false;
  const label = h("label", { for: "own-text" }, t("own.title"));
  const refusal = h("p", { id: "own-refusal", class: "refusal", role: "status" });
  setAttribute(field, "aria-describedby", refusal.id);
  const answer = h("div", { class: "own-answer", "aria-live": "polite" });
  element.append(h("h3", {}, label), field, refusal, answer, vocabularyOf(state));
  const request = new LatestRequest();
  /** What was answered last. @type {Prediction | null} */
  let last = null;

  /** @param {number} wait */
  function ask(wait) {
    const [run, frame, text] = [state.run.peek(), state.frame.peek(), field.value.trim()];
    request.cancel();
    if (!run?.task.encodes || !frame || text === "") return show(null);
    request.send(
      wait,
      (signal) => predictAt(run.id, { update: frame.update, text }, signal),
      (prediction) => show(decode(prediction)),
      (error) => show(null, errorWords(error)),
    );
  }

  /** @param {Prediction | null} prediction @param {string} [sentence] why there is none */
  function show(prediction, sentence = "") {
    last = prediction;
    setText(refusal, sentence);
    setAttribute(field, "aria-invalid", sentence === "" ? null : "true");
    redraw();
  }

  function redraw() {
    const run = state.run.peek();
    if (last && run) showAnswer(answer, last, run);
    else answer.replaceChildren();
  }

  let task = "";
  field.addEventListener("input", () => ask(PAUSE));
  effect(() => {
    const { run, frame, playing } = state;
    element.hidden = !run.value?.task.encodes;
    if (run.value && run.value.task.name !== task) {
      task = run.value.task.name;
      field.value = "";
      setAttribute(field, "placeholder", has(`own.example.${task}`) && exampleOf(task));
    }
    if (frame.value && !playing.value) ask(0);
  });
  effect(() => {
    state.theme.value;
    redraw();
  });
}

/** The words that the task's texts are made of, for who wants to see them. @param {State} state */
function vocabularyOf(state) {
  const [count, words] = [h("summary"), h("p", { class: "known-words" })];
  const element = h("details", { class: "folded-picture" }, count, words);
  effect(() => {
    const names = state.run.value?.task.input_names ?? [];
    element.hidden = names.length === 0;
    setText(count, t("own.words", { count: names.length }));
    setText(words, names.map(seen).join(" · "));
  });
  return element;
}

/** @param {string} task */
const exampleOf = (task) => t("own.example", { text: t(`own.example.${task}`) });

/** The words that the network has read, and its own. @param {HTMLElement} element
 * @param {Prediction} prediction @param {Run} run */
function showAnswer(element, prediction, { task, config }) {
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
