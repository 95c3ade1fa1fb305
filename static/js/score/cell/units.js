// The units of one step and the weights into them: width is the size of a weight, colour its sign.

import { inkOn } from "../../draw/colours.js";
import { rowAt, unitsAt } from "../../lib/arrays.js";
import { h, setText, svg } from "../../lib/dom.js";
import { formatNumber, subscript, t } from "../../lib/strings.js";
import { short } from "../graph/nodes.js";
import { colourOf } from "./wiring.js";

/** @typedef {import("../../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {import("../../state/pane.js").Wire["CellMeta"]} CellMeta */

const [WIDTH, LEFT, RIGHT, EDGE, WIDEST] = [460, 60, 400, 16, 5];
const FEW = 12; // units whose weights are all drawn strongly
/** Of more than that, the weights of at least this share of the largest are drawn. */
const STRONG = 0.9;

/** @param {CellMeta} meta @param {VisibleFrame} frame @param {number} at @param {number} b
 * @param {number} block which rows of the stacked weights */
export function drawUnits(meta, frame, at, b, block) {
  const sources = sourcesOf(frame, at, b);
  const { array, symbol, rows } = meta.blocks[block];
  const [from, to] = rows;
  const made = unitsAt(frame, array, at, b)?.subarray(from, to) ?? new Float64Array(to - from);
  const ways = waysInto(meta, frame, block, sources.length);
  const picture = pictureOf(sources, ways);
  const readout = h(
    "p",
    { class: "units-readout", "aria-live": "polite" },
    t(made.length > FEW ? "graph.units.many" : "graph.units.hint"),
  );
  const targets = Array.from(made, (value, i) => {
    const name = `${subscript(symbol, at)}[${i + 1}]`;
    const sum = ways[i].map(({ j, w }) => `${sources[j].name}: ${formatNumber(w)}`).join(",  ");
    return target(picture, i, name, value, (words) => setText(readout, `${words}   ⟵   ${sum}`));
  });
  picture.element.append(...targets);
  return h("div", { class: "units-frame" }, /** @type {Node} */ (picture.element), readout);
}

/** What the units read: the inputs, and the state before. @param {VisibleFrame} frame
 * @param {number} at @param {number} b */
function sourcesOf(frame, at, b) {
  const inputs = rowAt(frame.inputs, at, b);
  const size = frame.hidden.shape[2];
  const before = unitsAt(frame, "hidden", at - 1, b) ?? new Float64Array(size);
  return [
    ...Array.from(inputs, (value, j) => ({
      name: inputs.length > 1 ? `x${j + 1}` : subscript("x", at),
      value,
    })),
    ...Array.from(before, (value, j) => ({ name: `${subscript("h", at - 1)}[${j + 1}]`, value })),
  ];
}

/** The weights into each unit of a block, by their sources: of the state by a matrix, or of a unit
 * alone by a vector. @param {CellMeta} meta @param {VisibleFrame} frame @param {number} block
 * @param {number} count of sources @returns {{j: number, w: number}[][]} */
function waysInto({ blocks, carrier }, { params }, block, count) {
  const { W_x } = params;
  const d = W_x.shape[1];
  const [from, to] = blocks[block].rows;
  const carried = carrier === null ? null : params[carrier];
  /** @param {number} row @param {number} j */
  const weight = (row, j) => {
    if (j < d) return W_x.data[row * d + j];
    if (!carried) return null;
    const [n, columns] = carried.shape;
    if (columns !== undefined) return carried.data[row * columns + j - d];
    return (j - d) % n === row % n ? carried.data[row % n] : null;
  };
  return Array.from({ length: to - from }, (_, i) =>
    Array.from({ length: count }, (_, j) => ({ j, w: weight(block * (to - from) + i, j) })).flatMap(
      ({ j, w }) => (w === null ? [] : { j, w }),
    ),
  );
}

/** @typedef {ReturnType<typeof pictureOf>} Picture */

/** The sources and the weights that lead from them. @param {{name: string, value: number}[]} sources
 * @param {{j: number, w: number}[][]} ways by unit */
function pictureOf(sources, ways) {
  const [n, m] = [sources.length, ways.length];
  const height = Math.max(150, Math.min(560, n * 26)) + 2 * EDGE;
  const spread = (/** @type {number} */ i, /** @type {number} */ of) =>
    EDGE + ((i + 0.5) * (height - 2 * EDGE)) / of;
  const size = Math.min(11, (height - 2 * EDGE) / n / 2.2);
  const all = ways.flat().map(({ w }) => Math.abs(w));
  const largest = Math.max(...all.filter(Number.isFinite), 1e-12);
  const widest = m > FEW ? WIDEST / 3 : WIDEST;
  const isWeak = (/** @type {number} */ w) => m > FEW && Math.abs(w) < STRONG * largest;
  const lines = ways.flatMap((row, i) =>
    row.map(({ j, w }) =>
      svg("path", {
        class: `weight ${w < 0 ? "negative" : "positive"}${isWeak(w) ? " weak" : ""}`,
        "data-to": i,
        "stroke-width": Number(((Math.abs(w) / largest) * widest).toFixed(2)) || 0,
        d: `M${LEFT + size} ${spread(j, n)}L${RIGHT - size} ${spread(i, m)}`,
      }),
    ),
  );
  const element = svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "units" }, ...lines);
  element.classList.toggle("many", m > FEW);
  element.setAttribute("aria-label", t("graph.units.summary"));
  for (const [j, { name, value }] of sources.entries()) {
    element.append(unit(LEFT, spread(j, n), size, name, value, "end"));
  }
  return { element, lines, size, y: (/** @type {number} */ i) => spread(i, m) };
}

/** A unit that tells what leads to it. @param {Picture} picture @param {number} i @param {string} name
 * @param {number} value @param {(words: string) => void} tell */
function target({ element: picture, lines, size, y }, i, name, value, tell) {
  const element = unit(RIGHT, y(i), size, name, value, "start");
  const words = `${name} = ${formatNumber(value)}`;
  element.setAttribute("tabindex", "0");
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", words);
  const pick = () => {
    tell(words);
    picture.classList.add("picked");
    for (const line of lines) line.classList.toggle("on", line.getAttribute("data-to") === `${i}`);
  };
  element.addEventListener("pointerenter", pick);
  element.addEventListener("focus", pick);
  return element;
}

/** @param {number} x @param {number} y @param {number} size @param {string} name
 * @param {number} value @param {"start" | "end"} side where its name stands */
function unit(x, y, size, name, value, side) {
  const fill = colourOf(value);
  const circle = svg("circle", { cx: x, cy: y, r: size });
  circle.setAttribute("fill", fill);
  const away = side === "end" ? -size - 4 : size + 4;
  const label = svg("text", { x: x + away, y: y + 3.5, "text-anchor": side }, name);
  const inner = svg("text", { x, y: y + 3, "text-anchor": "middle", class: "inner" });
  inner.style.fill = inkOn(fill); // a property: a sheet's rule is stronger than an attribute
  if (size >= 9 && Number.isFinite(value)) inner.textContent = short(value);
  if ((inner.textContent ?? "").length > 4) {
    inner.setAttribute("textLength", String(2 * size - 3));
    inner.setAttribute("lengthAdjust", "spacingAndGlyphs");
  }
  return svg("g", { class: "unit-node" }, circle, size >= 4 ? label : null, inner);
}
