// Where data come from: a file that is dropped or chosen, what is pasted or typed, an example.

import { effect } from "../../vendor/signals-core.mjs";
import { h, on, setAttribute, setText } from "../lib/dom.js";
import { icon, iconButton } from "../lib/icons.js";
import { t } from "../lib/strings.js";
import { ApiError, getExample } from "../wire/server.js";
import { createRefusal } from "./refusal.js";
import { privacyWords, sizeWords } from "./words.js";

/** @import { Upload } from "./upload.js"
 * @import { DataRequest } from "../wire/server.js"
 * @typedef {DataRequest["kind"]} Kind */

/** What can be brought along, and examples of it. @type {Record<Kind, string[]>} */
const KINDS = {
  series: ["airline.csv", "weather.csv"],
  text: ["alice.txt"],
  labelled: ["sentences.csv", "words.csv"],
};

/** The bytes of a file in base64; what they say is for the server to find out.
 * @param {File} file @returns {Promise<string>} */
function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => reject(new Error(t("data.file.closed", { name: file.name })));
    reader.readAsDataURL(file);
  });
}

export class Source {
  #upload;
  #most;
  #area = h("textarea", { id: "own-pasted", rows: 8, spellcheck: "false", dir: "auto" });
  #file = h("input", { type: "file", tabindex: -1, "aria-hidden": "true", hidden: true });
  #pick = h("button", { type: "button", class: "own-pick", autofocus: true }, t("data.choose"));
  #name = h("bdi");
  #size = h("span", { class: "own-size" });
  #chosen;
  #zone;

  /** @param {Upload} upload @param {Promise<number | null>} most bytes of a file, if that is known */
  constructor(upload, most) {
    this.#upload = upload;
    this.#most = most;
    this.#chosen = this.#createChosen();
    this.#zone = this.#createZone();
    this.element = h(
      "section",
      { class: "own-source", "aria-label": t("data.source") },
      this.#createKinds(),
      this.#zone,
      createRefusal(upload, "file"),
      h("label", { class: "own-paste", for: this.#area.id }, t("data.paste")),
      this.#area,
      createRefusal(upload, "text"),
      ...this.#createExamples(),
      h("p", { class: "own-privacy" }, icon("lock"), h("span", {}, privacyWords(location))),
    );
    on(this.#area, "input", () => upload.type(this.#area.value));
    on(this.#pick, "click", () => this.#file.click());
    on(this.#file, "change", () => this.#take(this.#file.files?.[0]));
    effect(() => this.#showChosen());
  }

  /** Take what is dropped anywhere on an element. @param {HTMLElement} element */
  listen(element) {
    const mark = (/** @type {boolean} */ over) => this.#zone.classList.toggle("over", over);
    on(element, "dragover", (/** @type {DragEvent} */ event) => {
      event.preventDefault();
      mark(true);
    });
    on(element, "dragleave", (/** @type {DragEvent} */ event) => {
      if (!element.contains(/** @type {Node | null} */ (event.relatedTarget))) mark(false);
    });
    on(element, "drop", (/** @type {DragEvent} */ event) => {
      event.preventDefault();
      mark(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (file) return this.#take(file);
      const text = event.dataTransfer?.getData("text/plain");
      if (text) this.#paste(text);
    });
    on(element, "paste", (/** @type {ClipboardEvent} */ event) => {
      const [file] = event.clipboardData?.files ?? [];
      if (!file) return;
      event.preventDefault();
      this.#take(file);
    });
  }

  #createKinds() {
    const radios = Object.keys(KINDS).map((kind) => {
      const onchange = () =>
        this.#upload.bring(/** @type {Kind} */ (kind), this.#upload.source.peek());
      const radio = h("input", { type: "radio", name: "own-kind", value: kind, onchange });
      effect(() => {
        radio.checked = this.#upload.kind.value === kind;
      });
      return h("label", {}, radio, h("span", {}, t(`data.${kind}`)));
    });
    const legend = h("legend", { class: "sr-only" }, t("data.source.kind"));
    return h("fieldset", { class: "own-kinds" }, legend, ...radios);
  }

  #createZone() {
    const invitation = h("p", { class: "own-drop-words" }, t("data.drop"));
    const limit = h("p", { class: "own-limit" });
    this.#most.then((most) => {
      if (most) setText(limit, t("data.file.limit", { size: sizeWords(most) }));
    });
    return h(
      "div",
      { class: "own-drop" },
      icon("upload"),
      invitation,
      this.#pick,
      this.#file,
      limit,
      this.#chosen,
    );
  }

  /** The file that is in force, and how to be rid of it. */
  #createChosen() {
    const onclick = () => {
      this.#upload.bring(this.#upload.kind.peek(), null);
      this.#upload.type(this.#area.value);
      this.#pick.focus();
    };
    const remove = iconButton("close", t("data.file.remove"), { class: "quiet", onclick });
    return h("p", { class: "own-file" }, icon("file"), this.#name, this.#size, remove);
  }

  #showChosen() {
    this.#area.placeholder = t(`data.placeholder.${this.#upload.kind.value}`);
    const source = this.#upload.source.value;
    const file = source && "file" in source ? source : null;
    this.#zone.classList.toggle("filled", Boolean(file));
    this.#chosen.hidden = !file;
    setAttribute(this.#area, "data-idle", Boolean(file));
    setText(this.#name, file?.name ?? "");
    this.#name.title = file?.name ?? "";
    setText(this.#size, file ? sizeWords(file.size) : "");
  }

  /** @param {File | undefined} file */
  async #take(file) {
    this.#file.value = ""; // so that the same file, mended, can be chosen again
    if (!file) return;
    const [kind, most] = [this.#upload.kind.peek(), await this.#most];
    const { name, size } = file;
    if (most && size > most) {
      const params = { high: most, count: size };
      const problem = { code: "text_too_large", params, field: "file", message: "" };
      this.#upload.refuse("file", new ApiError(problem, 413));
      return;
    }
    const bytes = base64Of(file);
    bytes.catch(() => {}); // whoever sends them hears of it
    this.#upload.bring(kind, { name, size, file: bytes });
  }

  /** @param {string} text @param {Kind} [kind] */
  #paste(text, kind = this.#upload.kind.peek()) {
    this.#area.value = text;
    this.#upload.bring(kind, text.trim() ? { text } : null);
  }

  #createExamples() {
    return Object.entries(KINDS).map(([kind, files]) => {
      const buttons = files.map((file) => {
        const name = file.replace(/\..*/, "");
        const onclick = async () => {
          try {
            this.#paste(await getExample(file), /** @type {Kind} */ (kind));
          } catch (error) {
            this.#upload.refuse("text", error);
          }
        };
        return h("button", { type: "button", onclick }, t(`data.example.${name}`));
      });
      const line = h("p", { class: "own-examples" }, t("data.example"), ...buttons);
      effect(() => {
        line.hidden = this.#upload.kind.value !== kind;
      });
      return line;
    });
  }
}
