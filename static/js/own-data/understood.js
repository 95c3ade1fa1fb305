// What the server understood of the data, before anything is learned.

import { effect } from "../../vendor/signals-core.mjs";
import { h, setText } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { t } from "../lib/strings.js";
import { createClasses } from "./classes.js";
import { createPlot } from "./plot.js";
import { createQuestion } from "./question.js";
import { createReading } from "./reading.js";
import { createRefusal } from "./refusal.js";
import { Table } from "./table.js";
import { calling, factsOf, remarksOf, rolesOf } from "./words.js";

/** @import { Upload } from "./upload.js"
 * @import { Preview, Question } from "../wire/server.js" */

export class Understood {
  #upload;
  #table;
  #reading;
  #questions = h("div", { class: "own-questions" });
  #facts = h("p", { class: "own-facts" });
  #roles = h("p", { class: "own-roles" });
  #plot = h("div", { class: "own-plots" });
  #text = h("p", { class: "own-text", dir: "auto" });
  #notes = h("ul", { class: "own-notes" });
  #reset = h("button", { type: "button", class: "own-reset" }, t("data.reset"));
  #differences = h("input", { type: "checkbox", role: "switch" });

  /** @param {Upload} upload */
  constructor(upload) {
    this.#upload = upload;
    this.#reading = createReading(upload);
    this.#table = new Table((changes) => upload.choose(changes));
    const shown = h(
      "div",
      { class: "own-shown" },
      h("div", { class: "own-head" }, this.#facts, this.#reset),
      this.#roles,
      this.#questions,
      this.#plot,
      this.#text,
      createRefusal(upload, "choices"),
      this.#table.element,
      this.#createDifferences(),
      this.#notes,
      this.#reading,
    );
    const empty = createInvitation(upload);
    const named = { class: "own-understood", "aria-label": t("data.understood") };
    this.element = h("section", named, empty, shown);
    this.#reset.addEventListener("click", () => {
      upload.reset();
      this.#table.element.focus(); // the button is gone
    });
    effect(() => {
      const preview = upload.preview.value;
      const first = shown.hidden && preview;
      shown.hidden = !preview;
      empty.hidden = Boolean(preview);
      if (preview) this.#show(preview);
      // Where it lies below what was brought; who still types there stays there.
      if (first && document.activeElement?.tagName !== "TEXTAREA") this.element.scrollIntoView();
    });
    effect(() => this.#ask(upload.questions.value));
    effect(() => {
      this.#reset.hidden = Object.keys(upload.choices.value).length === 0;
    });
    effect(() => {
      shown.classList.toggle("stale", upload.waiting.value || Boolean(upload.error.value));
    });
  }

  #createDifferences() {
    const box = this.#differences;
    box.addEventListener("change", () => this.#upload.choose({ differences: box.checked }));
    const help = h("small", {}, t("data.differences.help"));
    return h(
      "label",
      { class: "own-differences" },
      box,
      h("span", {}, t("data.differences"), help),
    );
  }

  /** @param {Preview} preview */
  #show(preview) {
    setText(this.#facts, factsOf(preview).join(" · "));
    const called = calling(preview);
    setText(this.#roles, rolesOf(preview, called));
    this.#table.show(preview, called);
    const { series, labelled } = preview;
    if (series) this.#plot.replaceChildren(createPlot(series, called));
    else this.#plot.replaceChildren(...(labelled ? [createClasses(labelled)] : []));
    setText(this.#text, preview.text?.head ?? "");
    this.#text.hidden = !preview.text;
    this.#reading.hidden = preview.columns.length === 0;
    this.#differences.checked = Boolean(preview.choices.differences);
    /** @type {HTMLElement} */ (this.#differences.parentElement).hidden = !preview.series;
    const remarks = remarksOf(preview.notes);
    this.#notes.replaceChildren(...remarks.map((words) => h("li", { dir: "auto" }, words)));
  }

  /** Each question once: who answers one by keys goes on among its answers.
   * @param {Question[]} questions */
  #ask(questions) {
    const known = new Map(
      [...this.#questions.children].map((one) => [
        /** @type {HTMLElement} */ (one).dataset.key,
        /** @type {HTMLElement} */ (one),
      ]),
    );
    const shown = questions.map((question) => {
      const key = JSON.stringify(question);
      const element = known.get(key) ?? createQuestion(question, this.#upload);
      element.dataset.key = key;
      return element;
    });
    for (const [key, element] of known) {
      if (!shown.some((one) => one.dataset.key === key)) element.remove();
    }
    for (const element of shown) {
      if (!element.isConnected) this.#questions.append(element);
    }
  }
}

/** What can be brought along, until something is. @param {Upload} upload */
function createInvitation(upload) {
  const words = h("p");
  const list = h("ul");
  effect(() => {
    const [kind, waiting] = [upload.kind.value, upload.waiting.value];
    setText(words, t(waiting ? "data.status.waiting" : "data.invitation"));
    const lines = ["one", "two", "three"].map((line) => t(`data.invitation.${kind}.${line}`));
    list.replaceChildren(...lines.map((line) => h("li", {}, line)));
    list.hidden = waiting;
  });
  return h("div", { class: "own-empty" }, icon("table"), words, list);
}
