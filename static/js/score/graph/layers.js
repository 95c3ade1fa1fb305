// The graph at rest: edges and nodes in two layers of Plotly's, each drawn only when it has to be.

import { draw } from "../../draw/plotly.js";
import { isBig } from "../../draw/projector.js";
import { resolveColour } from "../../draw/theme.js";
import { h } from "../../lib/dom.js";
import { nodeTraces } from "./discs.js";
import { edgeTraces } from "./edges.js";
import { flowTraces } from "./flow.js";
import { placeOf } from "./layout.js";

/** @typedef {import("./parts.js").GraphTemplate} GraphTemplate
 * @typedef {import("./nodes.js").Node} Node
 * @typedef {{fills: HTMLElement[], texts: SVGTextElement[]}} Drawn of one trace */

/** @typedef {object} Scene what is shown, and how wide
 * @property {import("../../state/script.js").VisibleFrame} frame
 * @property {import("../../state/script.js").Shown} now
 * @property {number} width
 * @property {number} b the sequence of the batch, from 0
 * @property {number} share 0: compressed, 1: unrolled
 * @property {number | null} cursor the step that is seen compressed */

export class Layers {
  edges = h("div", { class: "figure edges" });
  nodes = h("div", { class: "figure nodes" });
  /** What the edges were drawn for. */
  #setting = "";
  /** The nodes that were drawn last, where only their colours and numbers can change.
   * @type {{setting: string, traces: Drawn[]} | null} */
  #drawn = null;

  /** Draw everything the next time: there is another template. */
  forget() {
    this.#setting = "";
    this.#drawn = null;
  }

  /** @param {GraphTemplate} template @param {Scene} scene @param {Record<string, Node[]>} nodes */
  draw(template, { frame, now, width, b, share, cursor }, nodes) {
    const place = placeOf(template, width);
    const setting = `${width} ${share} ${document.documentElement.dataset.theme} ${isBig()}`;
    if (setting !== this.#setting) {
      this.#setting = setting;
      const data = edgeTraces(template, place, share);
      draw(this.edges, { data, layout: themed(template) }, width);
    }
    this.edges.classList.toggle("faded", !now.whole && now.phase === "backward");
    const flow = flowTraces(template, place, share, frame, now, b);
    const traces = nodeTraces(template, place, share, nodes);
    const own = now.whole ? `${setting} ${share === 0 && cursor}` : "";
    if (this.#drawn && this.#drawn.setting === own) {
      repaint(this.nodes, this.#drawn.traces, traces);
      return;
    }
    draw(this.nodes, { data: [...flow, ...traces], layout: themed(template) }, width);
    const drawn = own ? drawnNodes(this.nodes, traces) : null;
    this.#drawn = drawn && { setting: own, traces: drawn };
  }
}

/** @param {GraphTemplate} template */
function themed({ layout }) {
  return { ...layout, font: { ...layout.font, color: resolveColour("ink") } };
}

/** The elements of each trace, or null where a drawing is not what it was asked to be.
 * @param {HTMLElement} element @param {any[]} traces @returns {Drawn[] | null} */
function drawnNodes(element, traces) {
  const groups = [...element.querySelectorAll(".scatterlayer .trace")];
  const drawn = groups.map((group) => ({
    fills: /** @type {HTMLElement[]} */ ([...group.querySelectorAll("path.point")]),
    texts: /** @type {SVGTextElement[]} */ ([...group.querySelectorAll(".textpoint text")]),
  }));
  const asked = traces.every(({ x, mode }, i) => {
    const texts = mode.includes("text") ? x.length : 0;
    return drawn[i]?.fills.length === x.length && drawn[i].texts.length === texts;
  });
  return asked && drawn.length === traces.length ? drawn : null;
}

/** New colours and numbers for nodes that Plotly has drawn, without drawing them again: while a run
 * plays, nothing else about them changes, and text is what Plotly is slow at.
 * @param {HTMLElement} element @param {Drawn[]} drawn @param {any[]} traces of the same shape */
function repaint(element, drawn, traces) {
  const held = /** @type {any} */ (element).data;
  for (const [i, { fills, texts }] of drawn.entries()) {
    const { marker, text, textfont } = traces[i];
    Object.assign(held[i], traces[i]);
    for (const [j, point] of fills.entries()) {
      if (!Array.isArray(marker.color)) break;
      point.style.fill = marker.color[j];
      point.style.stroke = marker.line.color[j];
    }
    for (const [j, element] of texts.entries()) {
      element.style.fill = textfont.color[j];
      element.style.fontSize = `${textfont.size[j]}px`;
      const value = element.querySelector("tspan.line + tspan.line");
      if (value) value.textContent = text[j].split("<br>")[1] ?? "";
    }
  }
}
