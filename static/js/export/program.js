// The update on screen as a program of its own, to be read, copied and run; and as a page.
// Fetched when wanted.

import { h, on, setAttribute, setText } from "../lib/dom.js";
import { iconButton } from "../lib/icons.js";
import { currentLanguage, t } from "../lib/strings.js";
import { errorWords } from "../runs/problems.js";
import { exportUrl, getProgram } from "../wire/server.js";

/** @import { State } from "../state/pane.js" */

const FRAMEWORKS = { pytorch: "PyTorch", keras: "Keras", numpy: "NumPy" };
const UPDATES = 30; // of a page that shows how it was learnt

/** The updates from the first to this one, of many not all. @param {number} update */
function upTo(update) {
  const every = Math.min(1000, Math.max(1, Math.ceil(update / UPDATES)));
  const before = Math.min(UPDATES - 1, Math.floor((update - 1) / every));
  return { update: update - every * before, to: update, every };
}

/** @param {State} state */
export function showProgram(state) {
  const options = Object.entries(FRAMEWORKS).map(([value, name]) => h("option", { value }, name));
  const choice = h("select", { "aria-label": t("program.framework"), onchange: read }, ...options);
  const save = h("a", { role: "button", class: "outline" }, t("program.save"));
  const onclick = () => dialog.close();
  const close = iconButton("close", t("keys.close"), { class: "quiet", onclick });
  const title = h("h2", { id: "program-title" }, t("program.title"));
  const code = h("pre", { tabindex: 0 });
  const box = h(
    "article",
    {},
    h("header", {}, title, close),
    h("p", {}, t("program.says")),
    h("div", { class: "program-bar" }, choice, copyButton(code), save),
    code,
    pagesOf(state),
  );
  const dialog = h("dialog", { id: "program", "aria-labelledby": "program-title" }, box);
  on(dialog, "close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  read();

  async function read() {
    const [run, frame] = [state.run.peek(), state.frame.peek()];
    if (!run || !frame) return;
    setText(code, "…");
    try {
      const { url, text } = await getProgram(run.id, frame.update, choice.value);
      setText(code, text);
      setAttribute(save, "href", url);
      setAttribute(save, "download", `${run.task.name}_${frame.update}_${choice.value}.py`);
    } catch (error) {
      setText(code, errorWords(error));
    }
  }
}

/** @param {HTMLElement} code that is copied */
function copyButton(code) {
  const button = h("button", { type: "button", onclick: copy }, t("program.copy"));
  async function copy() {
    try {
      await navigator.clipboard.writeText(code.textContent ?? "");
      setText(button, t("program.copied"));
    } catch {
      setText(button, t("header.share.failed"));
    }
  }
  return button;
}

/** Links to the update on screen as a page, and to how it was learnt. The dialog covers the player:
 * no other update comes on screen while it is open. @param {State} state */
function pagesOf(state) {
  const one = h("a", { download: true }, t("program.page.one"));
  const several = h("a", { download: true }, t("program.page.several"));
  const [run, frame] = [state.run.peek(), state.frame.peek()];
  if (run && frame) {
    const page = { format: "html", lang: currentLanguage() };
    const { update } = frame;
    setAttribute(one, "href", exportUrl(run.id, { ...page, update }));
    setAttribute(several, "href", exportUrl(run.id, { ...page, ...upTo(update) }));
    several.hidden = update === 1;
  }
  return h("p", { class: "program-pages" }, t("program.page"), " ", one, " · ", several);
}
