// One cell, opened: its gates with all their values, or its units with the weights into them.
import { effect } from "../../../vendor/signals-core.mjs";
import { createChoice } from "../../lib/choice.js";
import { h, setOptions, setText } from "../../lib/dom.js";
import { iconButton } from "../../lib/icons.js";
import { t } from "../../lib/strings.js";
import { drawUnits } from "./units.js";
import { drawWiring, valueTable } from "./wiring.js";

/** @import { State } from "../../state/pane.js"
 * @typedef {import("../../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {import("../../state/pane.js").Wire["CellMeta"]} CellMeta */

const INSIDE = /** @type {const} */ (["gates", "units"]);

export class CellPanel {
  #state;
  #track;
  #title = h("h3", {});
  #before = stepButton("‹", "graph.cell.before", () => this.#step(-1));
  #after = stepButton("›", "graph.cell.after", () => this.#step(1));
  #blocks = h("select", {
    class: "cell-block",
    "aria-label": t("graph.block"),
    onchange: () => this.#draw(),
  });
  #content = h("div", { class: "cell-content" });
  /** @type {{frame: VisibleFrame, b: number} | null} */
  #last = null;

  /** @param {string} track of the graph @param {State} state */
  constructor(track, state) {
    this.#state = state;
    this.#track = track;
    /** Opens and closes it. */
    this.button = h("button", {
      type: "button",
      class: "open-cell",
      "aria-controls": "cell-panel",
      onclick: () => this.#toggle(),
    });
    const named = { "aria-label": t("graph.inside") };
    const views = createChoice(INSIDE, state.inside, (name) => t(`graph.${name}`), named);
    const onclick = () => this.#close();
    const close = iconButton("close", t("graph.cell.close"), { class: "quiet", onclick });
    const steps = [this.#before, this.#after];
    const head = h(
      "div",
      { class: "cell-head" },
      ...[this.#title, ...steps, views, this.#blocks, close],
    );
    const onkeydown = (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") this.#close();
    };
    this.element = h(
      "section",
      { id: "cell-panel", class: "cell-panel", "aria-label": t("graph.cell"), onkeydown },
      head,
      this.#content,
    );
    effect(() => {
      for (const signal of [state.opened, state.inside, state.figures, state.theme]) signal.value;
      this.#draw();
    });
  }

  /** @param {VisibleFrame} frame @param {number} b the sequence of the batch */
  draw(frame, b) {
    this.#last = { frame, b };
    if (this.#state.opened.peek() !== null) this.#draw();
  }

  get #steps() {
    return this.#state.frame.peek()?.hidden.shape[0] ?? 1;
  }

  #toggle() {
    const { opened, cursor } = this.#state;
    const at = Math.min(this.#steps, Math.max(1, cursor.peek() ?? this.#steps));
    opened.value = opened.peek() === null ? at : null;
  }

  #close() {
    this.#state.opened.value = null;
    this.button.focus();
  }

  /** @param {-1 | 1} by */
  #step(by) {
    const { opened } = this.#state;
    opened.value = Math.min(this.#steps, Math.max(1, (opened.peek() ?? 1) + by));
  }

  #draw() {
    const { opened, inside, figures } = this.#state;
    const at = opened.peek();
    const template = /** @type {any} */ (figures.peek()[this.#track]);
    const cell = /** @type {CellMeta | undefined} */ (template?.meta?.cell);
    this.element.hidden = at === null || !cell || !this.#last;
    this.button.setAttribute("aria-expanded", String(!this.element.hidden));
    setText(this.button, t(this.element.hidden ? "graph.cell.open" : "graph.cell.close"));
    if (at === null || !cell || !this.#last) return;
    const { frame, b } = this.#last;
    const time = Math.min(at, frame.hidden.shape[0]);
    this.#head(cell, time, frame.hidden.shape[0], inside.peek());
    const parts =
      inside.peek() === "gates"
        ? [drawWiring(cell, frame, time, b), valueTable(cell, frame, time, b)]
        : [drawUnits(cell, frame, time, b, this.#blocks.selectedIndex)];
    this.#content.replaceChildren(...parts);
  }

  /** @param {CellMeta} cell @param {number} time @param {number} T @param {string} inside */
  #head({ blocks }, time, T, inside) {
    setText(this.#title, t("graph.cell.at", { t: time }));
    this.#before.disabled = time <= 1;
    this.#after.disabled = time >= T;
    this.#blocks.hidden = inside !== "units" || blocks.length < 2;
    setOptions(
      this.#blocks,
      blocks.map(({ symbol }, i) => [i, symbol]),
    );
  }
}

/** @param {string} sign @param {string} label key of its words @param {() => void} onclick */
const stepButton = (sign, label, onclick) =>
  h("button", { type: "button", "aria-label": t(label), onclick }, sign);
