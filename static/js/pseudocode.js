// The pseudocode of training, the line that is being carried out, and the values it works on.
import { effect, untracked } from "../vendor/signals-core.mjs";
import { disposeAll, h, setText } from "./dom.js";
import { t } from "./i18n.js";
import { withMath } from "./math.js";
import { liveValues } from "./pseudocode-values.js";
import { pseudocodeWords } from "./pseudocode-words.js";
import { visibleFrame } from "./script.js";
import { mountWatch } from "./watch.js";

/** @typedef {import("./state.js").State} State
 * @typedef {{name: string, button: HTMLElement, live: HTMLElement}} Line */

/** @param {HTMLElement} element @param {State} state @returns {() => void} */
export function mountPseudocode(element, state) {
  const list = h("ol", { class: "pseudocode" });
  const watch = h("div", { class: "watch" });
  element.append(h("h2", {}, t("pseudocode.title")), list, watch);
  /** @type {Line[]} */
  let lines = [];
  let written = "";

  function write() {
    const run = state.stretch.value?.run;
    if (!run) return;
    const words = pseudocodeWords(run.config);
    const wanted = JSON.stringify([run.pseudocode, words]);
    if (wanted === written) return;
    written = wanted;
    lines = run.pseudocode.map(({ line, indent }) => lineOf(line, indent, words[line] ?? line));
    list.replaceChildren(...lines.map(({ button }) => h("li", {}, button)));
  }

  /** @param {string} name @param {number} indent @param {string} text @returns {Line} */
  function lineOf(name, indent, text) {
    const live = h("span", { class: "live" });
    const button = h(
      "button",
      { type: "button", class: "code-line", "data-line": name, onclick: () => jump(state, name) },
      h("span", { class: "line-text" }, ...withMath(text)),
      live,
    );
    button.style.setProperty("--indent", String(indent));
    return { name, button, live };
  }

  function mark() {
    const run = state.stretch.value?.run;
    const [frame, now] = [state.frame.value, state.shown.value];
    if (!run || !frame || !now) return;
    // Update after update, every one would end on the same line.
    const hurried = state.playing.value && state.pace.value.granularity === "update";
    const values = liveValues(run, visibleFrame(frame, now), now);
    for (const { name, button, live } of lines) {
      const current = name === now.line && !hurried;
      const marked = button.getAttribute("aria-current") === "step";
      if (current !== marked) {
        if (current) button.setAttribute("aria-current", "step");
        else button.removeAttribute("aria-current");
        if (current) intoView(element, button);
      }
      setText(live, values[name] ?? "");
    }
  }

  return disposeAll([
    effect(() => {
      write();
      untracked(mark);
    }),
    effect(mark),
    mountWatch(watch, state),
    () => element.replaceChildren(),
  ]);
}

/** Scroll the panel, and only the panel. @param {HTMLElement} element @param {HTMLElement} line */
function intoView(element, line) {
  const panel = element.closest("aside");
  if (!panel || panel.scrollHeight <= panel.clientHeight) return;
  const [outer, inner] = [panel.getBoundingClientRect(), line.getBoundingClientRect()];
  if (inner.top < outer.top) panel.scrollTop += inner.top - outer.top - 8;
  else if (inner.bottom > outer.bottom) panel.scrollTop += inner.bottom - outer.bottom + 8;
}

/** To the next micro-step that carries out a line, or the first one of the update.
 * @param {State} state @param {string} name */
function jump(state, name) {
  const script = state.frame.peek()?.script ?? [];
  const wanted = name === "repeat" ? "for" : name;
  const now = state.step.peek();
  const is = (/** @type {{line: string}} */ step) => step.line === wanted;
  const next = script.findIndex((step, i) => i > now && is(step));
  const target = next >= 0 ? next : script.findIndex(is);
  if (target < 0) return;
  state.playing.value = false;
  state.step.value = target;
}
