// What the pieces of the graph have in common, drawn by Plotly or on the canvas.

/** @typedef {{data: any[], layout: any, meta: import("./graph-layout.js").GraphMeta}} GraphTemplate */

export const WEIGHTS = ["W_x", "W_h", "W_y"];

/** How long the head of an arrow is. @param {number} size of the node that it leads to */
export const headSize = (size) => Math.max(4, Math.min(14, size * 0.34));

/** Compressed, the T copies of everything are one: the last stands for all.
 * @template V @param {V[]} all @param {number} share @returns {V[]} */
export const oneOrAll = (all, share) => (share === 0 ? all.slice(-1) : all);

/** A trace of the template with other values in it.
 * @param {GraphTemplate} template @param {string} name @param {object} values */
export function trace(template, name, values) {
  const found = template.data.find((one) => one.name === name);
  return { ...found, ...values };
}
