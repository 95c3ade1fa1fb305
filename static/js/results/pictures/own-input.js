// Try your own: a text of the reader's, and what the network of the update on screen answers.
import { effect } from "../../../vendor/signals-core.mjs";
import { disposeAll, h, setAttribute, setText } from "../../lib/dom.js";
import { latest } from "../../lib/latest.js";
import { has, t } from "../../lib/strings.js";
import { failureWords } from "../../runs/asked-words.js";
import { seen } from "../../state/labels.js";
import { decode } from "../../wire/decoding.js";
import { predictAt } from "../../wire/server.js";
import { showAnswer } from "./own-answer.js";

/** @typedef {import("../../state/pane.js").State} State */

const PAUSE = 250; // milliseconds without a key

/** @param {HTMLElement} element @param {State} state @returns {() => void} */
export function mountOwnInput(element, state) {
  const field = h("input", { id: "own-text", type: "text", maxlength: 500, autocomplete: "off" });
  field.spellcheck = false;
  field.addEventListener("input", () => ask(PAUSE));
  const label = h("label", { for: "own-text" }, t("own.title"));
  const refusal = h("p", { id: "own-refusal", class: "refusal", role: "status" });
  setAttribute(field, "aria-describedby", refusal.id);
  const answer = h("div", { class: "own-answer", "aria-live": "polite" });
  const [known, words] = [h("summary"), h("p", { class: "known-words" })];
  const vocabulary = h("details", { class: "folded-picture" }, known, words);
  element.append(h("h3", {}, label), field, refusal, answer, vocabulary);
  const asking = latest();
  let task = "";
  /** What was answered last. @type {import("./own-answer.js").Prediction | null} */
  let last = null;

  /** @param {number} wait */
  function ask(wait) {
    const [run, frame, text] = [state.run.peek(), state.frame.peek(), field.value.trim()];
    if (!run?.task.encodes || !frame || text === "") {
      asking.cancel();
      clear("");
      return;
    }
    const asked = { update: frame.update, text };
    asking.ask(
      wait,
      (signal) => predictAt(run.id, asked, signal),
      show,
      (error) => clear(failureWords(error)),
    );
  }

  /** @param {unknown} prediction */
  function show(prediction) {
    clear("");
    last = decode(prediction);
    redraw();
  }

  function redraw() {
    const run = state.run.peek();
    if (last && run) showAnswer(answer, last, run);
  }

  /** @param {string} sentence */
  function clear(sentence) {
    last = null;
    answer.replaceChildren();
    setText(refusal, sentence);
    setAttribute(field, "aria-invalid", sentence === "" ? null : "true");
  }

  return disposeAll([
    effect(() => {
      const { run, frame, playing } = state;
      element.hidden = !run.value?.task.encodes;
      if (run.value && run.value.task.name !== task) {
        task = run.value.task.name;
        field.value = "";
        const names = run.value.task.input_names;
        vocabulary.hidden = names.length === 0;
        setText(known, t("own.words", { count: names.length }));
        setText(words, names.map(seen).join(" · "));
        setAttribute(field, "placeholder", has(`own.example.${task}`) && exampleOf(task));
      }
      if (frame.value && !playing.value) ask(0);
    }),
    effect(() => {
      state.theme.value;
      redraw();
    }),
    asking.cancel,
    () => element.replaceChildren(),
  ]);
}

/** @param {string} task */
const exampleOf = (task) => t("own.example", { text: t(`own.example.${task}`) });
