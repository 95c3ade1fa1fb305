// What is to be learned: what was brought along, the choices made about it, what the server understood.

import { computed, signal } from "../../vendor/signals-core.mjs";
import { LatestRequest } from "../wire/latest-request.js";
import { createDataset, previewDataset } from "../wire/server.js";

/** @import { Problem } from "../state/pane.js"
 * @import { Choices, DataRequest, Preview, Question } from "../wire/server.js"
 * @typedef {{text: string}} Pasted
 * @typedef {{name: string, size: number, file: Promise<string>}} Chosen its bytes in base64
 * @typedef {Pasted | Chosen} Source
 * @typedef {"file" | "text" | "choices"} About */

/** How long typing waits for the next key, in milliseconds. */
const TYPING = 350;
const LONGEST_NAME = 200;

export class Upload {
  kind = signal(/** @type {DataRequest["kind"]} */ ("series"));
  source = signal(/** @type {Source | null} */ (null));
  /** What the reader has decided; all else the server finds by itself. */
  choices = signal(/** @type {Choices} */ ({}));
  preview = signal(/** @type {Preview | null} */ (null));
  /** What the server has asked: those that are answered can still be answered otherwise. */
  questions = signal(/** @type {Question[]} */ ([]));
  error = signal(/** @type {unknown} */ (null));
  /** What the error is about: what was brought, or what was decided about it. */
  about = signal(/** @type {About} */ ("text"));
  waiting = signal(false);
  ready = computed(
    () => this.preview.value?.questions.length === 0 && !this.error.value && !this.waiting.value,
  );
  #request = new LatestRequest();

  /** Other data: nothing of what was decided about those before holds.
   * @param {DataRequest["kind"]} kind @param {Source | null} source */
  bring(kind, source) {
    this.kind.value = kind;
    this.#forget();
    this.preview.value = null;
    this.#ask(source && "file" in source ? "file" : "text", source, 0);
  }

  /** The text was edited: what was decided stays. @param {string} text */
  type(text) {
    this.#ask("text", text.trim() ? { text } : null, TYPING);
  }

  /** @param {Choices} changes null leaves a choice to the server again */
  choose(changes) {
    const all = Object.entries({ ...this.choices.peek(), ...changes });
    this.choices.value = Object.fromEntries(all.filter(([, value]) => value !== null));
    this.#ask("choices", this.source.peek(), 0);
  }

  /** What is brought cannot be taken. @param {About} about @param {unknown} error */
  refuse(about, error) {
    this.#request.cancel();
    this.source.value = null;
    this.about.value = about;
    this.#show(null, error);
  }

  /** Leave everything to the server again. */
  reset() {
    this.#forget();
    this.#ask("choices", this.source.peek(), 0);
  }

  /** Keep the data. */
  async learn() {
    const source = this.source.peek();
    if (!source) return null;
    this.waiting.value = true;
    try {
      return await createDataset(await this.#body(source));
    } catch (error) {
      this.error.value = error;
      return null;
    } finally {
      this.waiting.value = false;
    }
  }

  #forget() {
    this.choices.value = {};
    this.questions.value = [];
  }

  /** @param {Source} source @returns {Promise<DataRequest>} */
  async #body(source) {
    const kind = this.kind.peek();
    const choices = this.choices.peek();
    if ("text" in source) return { kind, text: source.text, choices };
    return { kind, file: await source.file, name: source.name.slice(0, LONGEST_NAME), choices };
  }

  /** @param {About} about what was changed @param {Source | null} source @param {number} wait */
  #ask(about, source, wait) {
    this.about.value = about;
    this.source.value = source;
    if (!source) {
      this.#request.cancel();
      this.#forget();
      this.#show(null, null);
      return;
    }
    this.waiting.value = true;
    this.#request.send(
      wait,
      async (signal) => previewDataset(await this.#body(source), signal),
      (preview) => this.#show(preview, null),
      (error) => this.#show(this.preview.peek(), error),
    );
  }

  /** @param {Preview | null} preview @param {unknown} error */
  #show(preview, error) {
    this.waiting.value = false;
    this.error.value = error;
    this.preview.value = preview;
    if (!preview || error) return;
    const asked = new Set(preview.questions.map(({ choice }) => choice));
    const before = this.questions.peek().filter(({ choice }) => !asked.has(choice));
    const answered = before.filter(({ choice }) => choice in this.choices.peek());
    this.questions.value = [...answered, ...preview.questions];
  }
}
