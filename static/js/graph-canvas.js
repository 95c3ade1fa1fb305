// The graph while it unrolls, on a canvas: the same picture between two drawings of Plotly's.

import { ringWidth } from "./graph-discs.js";
import { letterPlace, letterSize } from "./graph-edges.js";
import { nodeSize, nodesAt, pathsAt, SHARE_OF_SIZE, trimmed } from "./graph-layout.js";
import { headSize, lastLeg, lineGap, WEIGHTS } from "./graph-parts.js";
import { resolveColour } from "./theme.js";

/** @typedef {import("./graph-parts.js").GraphTemplate} GraphTemplate
 * @typedef {import("./graph-layout.js").Place} Place
 * @typedef {import("./graph-layout.js").Pixel} Pixel
 * @typedef {import("./graph-nodes.js").Node} Node */

/** @param {HTMLCanvasElement} canvas @param {number} width @param {number} height */
export function prepare(canvas, width, height) {
  const ratio = globalThis.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/** @param {CanvasRenderingContext2D} context @param {GraphTemplate} template @param {Place} place
 * @param {number} share @param {Record<string, Node[]>} nodes @param {string} family */
export function paint(context, template, place, share, nodes, family) {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  const size = nodeSize(place, share);
  for (const name of [...WEIGHTS, "e"]) {
    const paths = pathsAt(place, template.meta.edges[name], share);
    const colour = String(resolveColour(name === "e" ? "accent" : name));
    context.strokeStyle = context.fillStyle = colour;
    context.lineWidth = 3 - 0.8 * share;
    context.setLineDash(name === "e" ? [3, 3] : []);
    context.beginPath();
    const gap = name === "e" ? 0 : lineGap(size);
    for (const path of paths) trail(context, trimmed(path, gap));
    context.stroke();
    if (name === "e") continue;
    for (const path of paths) head(context, path, size);
    const last = paths[paths.length - 1];
    if (!last) continue;
    const at = letterPlace(last, name, size, Math.round(share), place);
    label(context, at, letterSize(size, share), name[0], name[2], family);
  }
  context.setLineDash([]);
  for (const kind of ["x", "h", "y", "p"]) {
    const places = nodesAt(place, template.meta.nodes[kind], share);
    const diameter = size * SHARE_OF_SIZE[kind];
    for (const [i, node] of nodes[kind].entries()) disc(context, places[i], diameter, node, family);
  }
}

/** @param {CanvasRenderingContext2D} context @param {Pixel[]} path */
function trail(context, path) {
  context.moveTo(...path[0]);
  for (let i = 1; i < path.length - 1; i++) {
    const [[x, y], [nextX, nextY]] = [path[i], path[i + 1]];
    context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  context.lineTo(...path[path.length - 1]);
}

/** @param {CanvasRenderingContext2D} context @param {Pixel[]} path @param {number} size */
function head(context, path, size) {
  const [[ax, ay], [x, y] = [ax, ay]] = lastLeg(path, size);
  const length = Math.hypot(x - ax, y - ay);
  if (length === 0) return;
  const [ux, uy] = [(x - ax) / length, (y - ay) / length];
  const reach = headSize(size);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - ux * reach - (uy * reach) / 2, y - uy * reach + (ux * reach) / 2);
  context.lineTo(x - ux * reach + (uy * reach) / 2, y - uy * reach - (ux * reach) / 2);
  context.fill();
}

/** A letter with its index. @param {CanvasRenderingContext2D} context @param {Pixel} place
 * @param {number} size @param {string} letter @param {string} index @param {string} family */
function label(context, [x, y], size, letter, index, family) {
  context.textBaseline = "middle";
  context.textAlign = "right";
  context.font = `italic ${size}px ${family}`;
  context.fillText(letter, x + size * 0.12, y);
  context.textAlign = "left";
  context.font = `${size * 0.7}px ${family}`;
  context.fillText(index, x + size * 0.12, y + size * 0.22);
}

/** @param {CanvasRenderingContext2D} context @param {Pixel} place @param {number} diameter
 * @param {Node} node @param {string} family */
function disc(context, [x, y], diameter, { kind, t, fill, ring, ink, ringed, current }, family) {
  context.fillStyle = fill;
  context.strokeStyle = ring;
  context.lineWidth = ringWidth({ ringed, current }, diameter);
  context.beginPath();
  const half = diameter / 2;
  if (kind === "x" || kind === "p") context.rect(x - half, y - half, diameter, diameter);
  else context.arc(x, y, half, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  if (diameter < 22) return;
  context.fillStyle = ink;
  label(context, [x, y], diameter * 0.37, kind, String(t), family);
}
