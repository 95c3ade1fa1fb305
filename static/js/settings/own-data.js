// A dialog for data of one's own: a table with a column of numbers, or a text.

import { h, on, setText } from "../lib/dom.js";
import { iconButton } from "../lib/icons.js";
import { t } from "../lib/strings.js";
import { errorWords } from "../runs/problems.js";
import { createDataset } from "../wire/server.js";

/** @typedef {import("../state/pane.js").RunConfig} RunConfig
 * @typedef {(config: RunConfig, report: string) => void} Learn */

const KINDS = /** @type {const} */ (["series", "text"]);

/** What was found and done, in a sentence. @param {[string, string | number][]} notes */
function reportOf(notes) {
  const words = notes.map(([name, value]) => t(`data.note.${name}`, { value }));
  return words.join(t("data.notes.join")) + t("data.notes.end");
}

/** The button that opens it. @param {Learn} learn @returns {HTMLElement} */
export function createOwnData(learn) {
  const { dialog } = new OwnData(learn);
  document.body.append(dialog);
  const open = () => dialog.showModal();
  return h("button", { type: "button", class: "own-data", onclick: open }, t("data.open"));
}

class OwnData {
  #learn;
  #radios = KINDS.map((kind) =>
    h("input", { type: "radio", name: "own-kind", value: kind, checked: kind === "series" }),
  );
  #area = h("textarea", { rows: 9, spellcheck: "false", required: true });
  #upload = h("input", { type: "file", accept: ".csv,.tsv,.txt,text/*" });
  #column = h("input", { type: "text", autocomplete: "off" });
  #refusal = h("p", { class: "refusal", role: "alert" });
  #go = h("button", { type: "submit" }, t("data.learn"));

  /** @param {Learn} learn */
  constructor(learn) {
    this.#learn = learn;
    const kinds = this.#radios.map((radio) => h("label", {}, radio, t(`data.${radio.value}`)));
    const choice = h("fieldset", {}, ...kinds);
    const column = h("label", {}, t("data.column"), this.#column);
    const form = h(
      "form",
      {},
      this.#createHeader(),
      choice,
      h("label", {}, t("data.file"), this.#upload),
      h("label", {}, t("data.paste"), this.#area),
      column,
      this.#refusal,
      this.#go,
    );
    this.dialog = h("dialog", { id: "own-data", "aria-labelledby": "own-title" }, form);
    on(this.#upload, "change", () => this.#read());
    on(choice, "change", () => {
      column.hidden = this.#kind() !== "series";
    });
    on(form, "submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  #createHeader() {
    const onclick = () => this.dialog.close();
    const close = iconButton("close", t("keys.close"), { class: "quiet", onclick });
    return h("header", {}, h("h2", { id: "own-title" }, t("data.title")), close);
  }

  #kind() {
    return KINDS[this.#radios.findIndex((radio) => radio.checked)];
  }

  async #send() {
    this.#go.disabled = true;
    setText(this.#refusal, "");
    try {
      const [kind, name] = [this.#kind(), this.#column.value.trim()];
      const column = kind === "series" && name ? name : null;
      const found = await createDataset({ kind, text: this.#area.value, column });
      this.dialog.close();
      this.#learn(/** @type {RunConfig} */ (found.config), reportOf(found.notes));
    } catch (error) {
      setText(this.#refusal, errorWords(error));
    } finally {
      this.#go.disabled = false;
    }
  }

  /** UTF-8 alone: what is no text at all is refused before it is sent. */
  async #read() {
    const [file] = this.#upload.files ?? [];
    if (!file) return;
    try {
      const bytes = await file.arrayBuffer();
      this.#area.value = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      const empty = t("data.empty", { name: file.name });
      setText(this.#refusal, this.#area.value.trim() ? "" : empty);
    } catch {
      this.#area.value = "";
      setText(this.#refusal, t("data.encoding", { name: file.name }));
    }
  }
}
