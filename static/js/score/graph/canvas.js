// The graph while it unrolls, on a canvas: the same picture between two drawings of Plotly's.

import { colour } from "../../draw/theme.js";
import { markOf, ringWidth } from "./discs.js";
import { isBelow, letterPlace, letterSize } from "./edges.js";
import { nodeSize, nodesAt, pathsAt, trimmed } from "./layout.js";
import { headSize, isGiven, lastLeg, lineGap, trace } from "./parts.js";

/** @typedef {import("../../lib/dom.js").Pen} Pen
 * @typedef {import("./parts.js").GraphTemplate} GraphTemplate
 * @typedef {import("./layout.js").Place} Place
 * @typedef {import("./layout.js").Pixel} Pixel
 * @typedef {import("./nodes.js").Node} Node */

/** @param {Pen} pen @param {GraphTemplate} template @param {Place} place
 * @param {number} share @param {Record<string, Node[]>} nodes @param {string} family */
export function paint(pen, template, place, share, nodes, family) {
  const { width, height } = pen.canvas;
  pen.clearRect(0, 0, width, height);
  const size = nodeSize(place, share);
  for (const name of Object.keys(template.meta.edges)) {
    const paths = pathsAt(place, template.meta.edges[name], share);
    const { color, dash } = trace(template, name, {}).line;
    pen.strokeStyle = pen.fillStyle = colour(color);
    pen.lineWidth = 3 - 0.8 * share;
    pen.setLineDash(dash ? [3, 3] : []);
    pen.beginPath();
    const gap = name === "e" ? 0 : lineGap(size);
    for (const path of paths) trail(pen, thinned(trimmed(path, gap)));
    pen.stroke();
    if (name === "e") continue;
    pen.beginPath();
    for (const path of paths) head(pen, path, size);
    pen.fill();
    const last = paths[paths.length - 1];
    const letters = template.meta.letters[name];
    if (!last || !letters) continue;
    const at = letterPlace(last, size, Math.round(share), place, isBelow(template, name));
    label(pen, at, letterSize(size, share), letters[0], letters[1] + letters[2], family);
  }
  pen.setLineDash([]);
  for (const kind of Object.keys(template.meta.nodes)) {
    const places = nodesAt(place, template.meta.nodes[kind], share);
    const diameter = size * template.meta.shares[kind];
    for (const [i, node] of nodes[kind].entries()) disc(pen, places[i], diameter, node, family);
  }
}

/** Fewer points do, while it moves. @param {Pixel[]} path */
const thinned = (path) =>
  path.length < 6 ? path : path.filter((_, i) => i % 3 === 0 || i === path.length - 1);

/** @param {Pen} pen @param {Pixel[]} path */
function trail(pen, path) {
  pen.moveTo(...path[0]);
  for (let i = 1; i < path.length - 1; i++) {
    const [[x, y], [nextX, nextY]] = [path[i], path[i + 1]];
    pen.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  pen.lineTo(...path[path.length - 1]);
}

/** @param {Pen} pen @param {Pixel[]} path @param {number} size */
function head(pen, path, size) {
  const [[ax, ay], [x, y] = [ax, ay]] = lastLeg(path, size);
  const length = Math.hypot(x - ax, y - ay);
  if (length === 0) return;
  const [ux, uy] = [(x - ax) / length, (y - ay) / length];
  const reach = headSize(size);
  pen.moveTo(x, y);
  pen.lineTo(x - ux * reach - (uy * reach) / 2, y - uy * reach + (ux * reach) / 2);
  pen.lineTo(x - ux * reach + (uy * reach) / 2, y - uy * reach - (ux * reach) / 2);
}

/** A letter with its index. @param {Pen} pen @param {Pixel} place
 * @param {number} size @param {string} letter @param {string} index @param {string} family */
function label(pen, [x, y], size, letter, index, family) {
  pen.textBaseline = "middle";
  pen.textAlign = "right";
  pen.font = `italic ${size}px ${family}`;
  pen.fillText(letter, x + size * 0.12, y);
  pen.textAlign = "left";
  pen.font = `${size * 0.7}px ${family}`;
  pen.fillText(index, x + size * 0.12, y + size * 0.22);
}

/** @param {Pen} pen @param {Pixel} place @param {number} diameter
 * @param {Node} node @param {string} family */
function disc(
  pen,
  [x, y],
  diameter,
  { kind, letter, t, fill, ring, ink, ringed, current },
  family,
) {
  pen.fillStyle = fill;
  pen.strokeStyle = ring;
  pen.lineWidth = ringWidth({ ringed, current }, diameter);
  pen.beginPath();
  const half = diameter / 2;
  if (isGiven(kind)) pen.rect(x - half, y - half, diameter, diameter);
  else pen.arc(x, y, half, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
  if (diameter < 22) return;
  pen.fillStyle = ink;
  label(pen, [x, y], diameter * 0.37, letter, t + markOf(kind), family);
}
