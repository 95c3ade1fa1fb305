// The dialog for data of one's own: bring them along, see what was understood, let them be learned.

import { effect } from "../../vendor/signals-core.mjs";
import { h, on, setText } from "../lib/dom.js";
import { iconButton } from "../lib/icons.js";
import { t } from "../lib/strings.js";
import { getLimits } from "../wire/server.js";
import { Source } from "./source.js";
import { Understood } from "./understood.js";
import { Upload } from "./upload.js";
import { reportOf } from "./words.js";

/** @import { RunConfig } from "../state/pane.js"
 * @typedef {(config: RunConfig, report: string) => void} Learn takes what learns the data, and what
 *   was done to them */

const SHEETS = ["dialog", "source", "understood", "table", "forced-colors"];
/** @type {OwnData | undefined} */
let dialog;

/** Open the dialog, as it was left. @param {Learn} learn */
export async function openOwnData(learn) {
  if (!dialog) await loadSheets();
  dialog ??= new OwnData();
  dialog.show(learn);
}

/** Its sheets are fetched with it, into the layer of the page's views. */
function loadSheets() {
  const urls = SHEETS.map((name) => `static/css/own-data/${name}.css`);
  const style = h("style", {}, urls.map((url) => `@import url("${url}") layer(views);`).join("\n"));
  return new Promise((resolve, reject) => {
    on(style, "load", resolve);
    on(style, "error", reject);
    document.head.append(style);
  });
}

class OwnData {
  #upload = new Upload();
  /** @type {Learn} */
  #learn = () => {};
  #go = h("button", { type: "submit", class: "own-learn" }, t("data.learn"));
  #status = h("p", { class: "own-status", role: "status" });
  #dialog;

  constructor() {
    const most = getLimits().then(
      ({ dataset_bytes }) => dataset_bytes,
      () => null,
    );
    const source = new Source(this.#upload, most);
    const understood = new Understood(this.#upload);
    const parts = h("div", { class: "own-parts" }, source.element, understood.element);
    const foot = h("footer", {}, this.#status, this.#go);
    const form = h("form", { novalidate: true }, this.#createHeader(), parts, foot);
    this.#dialog = h("dialog", { id: "own-data", "aria-labelledby": "own-title" }, form);
    source.listen(this.#dialog);
    document.body.append(this.#dialog);
    on(form, "submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    effect(() => this.#showStatus());
  }

  /** @param {Learn} learn */
  show(learn) {
    this.#learn = learn;
    this.#dialog.showModal();
  }

  #createHeader() {
    const onclick = () => this.#dialog.close();
    const close = iconButton("close", t("keys.close"), { class: "quiet", onclick });
    return h("header", {}, h("h2", { id: "own-title" }, t("data.title")), close);
  }

  #showStatus() {
    const { ready, waiting, preview, error } = this.#upload;
    this.#go.disabled = !ready.value;
    const open = preview.value?.questions.length ?? 0;
    if (waiting.value) setText(this.#status, t("data.status.waiting"));
    else if (error.value) setText(this.#status, t("data.status.refused"));
    else if (open > 0) setText(this.#status, t("data.status.questions", { count: open }));
    else setText(this.#status, ready.value ? t("data.status.ready") : "");
  }

  async #send() {
    if (!this.#upload.ready.peek()) return;
    const found = await this.#upload.learn();
    if (!found) return;
    this.#dialog.close();
    this.#learn(found.config, reportOf(found.notes));
  }
}
