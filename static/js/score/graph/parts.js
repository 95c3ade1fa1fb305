// What the pieces of the graph have in common, drawn by Plotly or on the canvas.

import { trimmed } from "./layout.js";

/** @typedef {import("./layout.js").Pixel} Pixel
 * @typedef {{data: any[], layout: any, meta: import("./layout.js").GraphMeta}} GraphTemplate */

/** The edges that have a head: all but the error. @param {GraphTemplate} template */
export const headed = ({ meta }) => Object.keys(meta.edges).filter((name) => name !== "e");

/** Nodes that are given are squares. @param {string} kind */
export const isGiven = (kind) => kind === "x" || kind === "p";

/** Whether an edge leads from left to right, or the other way. @param {Pixel[]} path */
export function isLevel(path) {
  const [[ax, ay], [bx, by]] = [path[0], path[path.length - 1]];
  return Math.abs(bx - ax) > Math.abs(by - ay);
}

/** How long the head of an arrow is. @param {number} size of the node that it leads to */
export const headSize = (size) => Math.max(5, Math.min(18, size * 0.4));

/** How far before the middle of a node a line ends, so that its head comes to a point.
 * @param {number} size of the node */
export const lineGap = (size) => size / 2 + 0.6 * headSize(size);

/** The way on which an edge comes to the rim of a node: its head lies along it.
 * @param {Pixel[]} path @param {number} size of the node @returns {Pixel[]} */
export const lastLeg = (path, size) => trimmed(path, size / 2).slice(-2);

/** Compressed, the T copies of everything are one: the last stands for all.
 * @template V @param {V[]} all @param {number} share @returns {V[]} */
export const oneOrAll = (all, share) => (share === 0 ? all.slice(-1) : all);

/** A trace of the template with other values in it.
 * @param {GraphTemplate} template @param {string} name @param {object} values */
export function trace(template, name, values) {
  const found = template.data.find((one) => one.name === name);
  return { ...found, ...values };
}
