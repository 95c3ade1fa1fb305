// The graph's traces for Plotly, from positions in pixels and what the nodes show.

import {
  binOf,
  flatten,
  middle,
  nodeSize,
  nodesAt,
  pathsAt,
  SHARE_OF_SIZE,
  toData,
} from "./graph-layout.js";
import { gradientNorms, normColour, short } from "./graph-nodes.js";
import { resolveColour } from "./theme.js";
import { subscript } from "./track-legend.js";

/** @typedef {import("./graph-layout.js").GraphMeta} GraphMeta
 * @typedef {import("./graph-layout.js").Place} Place
 * @typedef {import("./graph-layout.js").Pixel} Pixel
 * @typedef {import("./graph-nodes.js").Node} Node
 * @typedef {{data: any[], layout: any, meta: GraphMeta}} GraphTemplate */

export const WEIGHTS = ["W_x", "W_h", "W_y"];
const ROOM_FOR_LETTER = 21;
const ROOM_FOR_LABEL = 22;
const ROOM_FOR_VALUE = 33;
const HEAD = 10;

/** Compressed, the T copies of everything are one: the last stands for all.
 * @template V @param {V[]} all @param {number} share @returns {V[]} */
const oneOrAll = (all, share) => (share === 0 ? all.slice(-1) : all);

/** A trace of the template with other values in it.
 * @param {GraphTemplate} template @param {string} name @param {object} values */
function trace(template, name, values) {
  const found = template.data.find((one) => one.name === name);
  return { ...found, ...values };
}

/** @param {GraphTemplate} template @param {Place} place @param {number} share 0 or 1 */
export function edgeTraces(template, place, share) {
  const size = nodeSize(place, share);
  const paths = Object.fromEntries(
    Object.entries(template.meta.edges).map(([name, both]) => [
      name,
      oneOrAll(pathsAt(place, both, share), share),
    ]),
  );
  const lines = [...WEIGHTS, "e"].map((name) => {
    const { color } = trace(template, name, {}).line;
    const width = share === 0 ? 3 : 2.2;
    const line = { ...trace(template, name, {}).line, color: resolveColour(color), width };
    return trace(template, name, { ...flatten(place, paths[name]), line });
  });
  return [
    ...lines,
    ...WEIGHTS.map((name) => heads(template, name, place, paths[name], size)),
    ...WEIGHTS.map((name) => letters(template, name, place, paths[name], size, share)),
  ];
}

/** @param {GraphTemplate} template @param {string} name @param {Place} place @param {Pixel[][]} paths
 * @param {number} size */
function heads(template, name, place, paths, size) {
  const standoff = (size * (name === "W_x" ? 1 : 1)) / 2 + 1;
  const head = Math.max(4, Math.min(HEAD, size * 0.3));
  const marker = {
    ...trace(template, `${name} arrows`, {}).marker,
    standoff,
    color: resolveColour(`$${name}`),
    size: paths.flatMap(() => [0, head, 0]),
  };
  const legs = paths.map((path) => path.slice(-2));
  return trace(template, `${name} arrows`, { ...flatten(place, legs), marker });
}

/** The letter of a weight on each of its edges, or on the first where there is no room.
 * @param {GraphTemplate} template @param {string} name @param {Place} place @param {Pixel[][]} paths
 * @param {number} size @param {number} share */
function letters(template, name, place, paths, size, share) {
  const roomy = share === 0 || place.column - size >= ROOM_FOR_LETTER;
  const every = roomy ? 1 : Math.max(1, Math.round(80 / place.column));
  const places = paths
    .filter((_, i) => i % every === 0)
    .map((path) => toData(place, letterPlace(path, name, size, share)));
  const font = { ...trace(template, `${name} letters`, {}).textfont, size: share === 0 ? 18 : 13 };
  return trace(template, `${name} letters`, {
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    text: places.map(() => `${name[0]}<sub>${name[2]}</sub>`),
    textposition: "middle center",
    textfont: { ...font, color: resolveColour(`$${name}`) },
  });
}

/** @param {Pixel[]} path @param {string} name @param {number} size @param {number} share
 * @returns {Pixel} */
export function letterPlace(path, name, size, share) {
  const [x, y] = middle(path);
  if (name !== "W_h") return [x + (share === 0 ? 22 : 15), y];
  return share === 0 ? [x + 22, y] : [x, y - Math.max(11, Math.min(13, size / 2 + 8))];
}

/** @param {GraphTemplate} template @param {Place} place @param {number} share 0 or 1
 * @param {Record<string, Node[]>} nodes */
