// The run menu: the tree of the present run and its forks, and other runs, in a native popover.
import { batch, computed, effect, signal } from "../../vendor/signals-core.mjs";
import { disposeAll, h, on, setAttribute, setText } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { t } from "../lib/strings.js";
import { familyOf, forest, together } from "../runs/family.js";
import { byId } from "../runs/opening.js";
import { labelOf } from "../runs/wording.js";
import { createRunList } from "./run-list.js";
import { runTree } from "./run-rows.js";

/** @import { Connection } from "../wire/connection.js"
 * @import { Ask } from "../runs/opening.js"
 * @import { Acts, View } from "./run-rows.js"
 * @import { State } from "../state/pane.js" */

/** @param {HTMLElement} element @param {State} state @param {Connection} connection
 * @param {(ask: Ask) => void} open @returns {() => void} */
export function mountRunMenu(element, state, connection, open) {
  const list = createRunList(state, connection);
  const shown = signal(false);
  const renaming = signal(/** @type {string | null} */ (null));
  const deleting = signal(/** @type {string | null} */ (null));
  let draft = "";
  /** What is to have the focus after the next drawing. @type {string | null} */
  let wanted = null;

  const label = h("span", { class: "runs-label" });
  const button = h(
    "button",
    { type: "button", class: "runs-button", popovertarget: "runs-menu" },
    icon("runs"),
    label,
    icon("down"),
  );
  const body = h("div");
  const menu = h(
    "div",
    { id: "runs-menu", popover: "auto", role: "dialog", "aria-label": t("runs.title") },
    body,
  );
  element.append(button, menu);

  const parts = computed(() => {
    const lineage = state.stretches.value.map(({ run }) => run).reverse();
    return familyOf(forest(together(list.runs.value, lineage)), state.run.value?.id);
  });

  /** @type {Acts} */
  const acts = {
    open(id) {
      menu.hidePopover();
      if (id !== state.run.peek()?.id) open(byId(id));
    },
    startRenaming(run) {
      draft = run.name ?? "";
      wanted = `${run.id}:name`;
      batch(() => {
        deleting.value = null;
        renaming.value = run.id;
      });
    },
    type(text) {
      draft = text;
    },
    async rename(id) {
      if (!(await list.rename(id, draft))) return;
      wanted = `${id}:rename`;
      renaming.value = null;
    },
    async remove(id) {
      if (deleting.peek() !== id) {
        batch(() => {
          renaming.value = null;
          deleting.value = id;
        });
        return;
      }
      await list.remove(id);
      deleting.value = null;
    },
  };

  /** @param {string} key */
  const at = (key) => /** @type {HTMLElement | null} */ (body.querySelector(`[data-key="${key}"]`));

  function draw() {
    if (!shown.value) return;
    const { family, others } = parts.value;
    const refusal = list.refusal.value;
    const arithmetic = state.run.value?.arithmetic;
    /** @type {View} */
    const view = {
      present: state.run.value?.id,
      tasks: state.tasks.value,
      renaming: renaming.value,
      draft,
      deleting: deleting.value,
      refusal,
    };
    const held = body.contains(document.activeElement);
    const key = wanted ?? (held ? document.activeElement?.getAttribute("data-key") : null);
    const fresh = wanted !== null;
    wanted = null;
    const more = h(
      "button",
      { type: "button", class: "runs-more", "data-key": "more", onclick: list.more },
      t("runs.more"),
    );
    // A list's own rows, for a tree of another run belongs to that run.
    const tops = others.map(({ run }) => ({ run, forks: [] }));
    body.replaceChildren(
      refusal?.id === null ? h("p", { class: "refusal", role: "alert" }, refusal.message) : "",
      h("h2", {}, t("runs.family")),
      family ? runTree([family], view, acts) : "",
      h("h2", {}, t("runs.others")),
      tops.length > 0 ? runTree(tops, view, acts) : "",
      tops.length > 0
        ? ""
        : h("p", { class: "runs-none" }, list.known.value ? t("runs.none") : "…"),
      list.complete.value ? "" : more,
      arithmetic && !arithmetic.usual
        ? h(
            "p",
            { class: "runs-arithmetic" },
            t("runs.arithmetic", { name: arithmetic.fingerprint }),
          )
        : "",
    );
    if (key) (at(key) ?? at(`${view.present}:open`))?.focus({ preventScroll: at(key) !== null });
    const input = body.querySelector("input");
    if (input && key?.endsWith(":name"))
      input.setSelectionRange(fresh ? 0 : draft.length, draft.length);
  }

  /** Keys in the menu are the menu's own. @param {KeyboardEvent} event */
  function press(event) {
    event.stopPropagation();
    if (event.key === "Escape" && (renaming.peek() || deleting.peek())) {
      event.preventDefault(); // else the menu would close
      wanted = renaming.peek() ? `${renaming.peek()}:rename` : `${deleting.peek()}:delete`;
      batch(() => {
        renaming.value = null;
        deleting.value = null;
      });
      return;
    }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    focusRow(body, by);
    event.preventDefault();
  }

  return disposeAll([
    effect(() => {
      const run = state.run.value;
      const words = run ? labelOf(run, state.tasks.value) : "";
      setText(label, words);
      setAttribute(button, "title", words || null);
      setAttribute(button, "aria-label", t("runs.menu", { label: words }));
    }),
    effect(draw),
    on(menu, "keydown", press),
    on(menu, "toggle", ({ newState }) => {
      const isOpen = newState === "open";
      if (isOpen) wanted = `${state.run.peek()?.id}:open`;
      batch(() => {
        renaming.value = null;
        deleting.value = null;
        list.refusal.value = null;
        shown.value = isOpen;
      });
      if (!isOpen) return;
      place(menu, button);
      list.refresh();
    }),
    on(globalThis, "resize", () => shown.peek() && place(menu, button)),
    () => element.replaceChildren(),
  ]);
}

/** Wholly on screen. @param {HTMLElement} menu @param {HTMLElement} button that it lies under */
function place(menu, button) {
  const { bottom, right } = button.getBoundingClientRect();
  const left = Math.min(right, innerWidth - 8) - menu.offsetWidth;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${bottom + 6}px`;
  menu.style.maxHeight = `${innerHeight - bottom - 14}px`;
}

/** The run so many rows below the one that has the focus. @param {HTMLElement} body
 * @param {number} by */
function focusRow(body, by) {
  const rows = /** @type {HTMLElement[]} */ ([...body.querySelectorAll(".run-open")]);
  const row = document.activeElement?.closest(".run-row");
  const next = rows.findIndex((one) => one.closest(".run-row") === row) + by;
  rows[Math.max(0, Math.min(next, rows.length - 1))]?.focus();
}
