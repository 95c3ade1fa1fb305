// The series that will be learned, and which part of it is held out.

import { h, svg } from "../lib/dom.js";
import { formatCount, t } from "../lib/strings.js";
import { across, HEIGHT, pathOf, WIDTH } from "./curve.js";
import { scaleWords } from "./words.js";

/** @import { PreviewSeries } from "../wire/server.js" */

/** One picture for each series, all over one axis. @param {PreviewSeries} series
 * @param {(name: string) => string} called what a column is called @returns {HTMLElement} */
export function createPlot(series, called) {
  const split = across(series.train_length - 0.5, series.count);
  const panels = series.lines.map((line) =>
    createPanel({ ...line, name: called(line.name) }, series.count, split),
  );
  return h("figure", { class: "own-plot" }, ...panels, createAxis(series));
}

/** @param {PreviewSeries["lines"][number]} line @param {number} count @param {number} split */
function createPanel(line, count, split) {
  const [low, high] = [Math.min(...line.values), Math.max(...line.values)];
  const [least, most] = scaleWords(low, high);
  const words = t("data.plot", { name: line.name, count: formatCount(count), least, most });
  const box = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none" };
  const shade = { class: "held-out", x: split, y: -10, width: WIDTH - split, height: HEIGHT + 20 };
  const picture = svg(
    "svg",
    { ...box, role: "img", "aria-label": words },
    svg("rect", shade),
    svg("path", { d: pathOf(line, count), "vector-effect": "non-scaling-stroke" }),
  );
  const scale = h(
    "div",
    { class: "own-scale", "aria-hidden": "true" },
    h("span", {}, most),
    h("span", {}, least),
  );
  const name = h("span", { class: "own-name", dir: "auto", title: line.name }, line.name);
  return h("div", { class: "own-panel" }, name, scale, picture);
}

/** What the first and the last row are called, and what the shade means.
 * @param {PreviewSeries} series */
function createAxis({ lines, count, train_length }) {
  const [first = "", last = ""] = [lines[0]?.labels[0], lines[0]?.labels.at(-1)];
  const held = t("data.plot.held_out", { count: formatCount(count - train_length) });
  return h(
    "figcaption",
    { class: "own-axis" },
    h("span", { dir: "auto" }, first),
    h("span", { class: "held-out" }, held),
    h("span", { dir: "auto" }, last),
  );
}
