// The graph track: its two views, the change between them, and the cell that can be opened in it.
import { effect } from "../../../vendor/signals-core.mjs";
import { signLegend } from "../../draw/legend.js";
import { createChoice } from "../../lib/choice.js";
import { h, on } from "../../lib/dom.js";
import { renderMath } from "../../lib/katex.js";
import { t } from "../../lib/strings.js";
import { sequenceIn } from "../../state/pane.js";
import { CellPanel } from "../cell/panel.js";
import { trackElement, zoomed } from "../track.js";
import { Layers } from "./layers.js";
import { placeOf } from "./layout.js";
import { nodesOf } from "./nodes.js";
import { nodePlace, pickAt } from "./pick.js";
import { stillPreferred, Unrolling } from "./unrolling.js";

/** @typedef {import("../../state/pane.js").State} State
 * @typedef {import("../../state/pane.js").Template} Template
 * @typedef {import("./layers.js").Scene} Scene
 * @typedef {import("./parts.js").GraphTemplate} GraphTemplate
 * @typedef {import("../../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {import("../../state/script.js").Shown} Shown */

const VIEWS = /** @type {const} */ (["compressed", "unrolled"]);

/** As a track, with its name, element, plot, `use` and `draw`. */
export class Graph {
  #state;
  #cell;
  #layers = new Layers();
  #unrolling = new Unrolling();
  #signs = h("div", { class: "graph-signs" });
  /** @type {GraphTemplate | null} */
  #template = null;
  /** @type {{frame: VisibleFrame, now: Shown, width: number} | null} */
  #last = null;
  /** How far unrolled: 0 compressed, 1 unrolled, between them while it moves. */
  #share;

