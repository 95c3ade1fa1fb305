// The wiring of a cell, from its graph, and the values of all its units in a table.

import { colourAt, inkOn } from "../../draw/colours.js";
import { colorscale, colour } from "../../draw/theme.js";
import { unitsAt } from "../../lib/arrays.js";
import { h, svg } from "../../lib/dom.js";
import { formatNumber, subscript, t } from "../../lib/strings.js";
import { short } from "../graph/nodes.js";

/** @typedef {import("../../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {import("../../state/pane.js").Wire["CellMeta"]} CellMeta
 * @typedef {import("../../state/pane.js").Wire["CellNode"]} CellNode */

const [WIDE, HIGH, BOX, TALL, SIDE] = [112, 48, 76, 34, 44];
const CELLS = 16; // units that a node has room for

/** The step of a node's values in the cell of a step. @param {CellNode} node @param {number} at */
const timeOf = ({ previous }, at) => (previous ? at - 1 : at);

/** A symbol with its step. @param {CellNode} node @param {number} at */
const nameOf = (node, at) =>
  node.symbol.length > 1 ? node.symbol : subscript(node.symbol, timeOf(node, at));

/** @param {number} value from -1 to 1 @param {"activation" | "gradient"} [scale] */
export const colourOf = (value, scale = "activation") =>
  Number.isFinite(value) ? colourAt(colorscale(scale), (value + 1) / 2) : colour("paper");

/** @param {number[]} place in columns and rows */
const pixels = ([column, row]) => [SIDE + column * WIDE, TALL + row * HIGH];

/** From the right side of one node to the left side of another, level wherever it passes a column.
 * @param {number[][]} way */
function wirePath(way) {
  const points = way.map(([x, y], i) => [
    x + (i === 0 ? BOX / 2 : i === way.length - 1 ? -BOX / 2 - 5 : 0),
    y,
  ]);
  const bends = points.slice(1).map(([x, y], i) => {
    const [fromX, fromY] = points[i];
    const middle = (fromX + x) / 2;
    return `C${middle} ${fromY} ${middle} ${y} ${x} ${y}`;
  });
  return `M${points[0].join(" ")}${bends.join("")}`;
}

/** @param {CellMeta} meta @param {VisibleFrame} frame @param {number} at @param {number} b */
export function drawWiring(meta, frame, at, b) {
  const wires = meta.wires.map(({ way, hue }) =>
    svg("path", {
      class: `wire ${hue ?? "plain"}`,
      "marker-end": `url(#head-${hue ?? "plain"})`,
      d: wirePath(way.map(pixels)),
    }),
  );
  const nodes = meta.nodes.map((node) => {
    const [x, y] = pixels(node.at);
    return svg(
      "g",
      { transform: `translate(${x - BOX / 2} ${y - TALL / 2})`, class: "value" },
      svg("rect", { width: BOX, height: TALL, rx: node.previous ? 3 : 8 }),
      svg("text", { x: 8, y: 15 }, nameOf(node, at)),
      svg("text", { x: BOX - 8, y: 15, class: "sign" }, node.sign),
      ...strip(unitsAt(frame, node.array, timeOf(node, at), b)),
    );
  });
  const heads = ["W_x", "W_h", "plain"].map((name) =>
    svg(
      "marker",
      {
        ...{ id: `head-${name}`, class: `head ${name}`, viewBox: "0 0 8 8", refX: 6, refY: 4 },
        ...{ markerWidth: 5, markerHeight: 5, orient: "auto" },
      },
      svg("path", { d: "M0 0L8 4L0 8Z" }),
    ),
  );
  const [width, height] = [2 * SIDE + (meta.columns - 1) * WIDE, TALL * 2 + (meta.rows - 1) * HIGH];
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, class: "wiring", role: "img" },
    svg("defs", {}, ...heads),
    ...wires,
    ...nodes,
  );
  picture.setAttribute("aria-label", t("graph.wiring"));
  return picture;
}

/** A small square for each unit, as many as have room. @param {ArrayLike<number> | null} values */
function strip(values) {
  const units = Array.from(values ?? []).slice(0, CELLS);
  const size = Math.min(12, (BOX - 12) / Math.max(1, units.length));
  return units.map((value, i) => {
    const rect = svg("rect", { x: 6 + i * size, y: 20, width: size - 0.6, height: 9 });
    rect.setAttribute("fill", colourOf(value));
    rect.setAttribute("class", "unit");
    return rect;
  });
}

/** Every value of the step and what the way back makes of it, a row for each node and gradient.
 * @param {CellMeta} meta @param {VisibleFrame} frame @param {number} at @param {number} b */
export function valueTable(meta, frame, at, b) {
  const values = meta.nodes.map((node) =>
    row(
      node.name,
      [nameOf(node, at), node.sign ? h("small", {}, ` ${node.sign}`) : ""],
      unitsAt(frame, node.array, timeOf(node, at), b) ?? [],
      colourOf,
    ),
  );
  const limit = frame.summary.grad_range.data[1];
  const gradients = meta.gradients.map(({ array, symbol, rows: [from, to] }) =>
    row(symbol, [symbol], unitsAt(frame, array, at, b)?.subarray(from, to) ?? [], (value) =>
      colourOf(value / limit, "gradient"),
    ),
  );
  const rows = [...values, ...gradients];
  const most = Math.max(...rows.map(({ children }) => children.length)) - 1;
  const units = Array.from({ length: most }, (_, i) => h("th", { scope: "col" }, String(i + 1)));
  const head = h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("graph.unit")), ...units));
  const bodies = [values, gradients].map((part) => h("tbody", {}, ...part));
  const table = h("table", { class: "cell-values" }, head, ...bodies);
  const frameOf = h("div", { class: "cell-scroll", tabindex: "0", role: "region" }, table);
  frameOf.setAttribute("aria-label", t("graph.values"));
  return frameOf;
}

/** @param {string} name @param {(Node | string)[]} title @param {ArrayLike<number>} values
 * @param {(value: number) => string} fill */
function row(name, title, values, fill) {
  const cells = Array.from(values, (value) => cell(value, fill(value)));
  return h("tr", { "data-array": name }, h("th", { scope: "row" }, ...title), ...cells);
}

/** @param {number} value @param {string} fill */
function cell(value, fill) {
  const made = !Number.isNaN(value);
  const element = h(
    "td",
    { title: formatNumber(value), "data-value": value },
    made ? short(value) : "–",
  );
  element.style.background = fill;
  element.style.color = inkOn(fill);
  return element;
}