export function nodeTraces(template, place, share, nodes) {
  const size = nodeSize(place, share);
  return ["x", "h", "y", "p"].map((kind) => {
    const shown = oneOrAll(nodes[kind], share);
    const places = oneOrAll(nodesAt(place, template.meta.nodes[kind], share), share).map((pixel) =>
      toData(place, pixel),
    );
    const diameter = size * SHARE_OF_SIZE[kind];
    const labelled = diameter >= ROOM_FOR_LABEL;
    return trace(template, kind, {
      mode: labelled ? "markers+text" : "markers",
      x: places.map(([x]) => x),
      y: places.map(([, y]) => y),
      text: shown.map((node) => words(node, diameter)),
      textfont: {
        size: share === 0 ? 17 : 13,
        style: "normal",
        color: shown.map(({ ink }) => ink),
      },
      customdata: shown.map(({ value }) => value),
      marker: {
        symbol: kind === "x" || kind === "p" ? "square" : "circle",
        size: shown.map((node) => diameter + (node.current ? 6 : 0) - (node.ringWidth - 1.5)),
        color: shown.map(({ fill }) => fill),
        opacity: 1,
        line: {
          color: shown.map((node) => (node.current ? resolveColour("accent") : node.ring)),
          width: shown.map((node) => (node.current ? 4 : node.ringWidth)),
        },
      },
    });
  });
}

/** @param {Node} node @param {number} diameter */
export function words({ kind, t, label, value, made }, diameter) {
  const letter = `<i>${label[0]}</i>${subscript("", t)}`;
  if (!made || kind === "p" || diameter < ROOM_FOR_VALUE * SHARE_OF_SIZE[kind]) return letter;
  return `${letter}<br><span style="font-size:${diameter >= 40 ? 13 : 10}px">${short(value)}</span>`;
}

/** The arcs along which gradients have come so far, a trace for each bin of their norm.
 * @param {GraphTemplate} template @param {Place} place @param {number} share
 * @param {import("./script.js").VisibleFrame} frame @param {import("./script.js").Shown} now */
export function flowTraces(template, place, share, frame, now) {
  if (now.whole || (now.phase !== "backward" && now.phase !== "update")) return [];
  const { meta } = template;
  const norms = gradientNorms(frame);
  const size = nodeSize(place, share);
  const first = Math.max(1, now.backward);
  const whole = pathsAt(place, meta.flow.state, share);
  const arcs = whole
    .map((path, i) => ({ path, t: i + 1, norm: norms[i + 1] }))
    .filter(({ t }) => t >= first);
  const shown = share === 0 ? arcs.slice(0, 1) : arcs;
  const bins = Array.from({ length: meta.bins }, (_, bin) => {
    const mine = shown.filter((arc) => binOf(arc.norm, meta) === bin);
    const color = binColour(bin, meta);
    const paths = flatten(
      place,
      mine.map(({ path }) => path),
    );
    return trace(template, `flow ${bin}`, { ...paths, line: { width: 3.5, color } });
  });
  const marker = {
    symbol: "arrow",
    angleref: "previous",
    standoff: size / 2 + 1,
    size: shown.flatMap(() => [0, Math.max(5, Math.min(12, size * 0.34)), 0]),
    color: shown.flatMap((arc) => Array(3).fill(binColour(binOf(arc.norm, meta), meta))),
  };
  const legs = shown.map(({ path }) => path.slice(-2));
  const heads = trace(template, "flow arrows", { ...flatten(place, legs), marker });
  return [
    ...bins.filter(({ x }) => x.length > 0),
    heads,
    deltas(template, place, shown, size, share),
  ];
}

/** δ_t beside the arc on which it goes back. @param {GraphTemplate} template @param {Place} place
 * @param {{path: Pixel[], t: number}[]} arcs @param {number} size @param {number} share */
function deltas(template, place, arcs, size, share) {
  const roomy = share === 0 || place.column >= 40;
  const every = Math.round(60 / place.column) || 1;
  const shown = roomy ? arcs : arcs.filter(({ t }) => t % every === 0);
  const places = shown.map(({ path }) => {
    const [x, y] = middle(path);
    return toData(place, share === 0 ? [x + 22, y] : [x, y + 9]);
  });
  return trace(template, "flow arrows", {
    name: "deltas",
    mode: "text",
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    text: shown.map(({ t }) => `<i>δ</i>${subscript("", t)}`),
    textfont: { size: Math.max(11, Math.min(13, size / 2)), color: resolveColour("ink") },
  });
}

/** @param {number} bin @param {GraphMeta} meta */
const binColour = (bin, meta) => normColour(10 ** (meta.lowest_decade - 1 + bin + 0.5));