  /** @param {string} name @param {State} state */
  constructor(name, state) {
    this.name = name;
    this.#state = state;
    this.#share = state.view.peek() === "unrolled" ? 1 : 0;
    this.#cell = new CellPanel(name, state);
    const { element, plot } = trackElement(name, this.#cell.button, viewSwitch(state));
    this.element = element;
    this.plot = plot;
    element.append(this.#cell.element);
    const equations = h("div", { class: "graph-equations" });
    const { edges, nodes } = this.#layers;
    plot.append(edges, nodes, this.#unrolling.canvas, equations, this.#signs);
    signLegend(this.#signs, ["given", "computed", "ring"]);
    on(plot, "click", (event) => this.#pickCell(event));
    on(plot, "dblclick", (event) => this.#pickCell(event));
    effect(() => this.#turnTo(state.view.value));
    effect(() => {
      state.cursor.value;
      if (this.#share === 0) this.#redraw();
    });
    effect(() => {
      const meta = /** @type {any} */ (state.figures.value[name]?.meta);
      if (!meta) return;
      writeEquations(equations, meta.equations);
      plot.classList.toggle("left-loop", "h_reverse" in meta.nodes || "feedback" in meta.edges);
    });
  }

  /** @param {Template} template @param {number} zoom */
  use(template, zoom) {
    this.#template = /** @type {GraphTemplate} */ (zoomed(template, zoom));
    this.plot.style.height = `${this.#template.layout.height}px`;
    this.#layers.forget();
  }

  /** @param {VisibleFrame} frame @param {Shown} now @param {number} width */
  draw(frame, now, width) {
    this.#last = { frame, now, width };
    this.#redraw();
    this.#cell.draw(frame, sequenceIn(this.#state, frame));
  }

  #redraw() {
    if (!this.#template || !this.#last || this.#unrolling.running) return;
    const { frame, width } = this.#last;
    const share = this.#share;
    this.#signs.hidden = share === 1 && placeOf(this.#template, width).column < 50;
    const cursor = this.#state.cursor.peek();
    const scene = { ...this.#last, b: sequenceIn(this.#state, frame), share, cursor };
    const { columns } = this.#template.meta;
    const seen = share > 0 ? columns : columnsOfOne(columns, scene);
    this.#layers.draw(this.#template, scene, this.#nodes(this.#template, scene, seen));
  }

  /** @param {GraphTemplate} template @param {Pick<Scene, "frame" | "now">} scene
   * @param {Record<string, number[]>} columns which of them */
  #nodes({ meta }, { frame, now }, columns) {
    return nodesOf(frame, now, columns, meta, sequenceIn(this.#state, frame));
  }

  /** @param {string} view */
  #turnTo(view) {
    this.plot.classList.toggle("compressed", view === "compressed");
    const target = view === "unrolled" ? 1 : 0;
    if (this.#share === target && !this.#unrolling.running) return;
    this.#unrolling.stop();
    const [template, last] = [this.#template, this.#last];
    const jump = this.#share === target || stillPreferred() || this.element.hidden;
    if (!template || !last || jump) {
      this.#share = target;
      this.#settle();
      return;
    }
    const nodes = this.#nodes(template, last, template.meta.columns);
    const paint = this.#unrolling.prepare(template, last.width, nodes);
    this.plot.classList.add("moving");
    const show = (/** @type {number} */ share) => {
      this.#share = share;
      paint(share);
    };
    this.#unrolling.start(this.#share, target, show, () => this.#settle());
  }

  /** The picture that Plotly draws, where the movement has ended. */
  #settle() {
    this.#redraw();
    this.plot.classList.remove("moving");
    this.#unrolling.canvas.hidden = true;
  }

  /** The node or edge under the pointer. @param {MouseEvent} event
   * @param {number} [at] the step that the compressed cell shows */
  pick(event, at = this.#state.shown.peek()?.t ?? this.#state.steps.peek()) {
    if (!this.#template || !this.#last) return null;
    const { left, top } = this.plot.getBoundingClientRect();
    const size = { width: this.#last.width, height: this.#template.layout.height };
    const pixel = /** @type {[number, number]} */ ([event.clientX - left, event.clientY - top]);
    return pickAt(this.#template, size, this.#share, pixel, at);
  }

  /** Where a node is while the graph is unrolled. @param {string} kind @param {number} t */
  nodeAt(kind, t) {
    const { clientWidth: width, clientHeight: height } = this.plot;
    if (!this.#template || width === 0 || this.#state.view.peek() !== "unrolled") return null;
    return nodePlace(this.#template, { width, height }, kind, t);
  }

  /** A click on a state picks it for the open cell; two open it. @param {MouseEvent} event */
  #pickCell(event) {
    const { opened, cursor, steps } = this.#state;
    if (event.type === "click" && opened.peek() === null) return;
    const found = this.pick(event, cursor.peek() ?? steps.peek());
    if (found?.kind === "node" && found.name === "h") opened.value = Math.max(1, found.t);
  }
}

/** What is seen compressed is the step under the cursor, or the last one.
 * @param {Record<string, number[]>} columns @param {Scene} scene */
function columnsOfOne(columns, { frame, now, cursor }) {
  const at = cursor ?? now.t ?? frame.hidden.shape[0];
  const one = Object.entries(columns).map(([kind, times]) => {
    const there = times.includes(at) ? at : (times.findLast((t) => t < at) ?? times[0]);
    return [kind, there === undefined ? [] : [there]];
  });
  return Object.fromEntries(one);
}

/** The buttons of the two views. @param {State} state */
function viewSwitch(state) {
  const words = (/** @type {string} */ view) => t(`graph.${view}`, { k: state.steps.value });
  return createChoice(VIEWS, state.view, words, {
    "aria-label": t("graph.views"),
    onclick: (event) => event.stopPropagation(),
  });
}

/** What the one cell computes, beside it. @param {HTMLElement} element @param {string[]} lines */
function writeEquations(element, lines) {
  element.replaceChildren(...lines.map((line) => renderMath(h("p"), line)));
  element.classList.toggle("many", lines.length > 4);
}
