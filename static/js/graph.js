// The graph track: edges and nodes in two layers of Plotly's, and the change between its two views.
import { effect } from "../vendor/signals-core.mjs";
import { h, on, setText } from "./dom.js";
import { paint, prepare } from "./graph-canvas.js";
import { nodeTraces } from "./graph-discs.js";
import { edgeTraces } from "./graph-edges.js";
import { flowTraces } from "./graph-flow.js";
import { ease, placeOf } from "./graph-layout.js";
import { nodesOf } from "./graph-nodes.js";
import { t } from "./i18n.js";
import { renderMath } from "./math.js";
import { draw, erase } from "./plot.js";
import { resolveColour } from "./theme.js";
import { trackElement, zoomed } from "./track.js";
import { key } from "./track-legend.js";

/** @typedef {import("./state.js").State} State
 * @typedef {import("./graph-parts.js").GraphTemplate} GraphTemplate
 * @typedef {import("./script.js").VisibleFrame} VisibleFrame
 * @typedef {import("./script.js").Shown} Shown */

const DURATION = 900;
const VIEWS = /** @type {const} */ (["compressed", "unrolled"]);

/** @param {State} state @returns {import("./track.js").Track} */
export function createGraph(state) {
  const buttons = VIEWS.map((view) =>
    h("button", { type: "button", onclick: () => (state.view.value = view) }),
  );
  const switcher = h("div", { class: "views", role: "group" }, ...buttons);
  switcher.setAttribute("aria-label", t("graph.views"));
  const { element, plot } = trackElement("graph", switcher);
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
  let moving = 0;

  /** What is seen compressed is the step under the cursor, or the last one. */
  function picked() {
    const { frame, now } = /** @type {NonNullable<typeof last>} */ (last);
    const meta = /** @type {GraphTemplate} */ (template).meta;
    const all = nodesOf(frame, now, meta.columns);
    if (share > 0) return all;
    const at = state.cursor.peek() ?? now.t ?? frame.hidden.shape[0];
    const one = nodesOf(frame, now, {
      x: [at || 1],
      h: [at],
      y: meta.columns.y,
      p: meta.columns.p,
    });
    const there = meta.columns.y.includes(at) ? at : meta.columns.y[meta.columns.y.length - 1];
    const only = (/** @type {import("./graph-nodes.js").Node[]} */ list) =>
      list.filter((node) => node.t === there);
    return { ...one, y: only(one.y), p: only(one.p) };
  }

  function redraw() {
    if (!template || !last || moving) return;
    const { frame, now, width } = last;
    const place = placeOf(template.layout, width);
    signs.hidden = share === 1 && place.column < 50;
    const still = `${width} ${share} ${document.documentElement.dataset.theme}`;
    if (still !== drawnEdges) {
      drawnEdges = still;
      draw(edges, { data: edgeTraces(template, place, share), layout: themed(template) }, width);
    }
    edges.classList.toggle("faded", !now.whole && now.phase === "backward");
    const data = [
      ...flowTraces(template, place, share, frame, now),
      ...nodeTraces(template, place, share, picked()),
    ];
    draw(nodes, { data, layout: themed(template) }, width);
  }

  /** @param {number} target */
  function move(target) {
    cancelAnimationFrame(moving);
    moving = 0;
    if (!template || !last || share === target) return;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || element.hidden) {
      share = target;
      redraw();
      return;
    }
    const { frame, now, width } = last;
    const place = placeOf(template.layout, width);
    const context = prepare(canvas, width, template.layout.height);
    const { fontFamily } = getComputedStyle(element);
    const painted = nodesOf(frame, now, template.meta.columns);
    const [from, began] = [share, performance.now()];
    const chart = template;
    canvas.hidden = false;
    plot.classList.add("moving");
    const next = (/** @type {number} */ time) => {
      const part = Math.min(1, Math.max(0, (time - began) / DURATION));
      share = from + (target - from) * ease(part);
      paint(context, chart, place, share, painted, fontFamily);
      moving = part < 1 ? requestAnimationFrame(next) : 0;
      if (moving) return;
      share = target;
      redraw();
      plot.classList.remove("moving");
      canvas.hidden = true;
    };
    moving = requestAnimationFrame(next);
  }

  const stop = effect(() => {
    const view = state.view.value;
    const k = state.run.value?.steps ?? 0;
    for (const [i, button] of buttons.entries()) {
      button.setAttribute("aria-pressed", String(VIEWS[i] === view));
      setText(button, t(`graph.${VIEWS[i]}`, { k }));
    }
    plot.classList.toggle("compressed", view === "compressed");
    move(view === "unrolled" ? 1 : 0);
  });
  const stopFollowing = effect(() => {
    state.cursor.value;
    if (share === 0) redraw();
  });
  const stopEquations = effect(() => writeEquations(equations, state.config.value));
  const stopClicks = on(switcher, "click", (event) => event.stopPropagation());

  return {
    name: "graph",
    element,
    plot,
    use(next, zoom) {
      template = /** @type {GraphTemplate} */ (zoomed(next, zoom));
      plot.style.height = `${template.layout.height}px`;
      drawnEdges = "";
    },
    draw(frame, now, width) {
      last = { frame, now, width };
      redraw();
    },
    dispose() {
      for (const end of [stop, stopFollowing, stopEquations, stopClicks]) end();
      cancelAnimationFrame(moving);
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

/** What the one cell computes, beside it. @param {HTMLElement} element
 * @param {import("./state.js").RunConfig | null} config */
function writeEquations(element, config) {
  if (!config) return;
  const f =
    { tanh: "\\tanh", sigmoid: "\\sigma", relu: "\\mathrm{relu}" }[config.activation] ?? "f";
  const out = { tanh: "\\tanh", sigmoid: "\\sigma", identity: "" }[config.output_activation];
  const inner = "W_y h_t + b_y";
  const lines = [
    `h_t = ${f}\\left(W_x x_t + W_h h_{t-1} + b_h\\right)`,
    `y_t = ${out ? `${out}\\left(${inner}\\right)` : inner}`,
  ];
  element.replaceChildren(...lines.map((line) => renderMath(h("p"), line)));
}
