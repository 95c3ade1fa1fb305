// The pseudocode of training, the line that is being carried out, and the values it works on.
import { effect, signal } from "../../vendor/signals-core.mjs";
import { h, setAttribute, setText } from "../lib/dom.js";
import { iconButton } from "../lib/icons.js";
import { withMath } from "../lib/katex.js";
import { t } from "../lib/strings.js";
import { sequenceIn } from "../state/pane.js";
import { lineGoesOn } from "../state/positions.js";
import { liveValues } from "./pseudocode-values.js";
import { pseudocodeWords } from "./pseudocode-words.js";
import { mountWatch } from "./watch.js";

/** @typedef {import("../state/pane.js").State} State
 * @typedef {import("../playback/player.js").Player} Player
 * @typedef {{name: string, element: HTMLElement, button: HTMLElement, live: HTMLElement,
 *   stop: HTMLElement}} Line */

/** @param {HTMLElement} element @param {State} state @param {Pick<Player, "playUntil">} player */
export function mountPseudocode(element, state, player) {
  const list = h("ol", { class: "pseudocode" });
  const watch = h("div", { class: "watch" });
  const runOn = runOnButton(state, player);
  const head = h("div", { class: "side-head" }, h("h2", {}, t("pseudocode.title")), runOn);
  element.append(head, list, programButton(state), watch);
  const lines = signal(/** @type {Line[]} */ ([]));
  let written = "";

  effect(() => {
    const run = state.trainer.value;
    if (!run) return;
    const words = pseudocodeWords(run);
    const wanted = JSON.stringify([run.pseudocode, words]);
    if (wanted === written) return;
    written = wanted;
    const all = run.pseudocode.map(({ line, indent }, i) =>
      lineOf(line, indent, words[line] ?? line, i + 1, state, player),
    );
    list.replaceChildren(...all.map((line) => line.element));
    lines.value = all;
  });
  effect(() => markLines(element, lines.value, runOn, state));
  effect(() => {
    for (const { name, stop } of lines.value) {
      setAttribute(stop, "aria-pressed", `${state.breakpoints.value.has(name)}`);
    }
  });
  mountWatch(watch, state);
}

/** Plays to the end of the line that is being carried out.
 * @param {State} state @param {Pick<Player, "playUntil">} player */
function runOnButton(state, player) {
  const onclick = () => {
    const line = state.shown.peek()?.line;
    if (line) player.playUntil({ line, kind: "end" });
  };
  const words = t("pseudocode.runOn");
  return iconButton("lineEnd", words, { class: "quiet run-on", title: words, onclick });
}

/** @param {State} state */
function programButton(state) {
  const onclick = async () => {
    const { showProgram } = await import("../export/program.js");
    showProgram(state);
  };
  return h("button", { type: "button", class: "code", onclick }, t("program.open"));
}

/** @param {string} name @param {number} indent @param {string} text @param {number} number
 * @param {State} state @param {Pick<Player, "playUntil">} player @returns {Line} */
function lineOf(name, indent, text, number, state, player) {
  const live = h("span", { class: "live" });
  const button = h(
    "button",
    {
      type: "button",
      class: "code-line",
      "data-line": name,
      title: t("pseudocode.playTo"),
      onclick: () => player.playUntil({ line: name === "repeat" ? "for" : name, kind: "visit" }),
    },
    h("span", { class: "line-text" }, ...withMath(text)),
    live,
  );
  button.style.setProperty("--indent", String(indent));
  const stop = h("button", {
    type: "button",
    class: "breakpoint",
    "data-break": name,
    title: t("pseudocode.breakpoint", { number }),
    "aria-label": t("pseudocode.breakpoint", { number }),
    onclick: () => toggle(state, name),
    hidden: name === "repeat",
  });
  return { name, element: h("li", {}, stop, button), button, live, stop };
}

/** Show which line is being carried out, and each one's values.
 * @param {HTMLElement} element @param {Line[]} lines @param {HTMLButtonElement} runOn
 * @param {State} state */
function markLines(element, lines, runOn, state) {
  const run = state.trainer.value;
  const { value: visible } = state.visible;
  if (!run || !visible) return;
  const { frame, now } = visible;
  // Update after update, every one would end on the same line.
  const { value: hurried } = state.hurried;
  const values = liveValues(run, frame, now, sequenceIn(state, frame));
  for (const { name, button, live } of lines) {
    const current = name === now.line && !hurried;
    const marked = button.getAttribute("aria-current") === "step";
    if (current !== marked) {
      setAttribute(button, "aria-current", current ? "step" : null);
      if (current) intoView(element, button);
    }
    setText(live, values[name] ?? "");
  }
  runOn.disabled = hurried || !lineGoesOn(frame.script, state.step.value);
}

/** @param {State} state @param {string} line */
function toggle(state, line) {
  const next = new Set(state.breakpoints.peek());
  if (!next.delete(line)) next.add(line);
  state.breakpoints.value = next;
}

/** Scroll the panel, and only the panel. @param {HTMLElement} element @param {HTMLElement} line */
function intoView(element, line) {
  const panel = element.closest("aside");
  if (!panel || panel.scrollHeight <= panel.clientHeight) return;
  if (panel.contains(document.activeElement) && !element.contains(document.activeElement)) return;
  const [outer, inner] = [panel.getBoundingClientRect(), line.getBoundingClientRect()];
  if (inner.top < outer.top) panel.scrollTop += inner.top - outer.top - 8;
  else if (inner.bottom > outer.bottom) panel.scrollTop += inner.bottom - outer.bottom + 8;
}
