// The update on screen as a program of its own, to be read, copied and run. Fetched when wanted.
import { getProgram } from "./api.js";
import { failureWords } from "./asked-words.js";
import { h, on, setAttribute, setText } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

const FRAMEWORKS = /** @type {const} */ ({ pytorch: "PyTorch", numpy: "NumPy" });

/** @param {import("./state.js").State} state */
export function showProgram(state) {
  const options = Object.entries(FRAMEWORKS).map(([value, name]) => h("option", { value }, name));
  const choice = h("select", { "aria-label": t("program.framework") }, ...options);
  const copy = h("button", { type: "button" }, t("program.copy"));
  const save = h("a", { role: "button", class: "outline" }, t("program.save"));
  const close = h("button", { type: "button", class: "quiet", "aria-label": t("keys.close") });
  close.append(icon("close"));
  const title = h("h2", { id: "program-title" }, t("program.title"));
  const code = h("pre", { tabindex: 0 });
  const box = h(
    "article",
    {},
    h("header", {}, title, close),
    h("p", {}, t("program.says")),
    h("div", { class: "program-bar" }, choice, copy, save),
    code,
  );
  const dialog = h("dialog", { id: "program", "aria-labelledby": "program-title" }, box);
  document.body.append(dialog);

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
  read();
}
