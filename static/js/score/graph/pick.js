// What of the graph lies under a pixel, and where a node is: from the layouts in its template. Pure.
import { nodeSize, nodesAt, pathsAt, placeOf } from "./layout.js";

/** @typedef {import("./layout.js").Pixel} Pixel
 * @typedef {import("./parts.js").GraphTemplate} GraphTemplate
 * @typedef {import("../../state/questions.js").Picked} Picked */

const REACH = 9; // pixels beside an edge

/** @param {GraphTemplate} template @param {{width: number, height: number}} size on screen
 * @param {number} share 0: compressed, 1: unrolled @param {Pixel} pixel
 * @param {number} now the step that the compressed cell shows @returns {Picked | null} */
export function pickAt(template, { width, height }, share, [x, y], now) {
  const place = placeOf(template, width, height);
  const { meta } = template;
  const radius = nodeSize(place, share) / 2 + 2;
  for (const [name, points] of Object.entries(meta.nodes)) {
    const found = nodesAt(place, points, share).findLastIndex(
      ([a, b]) => Math.hypot(a - x, b - y) <= radius,
    );
    if (found >= 0) return { kind: "node", name, t: share === 0 ? now : meta.columns[name][found] };
  }
  for (const [name, paths] of Object.entries(meta.edges)) {
    const found = pathsAt(place, paths, share).findLastIndex((path) => near(path, x, y));
    if (found < 0) continue;
    const end = paths.unrolled[found][paths.unrolled[found].length - 1];
    return { kind: "edge", name, t: share === 0 ? Math.max(1, now) : Math.round(end[0]) };
  }
  return null;
}

/** @param {Pixel[]} path @param {number} x @param {number} y */
function near(path, x, y) {
  return path.some((end, i) => i > 0 && distance(path[i - 1], end, x, y) <= REACH);
}

/** From a point to a piece of a line. @param {Pixel} from @param {Pixel} to
 * @param {number} x @param {number} y */
function distance([a, b], [c, d], x, y) {
  const [dx, dy] = [c - a, d - b];
  const length = dx * dx + dy * dy;
  const share = length > 0 ? Math.max(0, Math.min(1, ((x - a) * dx + (y - b) * dy) / length)) : 0;
  return Math.hypot(x - a - share * dx, y - b - share * dy);
}

/** The middle of a node, unrolled, and its size. @param {GraphTemplate} template
 * @param {{width: number, height: number}} size @param {string} name @param {number} t
 * @returns {{x: number, y: number, size: number} | null} */
export function nodePlace(template, { width, height }, name, t) {
  const found = template.meta.columns[name]?.indexOf(t) ?? -1;
  if (found < 0 || !template.meta.nodes[name]) return null;
  const place = placeOf(template, width, height);
  const [x, y] = nodesAt(place, template.meta.nodes[name], 1)[found];
  return { x, y, size: nodeSize(place, 1) };
}
