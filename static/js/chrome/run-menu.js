// The run menu: the tree of the present run and its forks, and other runs, in a native popover.
import { batch, computed, effect, signal } from "../../vendor/signals-core.mjs";
import { h, on, setAttribute, setText } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { t } from "../lib/strings.js";
import { familyOf, forest, together } from "../runs/family.js";
import { byId } from "../runs/opening.js";
import { runLabel } from "../runs/wording.js";
import { RunList } from "./run-list.js";
import { runTree } from "./run-rows.js";

/** @import { Connection } from "../wire/connection.js"
 * @import { Ask } from "../runs/opening.js"
 * @import { Acts, View } from "./run-rows.js"
 * @import { Branch } from "../runs/family.js"
 * @import { Run, State } from "../state/pane.js" */

/** @param {HTMLElement} element @param {State} state @param {Connection} connection
 * @param {(ask: Ask) => void} open */
export function mountRunMenu(element, state, connection, open) {
  const menu = new RunMenu(state, connection, open);
  element.append(buttonOf(state), menu.element);
  on(globalThis, "resize", () => menu.place());
}

/** The button that shows the menu and says which run is on screen. @param {State} state */
function buttonOf(state) {
  const label = h("span", { class: "runs-label" });
  const button = h(
    "button",
    { type: "button", class: "runs-button", popovertarget: "runs-menu" },
    icon("runs"),
    label,
    icon("down"),
  );
  effect(() => {
    const run = state.run.value;
    const words = run ? runLabel(run, state.tasks.value) : "";
    setText(label, words);
    setAttribute(button, "title", words || null);
    setAttribute(button, "aria-label", t("runs.menu", { label: words }));
  });
  return button;
}

class RunMenu {
  #state;
  #list;
  #open;
  #isOpen = signal(false);
  /** The run that is being renamed, or about to be deleted. */
  #renaming = signal(/** @type {string | null} */ (null));
  #deleting = signal(/** @type {string | null} */ (null));
  #draft = "";
  /** What is to have the focus after the next drawing. @type {string | null} */
  #wanted = null;
  #body = h("div");

