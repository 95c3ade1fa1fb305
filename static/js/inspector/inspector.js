// The inspector: a panel for each inspected number, the newest first; and undoing what was tried.
import { effect } from "../../vendor/signals-core.mjs";
import { h, isTyping, on, setText } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { t } from "../lib/strings.js";
import { Panel } from "./panel.js";

/** @typedef {import("../state/pane.js").State} State
 * @typedef {{edit: (edits: import("../runs/forks.js").Edits) => void, undo: () => void}} Session */

/** @param {HTMLElement} element @param {State} state @param {Session} session */
export function mountInspector(element, state, session) {
  const undo = h(
    "button",
    { type: "button", class: "quiet undo", title: t("inspect.undo"), onclick: session.undo },
    icon("undo"),
    h("span", {}, t("runs.undo")),
  );
  const hint = h("p", { class: "hint" });
  const list = h("div", { class: "inspect-list" });
  const head = h("div", { class: "side-head" }, h("h2", {}, t("inspect.title")), undo);
  element.append(head, hint, list);
  /** @type {Map<number, Panel>} */
  const panels = new Map();

  /** @param {number} id */
  function open(id) {
    const panel = new Panel(state, id, session.edit);
    panel.element.addEventListener("pointerenter", () => panel.mark());
    panel.element.addEventListener("focusin", () => panel.mark());
    panels.set(id, panel);
    return panel;
  }

  effect(() => {
    const wanted = state.inspected.value;
    for (const [id, panel] of panels) {
      if (wanted.some((one) => one.id === id)) continue;
      panel.dispose();
      panels.delete(id);
    }
    const shown = wanted.map(({ id }) => panels.get(id) ?? null);
    const elements = wanted.map(({ id }, i) => (shown[i] ?? open(id)).element);
    if (elements.some((one, i) => list.children[i] !== one)) list.replaceChildren(...elements);
    if (shown.includes(null)) head.scrollIntoView({ block: "nearest" });
    if (wanted.length === 0) state.dependencies.value = [];
    setText(hint, wanted.length === 0 ? t("inspect.hint") : "");
  });
  effect(() => {
    undo.hidden = !state.run.value?.fork;
  });
  on(element, "keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const article = /** @type {HTMLElement} */ (event.target).closest("article");
    const id = Number(article?.dataset.id);
    state.inspected.value = state.inspected.peek().filter((one) => one.id !== id);
  });
  on(document, "keydown", (/** @type {KeyboardEvent} */ event) => {
    const combined = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!combined || event.key.toLowerCase() !== "z" || undo.hidden) return;
    const focus = /** @type {HTMLInputElement | null} */ (document.activeElement);
    const idle = focus?.matches("select, .number-edit:not([data-pending])");
    if (!idle && isTyping(focus, event.key)) return;
    event.preventDefault();
    session.undo();
  });
}
