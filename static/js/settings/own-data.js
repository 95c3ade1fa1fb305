// A dialog for data of one's own: a table with a column of numbers, or a text.

import { h, on, setText } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { t } from "../lib/strings.js";
import { failureWords } from "../runs/asked-words.js";
import { createDataset } from "../wire/server.js";

/** @typedef {import("../state/pane.js").RunConfig} RunConfig */

const KINDS = /** @type {const} */ (["series", "text"]);

/** What was found and done, in a sentence. @param {[string, string | number][]} notes */
function reportOf(notes) {
  const words = notes.map(([name, value]) => t(`data.note.${name}`, { value }));
  return words.join(t("data.notes.join")) + t("data.notes.end");
}

/** The button that opens it. @param {(config: RunConfig, report: string) => void} learn
 * @returns {{element: HTMLElement, dispose: () => void}} */
export function createOwnData(learn) {
  const radios = KINDS.map((kind) =>
    h("input", { type: "radio", name: "own-kind", value: kind, checked: kind === "series" }),
  );
  const kinds = radios.map((radio) => h("label", {}, radio, t(`data.${radio.value}`)));
  const area = h("textarea", { rows: 9, spellcheck: "false", required: true });
  const text = h("label", {}, t("data.paste"), area);
  const upload = h("input", { type: "file", accept: ".csv,.tsv,.txt,text/*" });
  const file = h("label", {}, t("data.file"), upload);
  const field = h("input", { type: "text", autocomplete: "off" });
  const column = h("label", {}, t("data.column"), field);
  const refusal = h("p", { class: "refusal", role: "alert" });
  const go = h("button", { type: "submit" }, t("data.learn"));
  const close = h("button", { type: "button", class: "quiet", "aria-label": t("keys.close") });
  close.append(icon("close"));
  const title = h("h2", { id: "own-title" }, t("data.title"));
  const choice = h("fieldset", {}, ...kinds);
  const form = h(
    "form",
    {},
    h("header", {}, title, close),
    choice,
    file,
    text,
    column,
    refusal,
    go,
  );
  const dialog = h("dialog", { id: "own-data", "aria-labelledby": "own-title" }, form);
  const button = h("button", { type: "button", class: "own-data" }, t("data.open"));
  document.body.append(dialog);

  const kind = () => KINDS[radios.findIndex((radio) => radio.checked)];

  async function send() {
    go.disabled = true;
    setText(refusal, "");
    try {
      const chosen = kind() === "series" && field.value.trim() ? field.value.trim() : null;
      const found = await createDataset({ kind: kind(), text: area.value, column: chosen });
      dialog.close();
      learn(/** @type {RunConfig} */ (found.config), reportOf(found.notes));
    } catch (error) {
      setText(refusal, failureWords(error));
    } finally {
      go.disabled = false;
    }
  }

  /** UTF-8 alone: what is no text at all is refused before it is sent. */
  async function read() {
    const [chosen] = upload.files ?? [];
    if (!chosen) return;
    try {
      const bytes = await chosen.arrayBuffer();
      area.value = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      setText(refusal, area.value.trim() ? "" : t("data.empty", { name: chosen.name }));
    } catch {
      area.value = "";
      setText(refusal, t("data.encoding", { name: chosen.name }));
    }
  }

  const stops = [
    on(button, "click", () => dialog.showModal()),
    on(close, "click", () => dialog.close()),
    on(upload, "change", read),
    on(choice, "change", () => {
      column.hidden = kind() !== "series";
    }),
    on(form, "submit", (event) => {
      event.preventDefault();
      send();
    }),
  ];
  return {
    element: button,
    dispose() {
      for (const stop of stops) stop();
      dialog.remove();
    },
  };
}
