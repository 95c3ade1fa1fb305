// Try your own: a text of the reader's, and what the network of the update on screen answers.
import { effect } from "../../../vendor/signals-core.mjs";
import { h, setAttribute, setText } from "../../lib/dom.js";
import { has, t } from "../../lib/strings.js";
import { errorWords } from "../../runs/problems.js";
import { seen } from "../../state/labels.js";
import { decode } from "../../wire/decoding.js";
import { LatestRequest } from "../../wire/latest-request.js";
import { predictAt } from "../../wire/server.js";
import { showAnswer } from "./own-answer.js";

/** @import { State } from "../../state/pane.js"
 * @import { Prediction } from "./own-answer.js" */

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
