// One cell, opened: its gates with all their values, or its units with the weights into them.
import { effect } from "../../../vendor/signals-core.mjs";
import { disposeAll, h, setText } from "../../lib/dom.js";
import { icon } from "../../lib/icons.js";
import { t } from "../../lib/strings.js";
import { drawUnits } from "./units.js";
import { drawWiring, valueTable } from "./wiring.js";

/** @import { State } from "../../state/pane.js"
 * @typedef {import("../../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {import("./layout.js").CellMeta} CellMeta */

const INSIDE = /** @type {const} */ (["gates", "units"]);

/** @param {string} track of the graph @param {State} state */
export function createCellPanel(track, state) {
  const button = h("button", {
    type: "button",
    class: "open-cell",
    "aria-controls": "cell-panel",
    onclick: () => {
      const T = state.frame.peek()?.hidden.shape[0] ?? 1;
      const at = Math.min(T, Math.max(1, state.cursor.peek() ?? T));
      state.opened.value = state.opened.peek() === null ? at : null;
    },
  });
  const title = h("h3", {});
  const step = (/** @type {number} */ by) => () => {
    const T = state.frame.peek()?.hidden.shape[0] ?? 1;
    state.opened.value = Math.min(T, Math.max(1, (state.opened.peek() ?? 1) + by));
  };
  const back = h("button", { type: "button", onclick: step(-1) }, "‹");
  const on = h("button", { type: "button", onclick: step(1) }, "›");
  back.setAttribute("aria-label", t("graph.cell.before"));
  on.setAttribute("aria-label", t("graph.cell.after"));
  const tabs = INSIDE.map((name) =>
    h("button", { type: "button", onclick: () => (state.inside.value = name) }, t(`graph.${name}`)),
  );
  const views = h("div", { class: "views", role: "group" }, ...tabs);
  views.setAttribute("aria-label", t("graph.inside"));
  const blocks = h("select", { class: "cell-block", "aria-label": t("graph.block") });
  const close = h("button", {
    type: "button",
    class: "quiet",
    "aria-label": t("graph.cell.close"),
    onclick: () => shut(),
  });
  close.append(icon("close"));
  const head = h("div", { class: "cell-head" }, title, back, on, views, blocks, close);
  const content = h("div", { class: "cell-content" });
  const element = h("section", { id: "cell-panel", class: "cell-panel" }, head, content);
  element.hidden = true;
  element.setAttribute("aria-label", t("graph.cell"));
  /** @type {{frame: VisibleFrame, b: number} | null} */
  let last = null;
  let block = 0;

  function shut() {
    state.opened.value = null;
    button.focus();
  }

  function draw() {
    const meta = /** @type {CellMeta | undefined} */ (
      /** @type {any} */ (state.figures.peek()[track]?.meta)?.cell
    );
    const opened = state.opened.peek();
    element.hidden = opened === null || !meta || !last;
    button.setAttribute("aria-expanded", String(!element.hidden));
    setText(button, t(element.hidden ? "graph.cell.open" : "graph.cell.close"));
    if (opened === null || !meta || !last) return;
    const { frame, b } = last;
    const T = frame.hidden.shape[0];
    const at = Math.min(opened, T);
    setText(title, t("graph.cell.at", { t: at }));
    back.disabled = at <= 1;
    on.disabled = at >= T;
    const inside = state.inside.peek();
    for (const [i, tab] of tabs.entries()) {
      tab.setAttribute("aria-pressed", String(INSIDE[i] === inside));
    }
    block = Math.min(block, meta.blocks.length - 1);
    blocks.hidden = inside !== "units" || meta.blocks.length < 2;
    if (blocks.length !== meta.blocks.length || blocks.textContent !== names(meta).join("")) {
      blocks.replaceChildren(...names(meta).map((name, i) => h("option", { value: i }, name)));
    }
    blocks.value = String(block);
    const parts =
      inside === "gates"
        ? [drawWiring(meta, frame, at, b), valueTable(meta, frame, at, b)]
        : [drawUnits(meta, frame, at, b, block)];
    content.replaceChildren(...parts);
  }

  blocks.addEventListener("change", () => {
    block = Number(blocks.value);
    draw();
  });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut();
  });

  return {
    element,
    button,
    /** @param {VisibleFrame} frame @param {number} b the sequence of the batch */
    draw(frame, b) {
      last = { frame, b };
      if (state.opened.peek() !== null) draw();
    },
    dispose: disposeAll([
      effect(() => {
        for (const signal of [state.opened, state.inside, state.figures, state.theme]) signal.value;
        draw();
      }),
    ]),
  };
}

/** @param {CellMeta} meta */
const names = ({ blocks }) => blocks.map(({ symbol }) => symbol);
