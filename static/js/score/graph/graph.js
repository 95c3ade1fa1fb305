// The graph track: edges and nodes in two layers of Plotly's, and the change between its two views.
import { effect } from "../../../vendor/signals-core.mjs";
import { key } from "../../draw/legend.js";
import { draw, erase } from "../../draw/plotly.js";
import { resolveColour } from "../../draw/theme.js";
import { penOf } from "../../lib/canvas.js";
import { h, on, setText } from "../../lib/dom.js";
import { renderMath } from "../../lib/katex.js";
import { t } from "../../lib/strings.js";
import { createCellPanel } from "../cell/panel.js";
import { trackElement, zoomed } from "../track.js";
import { paint } from "./canvas.js";
import { nodeTraces } from "./discs.js";
import { edgeTraces } from "./edges.js";
import { flowTraces } from "./flow.js";
import { placeOf } from "./layout.js";
import { move, stillPreferred } from "./move.js";
import { nodesOf } from "./nodes.js";
import { pickAt } from "./pick.js";
import { drawnNodes, repaint } from "./repaint.js";

/** @typedef {import("../../state/pane.js").State} State
 * @typedef {import("./parts.js").GraphTemplate} GraphTemplate
 * @typedef {import("../../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {import("../../state/script.js").Shown} Shown */

const VIEWS = /** @type {const} */ (["compressed", "unrolled"]);

