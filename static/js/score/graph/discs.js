// The nodes of the graph as traces for Plotly.

import { resolveColour } from "../../draw/theme.js";
import { seen } from "../../state/labels.js";
import { nodeSize, nodesAt, toData } from "./layout.js";
import { short } from "./nodes.js";
import { isGiven, oneOrAll, trace } from "./parts.js";

/** @typedef {import("./layout.js").Place} Place
 * @typedef {import("./layout.js").Pixel} Pixel
 * @typedef {import("./parts.js").GraphTemplate} GraphTemplate
 * @typedef {import("./nodes.js").Node} Node */

const ROOM_FOR_LABEL = 19;
const ROOM_FOR_VALUE = 31;
const ROOM = 4; // characters of a value

/** @param {GraphTemplate} template @param {Place} place @param {number} share 0 or 1
 * @param {Record<string, Node[]>} nodes */
export function nodeTraces(template, place, share, nodes) {
  const size = nodeSize(place, share);
  const kinds = Object.keys(template.meta.nodes);
  const traces = kinds.map((kind) => {
    const shown = oneOrAll(nodes[kind], share);
    const places = oneOrAll(nodesAt(place, template.meta.nodes[kind], share), share).map((pixel) =>
      toData(place, pixel),
    );
    const diameter = size * template.meta.shares[kind];
    const labelled = diameter >= ROOM_FOR_LABEL;
    return trace(template, kind, {
      mode: labelled ? "markers+text" : "markers",
      x: places.map(([x]) => x),
      y: places.map(([, y]) => y),
      text: shown.map((node) => words(node, diameter, size >= ROOM_FOR_VALUE)),
      textfont: {
        size: shown.map(({ value }) => valueSize(value, diameter)),
        color: shown.map(({ ink }) => ink),
      },
      customdata: shown.map(({ value }) => value),
      marker: {
        symbol: isGiven(kind) ? "square" : "circle",
        size: shown.map((node) => diameter + (node.current ? 6 : 0) - ringWidth(node, size)),
        color: shown.map(({ fill }) => fill),
        opacity: 1,
        line: {
          color: shown.map((node) => (node.current ? resolveColour("accent") : node.ring)),
          width: shown.map((node) => ringWidth(node, size)),
        },
      },
    });
  });
  const states = traces.filter((_, i) => kinds[i].startsWith("h"));
  return [...states.map((one) => outline(one, size)), ...traces];
}

/** A thin line around the states: a ring may be as pale as the paper. @param {any} states
 * @param {number} size */
function outline({ x, y }, size) {
  const line = { color: resolveColour("muted"), width: 1 };
  const marker = { symbol: "circle", size: size + 0.5, color: resolveColour("paper"), line };
  return {
    type: "scatter",
    name: "outline",
    mode: "markers",
    hoverinfo: "skip",
    x,
    y,
    marker,
  };
}

/** A ring that tells something is wide; a small node has little room for it.
 * @param {Pick<Node, "ringed" | "current">} node @param {number} size */
export function ringWidth({ ringed, current }, size) {
  return ringed || current ? Math.max(2, Math.min(4.5, size * 0.12)) : 1.5;
}

/** The direction of a state, where there are two. @param {string} kind */
export const markOf = (kind) => (kind === "h_reverse" ? "←" : "");

/** A longer number is set smaller. @param {number} value @param {number} diameter */
function valueSize(value, diameter) {
  const size = Math.max(10, diameter * 0.3);
  return Math.min(size, (size * ROOM) / short(value).length);
}

/** @param {Node} node @param {number} diameter @param {boolean} roomy whether its value fits, too */
function words({ kind, letter: sign, t, value, word, made }, diameter, roomy) {
  const size = Math.round(Math.max(11, diameter * 0.37));
  const letter = `<span style="font-size:${size}px"><i>${sign}</i><sub>${t}${markOf(kind)}</sub></span>`;
  if (!made || !roomy || (kind === "p" && !word)) return letter;
  return `${letter}<br>${word === undefined ? short(value) : cut(word)}`;
}

/** As many letters as have room; Plotly reads "<" and "&" as markup. @param {string} word */
const cut = (word) => seen(word).slice(0, ROOM).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
