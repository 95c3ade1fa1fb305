// The units of one step and the weights into them: width is the size of a weight, colour its sign.

import { subscript } from "../../draw/legend.js";
import { inkOn } from "../../draw/paint.js";
import { rowAt, unitsAt } from "../../lib/arrays.js";
import { h, setText, svg } from "../../lib/dom.js";
import { formatNumber, t } from "../../lib/strings.js";
import { short } from "../graph/nodes.js";
import { colourOf } from "./wiring.js";

/** @typedef {import("../../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {import("./wiring.js").CellMeta} CellMeta */

const [WIDTH, LEFT, RIGHT, EDGE, WIDEST] = [460, 60, 400, 16, 5];
const FEW = 12; // units whose weights are all drawn strongly
/** Of more than that, the weights of at least this share of the largest are drawn. */
const STRONG = 0.9;

/** @param {CellMeta} meta @param {VisibleFrame} frame @param {number} at @param {number} b
 * @param {number} block which rows of the stacked weights */
export function drawUnits(meta, frame, at, b, block) {
  const { W_x, W_h } = frame.params;
  const [d, m] = [W_x.shape[1], W_h.shape[1]];
  const { array, symbol } = meta.blocks[block];
  const inputs = rowAt(frame.inputs, at, b);
  const [before, made] = [unitsAt(frame, "hidden", at - 1, b), unitsAt(frame, array, at, b)].map(
    (units) => units ?? new Float64Array(m),
  );
  const height = Math.max(150, Math.min(560, (m + d) * 26)) + 2 * EDGE;
  const spread = (/** @type {number} */ i, /** @type {number} */ n) =>
    EDGE + ((i + 0.5) * (height - 2 * EDGE)) / n;
  const size = Math.min(11, (height - 2 * EDGE) / (m + d) / 2.2);
  const sources = [
    ...Array.from(inputs, (value, j) => ({
      name: d > 1 ? `x${j + 1}` : subscript("x", at),
      value,
    })),
    ...Array.from(before, (value, j) => ({ name: `${subscript("h", at - 1)}[${j + 1}]`, value })),
  ];
  const weight = (/** @type {number} */ i, /** @type {number} */ j) =>
    j < d ? W_x.data[(block * m + i) * d + j] : W_h.data[(block * m + i) * m + j - d];
  const all = Array.from({ length: m }, (_, i) => sources.map((_, j) => weight(i, j)));
  const largest = Math.max(...all.flat().map(Math.abs).filter(Number.isFinite), 1e-12);
  const widest = m > FEW ? WIDEST / 3 : WIDEST;
  const isWeak = (/** @type {number} */ w) => m > FEW && Math.abs(w) < STRONG * largest;
  const lines = all.flatMap((row, i) =>
    row.map((w, j) =>
      svg("path", {
        class: `weight ${w < 0 ? "negative" : "positive"}${isWeak(w) ? " weak" : ""}`,
        "data-to": i,
        "stroke-width": Number(((Math.abs(w) / largest) * widest).toFixed(2)) || 0,
        d: `M${LEFT + size} ${spread(j, m + d)}L${RIGHT - size} ${spread(i, m)}`,
      }),
    ),
  );
  const readout = h(
    "p",
    { class: "units-readout", "aria-live": "polite" },
    t(m > FEW ? "graph.units.many" : "graph.units.hint"),
  );
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "units" }, ...lines);
  picture.classList.toggle("many", m > FEW);
  for (const [j, source] of sources.entries()) {
    picture.append(unit(LEFT, spread(j, m + d), size, source.name, source.value, "end"));
  }
  const targets = Array.from(made, (value, i) => {
    const name = `${subscript(symbol, at)}[${i + 1}]`;
    const element = unit(RIGHT, spread(i, m), size, name, value, "start");
    const sum = all[i].map((w, j) => `${sources[j].name}: ${formatNumber(w)}`).join(",  ");
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", `${name} = ${formatNumber(value)}`);
    const pick = () => {
      setText(readout, `${name} = ${formatNumber(value)}   ⟵   ${sum}`);
      picture.classList.add("picked");
      for (const line of lines)
        line.classList.toggle("on", line.getAttribute("data-to") === `${i}`);
    };
    element.addEventListener("pointerenter", pick);
    element.addEventListener("focus", pick);
    return element;
  });
  picture.append(...targets);
  picture.setAttribute("aria-label", t("graph.units.summary"));
  return h("div", { class: "units-frame" }, /** @type {Node} */ (picture), readout);
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