  /** @param {State} state @param {Connection} connection @param {(ask: Ask) => void} open */
  constructor(state, connection, open) {
    this.#state = state;
    this.#list = new RunList(state, connection);
    this.#open = open;
    this.element = h(
      "div",
      {
        ...{ id: "runs-menu", popover: "auto", role: "dialog", "aria-label": t("runs.title") },
        onkeydown: (event) => this.#press(event),
        ontoggle: (event) => this.#toggle(event.newState === "open"),
      },
      this.#body,
    );
    const parts = computed(() => {
      const runs = together(this.#list.runs.value, state.lineage.value.toReversed());
      return familyOf(forest(runs), state.run.value?.id);
    });
    effect(() => {
      if (this.#isOpen.value) this.#draw(parts.value.family, parts.value.others);
    });
  }

  /** Wholly on screen, under its button. */
  place() {
    const button = this.element.previousElementSibling;
    if (!this.#isOpen.peek() || !button) return;
    const { bottom, right } = button.getBoundingClientRect();
    const left = Math.min(right, innerWidth - 8) - this.element.offsetWidth;
    this.element.style.left = `${Math.max(8, left)}px`;
    this.element.style.top = `${bottom + 6}px`;
    this.element.style.maxHeight = `${innerHeight - bottom - 14}px`;
  }

  /** @returns {Acts} */
  get #acts() {
    return {
      open: (id) => {
        this.element.hidePopover();
        if (id !== this.#state.run.peek()?.id) this.#open(byId(id));
      },
      startRenaming: (run) => {
        this.#draft = run.name ?? "";
        this.#wanted = `${run.id}:name`;
        this.#turnTo(run.id, null);
      },
      type: (text) => {
        this.#draft = text;
      },
      rename: async (id) => {
        if (!(await this.#list.rename(id, this.#draft))) return;
        this.#wanted = `${id}:rename`;
        this.#renaming.value = null;
      },
      remove: async (id) => {
        if (this.#deleting.peek() !== id) return this.#turnTo(null, id);
        await this.#list.remove(id);
        this.#deleting.value = null;
      },
    };
  }

  /** @param {string | null} renaming @param {string | null} deleting */
  #turnTo(renaming, deleting) {
    batch(() => {
      this.#renaming.value = renaming;
      this.#deleting.value = deleting;
    });
  }

  /** @param {Branch | null} family the present run's @param {Branch[]} others */
  #draw(family, others) {
    const { run, tasks } = this.#state;
    const { refusal, known, complete } = this.#list;
    const acts = this.#acts;
    /** @type {View} */
    const view = {
      present: run.value?.id,
      tasks: tasks.value,
      renaming: this.#renaming.value,
      draft: this.#draft,
      deleting: this.#deleting.value,
      refusal: refusal.value,
    };
    const held = this.#focused();
    // A list's own rows, for a tree of another run belongs to that run.
    const tops = others.map(({ run }) => ({ run, forks: [] }));
    this.#body.replaceChildren(
      view.refusal?.id === null
        ? h("p", { class: "refusal", role: "alert" }, view.refusal.message)
        : "",
      h("h2", {}, t("runs.family")),
      family ? runTree([family], view, acts) : "",
      h("h2", {}, t("runs.others")),
      tops.length > 0
        ? runTree(tops, view, acts)
        : h("p", { class: "runs-none" }, known.value ? t("runs.none") : "…"),
      complete.value ? "" : moreButton(() => this.#list.more()),
      arithmeticLine(run.value),
    );
    this.#focus(held, `${view.present}:open`);
  }

  /** The key of what has the focus now. */
  #focused() {
    const element = document.activeElement;
    return this.#body.contains(element) ? element?.getAttribute("data-key") : null;
  }

  /** Give the focus to what is to have it, or back to what had it.
   * @param {string | null | undefined} held @param {string} otherwise */
  #focus(held, otherwise) {
    const [fresh, key] = [this.#wanted !== null, this.#wanted ?? held];
    this.#wanted = null;
    if (!key) return;
    const at = (/** @type {string} */ key) =>
      /** @type {HTMLElement | null} */ (this.#body.querySelector(`[data-key="${key}"]`));
    const found = at(key);
    (found ?? at(otherwise))?.focus({ preventScroll: found !== null });
    const input = this.#body.querySelector("input");
    if (!input || !key.endsWith(":name")) return;
    input.setSelectionRange(fresh ? 0 : this.#draft.length, this.#draft.length);
  }

  /** Keys in the menu are the menu's own. @param {KeyboardEvent} event */
  #press(event) {
    event.stopPropagation();
    const [renaming, deleting] = [this.#renaming.peek(), this.#deleting.peek()];
    if (event.key === "Escape" && (renaming || deleting)) {
      event.preventDefault(); // else the menu would close
      this.#wanted = renaming ? `${renaming}:rename` : `${deleting}:delete`;
      this.#turnTo(null, null);
      return;
    }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    focusRow(this.#body, by);
    event.preventDefault();
  }

  /** @param {boolean} isOpen */
  #toggle(isOpen) {
    if (isOpen) this.#wanted = `${this.#state.run.peek()?.id}:open`;
    batch(() => {
      this.#turnTo(null, null);
      this.#list.refusal.value = null;
      this.#isOpen.value = isOpen;
    });
    if (!isOpen) return;
    this.place();
    this.#list.refresh();
  }
}

/** @param {() => void} onclick */
const moreButton = (onclick) =>
  h("button", { type: "button", class: "runs-more", "data-key": "more", onclick }, t("runs.more"));

/** What computes here, where that is not the usual. @param {Run | null} run */
function arithmeticLine(run) {
  if (!run || run.arithmetic.usual) return "";
  const words = t("runs.arithmetic", { name: run.arithmetic.fingerprint });
  return h("p", { class: "runs-arithmetic" }, words);
}

/** The run so many rows below the one that has the focus. @param {HTMLElement} body
 * @param {number} by */
function focusRow(body, by) {
  const rows = /** @type {HTMLElement[]} */ ([...body.querySelectorAll(".run-open")]);
  const row = document.activeElement?.closest(".run-row");
  const next = rows.findIndex((one) => one.closest(".run-row") === row) + by;
  rows[Math.max(0, Math.min(next, rows.length - 1))]?.focus();
}
