// The update on screen as a program of its own, to be read, copied and run; and as a page.
// Fetched when wanted.

import { h, on, setAttribute, setText } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { currentLanguage, t } from "../lib/strings.js";
import { failureWords } from "../runs/asked-words.js";
import { exportUrl, getProgram } from "../wire/server.js";

const FRAMEWORKS = { pytorch: "PyTorch", keras: "Keras", numpy: "NumPy" };
const UPDATES = 30; // of a page that shows how it was learnt

/** The updates from the first to this one, of many not all. @param {number} update */
function upTo(update) {
  const every = Math.min(1000, Math.max(1, Math.ceil(update / UPDATES)));
  const before = Math.min(UPDATES - 1, Math.floor((update - 1) / every));
  return { update: update - every * before, to: update, every };
}

/** @param {import("../state/pane.js").State} state */
export function showProgram(state) {
  const options = Object.entries(FRAMEWORKS).map(([value, name]) => h("option", { value }, name));
  const choice = h("select", { "aria-label": t("program.framework") }, ...options);
  const copy = h("button", { type: "button" }, t("program.copy"));
  const save = h("a", { role: "button", class: "outline" }, t("program.save"));
  const close = h("button", { type: "button", class: "quiet", "aria-label": t("keys.close") });
  close.append(icon("close"));
  const title = h("h2", { id: "program-title" }, t("program.title"));
  const one = h("a", { download: true }, t("program.page.one"));
  const several = h("a", { download: true }, t("program.page.several"));
  const code = h("pre", { tabindex: 0 });
  const box = h(
    "article",
    {},
    h("header", {}, title, close),
    h("p", {}, t("program.says")),
    h("div", { class: "program-bar" }, choice, copy, save),
    code,
    h("p", { class: "program-pages" }, t("program.page"), " ", one, " · ", several),
  );
  const dialog = h("dialog", { id: "program", "aria-labelledby": "program-title" }, box);
  document.body.append(dialog);

  /** Of the update on screen: the dialog covers the player. */
  function link() {
    const [run, frame] = [state.run.peek(), state.frame.peek()];
    if (!run || !frame) return;
    const page = { format: "html", lang: currentLanguage() };
    const { update } = frame;
    setAttribute(one, "href", exportUrl(run.id, { ...page, update }));
    setAttribute(several, "href", exportUrl(run.id, { ...page, ...upTo(update) }));
    several.hidden = update === 1;
  }

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
      setText(code, failureWords(error));
    }
  }

  on(choice, "change", read);
  on(close, "click", () => dialog.close());
  on(dialog, "close", () => dialog.remove());
  on(copy, "click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent ?? "");
      setText(copy, t("program.copied"));
    } catch {
      setText(copy, t("header.share.failed"));
    }
  });
  dialog.showModal();
  link();
  read();
}