/** @param {State} state @returns {import("../track.js").Track} */
export function createGraph(state) {
  const buttons = VIEWS.map((view) =>
    h("button", { type: "button", onclick: () => (state.view.value = view) }),
  );
  const switcher = h("div", { class: "views", role: "group" }, ...buttons);
  switcher.setAttribute("aria-label", t("graph.views"));
  const cell = createCellPanel(state);
  const { element, plot } = trackElement("graph", cell.button, switcher);
  element.append(cell.element);
  const edges = h("div", { class: "figure edges" });
  const nodes = h("div", { class: "figure nodes" });
  const canvas = h("canvas", { "aria-hidden": "true", hidden: true });
  const equations = h("div", { class: "graph-equations" });
  const signs = h("div", { class: "graph-signs" });
  plot.append(edges, nodes, canvas, equations, signs);
  key(signs, ["given", "computed", "ring"]);

  /** @type {GraphTemplate | null} */
  let template = null;
  /** @type {{frame: VisibleFrame, now: Shown, width: number} | null} */
  let last = null;
  /** How far unrolled: 0 compressed, 1 unrolled, between them while it moves. */
  let share = state.view.peek() === "unrolled" ? 1 : 0;
  let drawnEdges = "";
  /** @type {{as: string, nodes: import("./repaint.js").Drawn[]} | null} */
  let drawn = null;
  /** @type {(() => void) | null} */
  let stopMoving = null;

  const sequence = () => Math.min(state.sequence.peek(), last?.frame.hidden.shape[1] ?? 1) - 1;

  /** What is seen compressed is the step under the cursor, or the last one. */
  function picked() {
    const { frame, now } = /** @type {NonNullable<typeof last>} */ (last);
    const meta = /** @type {GraphTemplate} */ (template).meta;
    if (share > 0) return nodesOf(frame, now, meta.columns, meta.decades, sequence());
    const at = state.cursor.peek() ?? now.t ?? frame.hidden.shape[0];
    const one = Object.entries(meta.columns).map(([kind, times]) => {
      const there = times.includes(at) ? at : (times.findLast((t) => t < at) ?? times[0]);
      return [kind, there === undefined ? [] : [there]];
    });
    return nodesOf(frame, now, Object.fromEntries(one), meta.decades, sequence());
  }

  function redraw() {
    if (!template || !last || stopMoving) return;
    const { frame, now, width } = last;
    const place = placeOf(template, width);
    signs.hidden = share === 1 && place.column < 50;
    const { dataset, classList } = document.documentElement;
    const still = `${width} ${share} ${dataset.theme} ${classList.contains("big")}`;
    if (still !== drawnEdges) {
      drawnEdges = still;
      draw(edges, { data: edgeTraces(template, place, share), layout: themed(template) }, width);
    }
    edges.classList.toggle("faded", !now.whole && now.phase === "backward");
    const traces = nodeTraces(template, place, share, picked());
    const as = now.whole ? `${still} ${share === 0 && state.cursor.peek()}` : "";
    if (drawn && as && drawn.as === as) {
      repaint(nodes, drawn.nodes, traces);
      return;
    }
    const data = [...flowTraces(template, place, share, frame, now, sequence()), ...traces];
    draw(nodes, { data, layout: themed(template) }, width);
    const elements = as ? drawnNodes(nodes, traces) : null;
    drawn = elements && { as, nodes: elements };
  }

  /** The picture that Plotly draws, where the movement has ended. */
  function settle() {
    stopMoving = null;
    redraw();
    plot.classList.remove("moving");
    canvas.hidden = true;
  }

  /** @param {number} target */
  function turnTo(target) {
    if (share === target && !stopMoving) return;
    stopMoving?.();
    if (!template || !last || share === target || stillPreferred() || element.hidden) {
      share = target;
      settle();
      return;
    }
    const { frame, now, width } = last;
    const chart = template;
    const place = placeOf(chart, width);
    const pen = penOf(canvas, width, chart.layout.height);
    const { columns, decades } = chart.meta;
    const painted = nodesOf(frame, now, columns, decades, sequence());
    const { fontFamily } = getComputedStyle(element);
    canvas.hidden = false;
    plot.classList.add("moving");
    const show = (/** @type {number} */ part) => {
      share = part;
      paint(pen, chart, place, part, painted, fontFamily);
    };
    stopMoving = move(share, target, show, settle);
  }

  const stop = effect(() => {
    const view = state.view.value;
    const k = state.steps.value;
    for (const [i, button] of buttons.entries()) {
      button.setAttribute("aria-pressed", String(VIEWS[i] === view));
      setText(button, t(`graph.${VIEWS[i]}`, { k }));
    }
    plot.classList.toggle("compressed", view === "compressed");
    turnTo(view === "unrolled" ? 1 : 0);
  });
  const stopFollowing = effect(() => {
    state.cursor.value;
    if (share === 0) redraw();
  });
  const stopEquations = effect(() => {
    const meta = /** @type {any} */ (state.figures.value.graph?.meta);
    if (!meta) return;
    writeEquations(equations, meta.equations);
    equations.classList.toggle("many", meta.equations.length > 4);
    plot.classList.toggle("left-loop", "h_reverse" in meta.nodes || "feedback" in meta.edges);
  });
  /** A click on a state picks it for the open cell; two open it. @param {MouseEvent} event */
  function pickCell(event) {
    if (!template || !last || (event.type === "click" && state.opened.peek() === null)) return;
    const { left, top } = plot.getBoundingClientRect();
    const size = { width: last.width, height: template.layout.height };
    const now = state.cursor.peek() ?? last.frame.hidden.shape[0];
    const found = pickAt(template, size, share, [event.clientX - left, event.clientY - top], now);
    if (found?.kind === "node" && found.name === "h") state.opened.value = Math.max(1, found.t);
  }
  const stopPicking = on(plot, "click", pickCell);
  const stopOpening = on(plot, "dblclick", pickCell);
  const stopClicks = on(switcher, "click", (event) => event.stopPropagation());

  return {
    name: "graph",
    element,
    plot,
    use(next, zoom) {
      template = /** @type {GraphTemplate} */ (zoomed(next, zoom));
      plot.style.height = `${template.layout.height}px`;
      drawnEdges = "";
      drawn = null;
    },
    draw(frame, now, width) {
      last = { frame, now, width };
      redraw();
      cell.draw(frame, sequence());
    },
    dispose() {
      const parts = [stop, stopFollowing, stopEquations, stopClicks, stopPicking, stopOpening];
      for (const end of [...parts, cell.dispose]) end();
      stopMoving?.();
      erase(edges);
      erase(nodes);
      element.remove();
    },
  };
}

/** @param {GraphTemplate} template */
function themed({ layout }) {
  return { ...layout, font: { ...layout.font, color: resolveColour("ink") } };
}

/** What the one cell computes, beside it. @param {HTMLElement} element @param {string[]} lines */
function writeEquations(element, lines) {
  element.replaceChildren(...lines.map((line) => renderMath(h("p"), line)));
}
