// What stands at the end of a track's title row, and the names of a heatmap's rows.

import { h, setText } from "../lib/dom.js";
import { formatNumber, subscript, t } from "../lib/strings.js";
import { labelEvery } from "./axis.js";
import { cssGradient } from "./colours.js";
import { typeScale } from "./projector.js";

/** @typedef {{scale: import("./theme.js").Colorscale, limits: number[], symbol: string}} Scale */

/** The colorscales as bars between their extremes.
 * @param {HTMLElement} legend @param {Scale[]} scales */
export function scaleLegends(legend, scales) {
  if (legend.childElementCount !== scales.length) {
    legend.replaceChildren(...scales.map(() => h("span", { class: "scale-legend" })));
  }
  for (const [i, scale] of scales.entries()) {
    scaleLegend(/** @type {HTMLElement} */ (legend.children[i]), scale);
  }
}

/** @param {HTMLElement} legend @param {Scale} scale */
function scaleLegend(legend, { scale, limits, symbol }) {
  if (legend.childElementCount !== 4) {
    legend.replaceChildren(h("b"), h("span"), h("i", { class: "scale" }), h("span"));
  }
  const [name, low, bar, high] = /** @type {HTMLElement[]} */ ([...legend.children]);
  const ground = cssGradient(scale);
  if (bar.dataset.ground !== ground) {
    bar.dataset.ground = ground;
    bar.style.backgroundImage = ground;
  }
  const plus = limits[0] < 0 ? "+" : "";
  const words = (/** @type {number} */ limit) =>
    formatNumber(limit, Number.isInteger(Math.log10(Math.abs(limit))) ? 1 : 2).replace("1 × ", "");
  name.hidden = symbol === "";
  setText(name, symbol);
  setText(low, words(limits[0]));
  setText(high, plus + words(limits[1]));
}

/** What each sign in the track stands for; written once.
 * @param {HTMLElement} legend @param {string[]} names */
export function signLegend(legend, names) {
  if (legend.childElementCount > 0) return;
  legend.append(
    ...names.map((name) =>
      h(
        "span",
        { class: "key", "data-key": name, title: t(`tracks.legend.${name}`) },
        t(`tracks.legend.${name}`),
      ),
    ),
  );
}

/** What stands before the rows: units, by their arrays where there are several; or rows' own names.
 * @param {{blocks?: {symbol: string, rows: number, top: number, height: number}[],
 *   labels?: string[], places?: number[], rows?: number[]}} meta @param {any} layout @returns {HTMLElement[]} */
export function gutterLabels(meta, { height, margin, yaxis }) {
  const { blocks = [], labels = [], places, rows = [] } = meta;
  const inner = height - margin.t - margin.b;
  if (places) return labels.map((name, i) => label(name, margin.t + places[i] * inner, "column"));
  const [low, high] = yaxis.domain ?? [0, 1];
  const named = labels.length > 0 ? labels : rows.map((tau) => subscript("L", tau));
  const every = labelEvery((inner * (high - low)) / Math.max(named.length, 1), 11 * typeScale());
  return [
    ...blocks.flatMap(({ symbol, rows: m, top, height: share }) => {
      const from = margin.t + top * inner;
      const units = rowLabels(m, from, share * inner, blocks.length > 1);
      if (blocks.length === 1) return labels.length > 0 ? [] : units;
      return [label(symbol, from + (share * inner) / 2, "symbol"), ...units];
    }),
    ...named
      .map((name, i) => ({ name, y: margin.t + ((i + 0.5) / named.length) * inner * (high - low) }))
      .filter((_, i) => (named.length - 1 - i) % every === 0)
      .map(({ name, y }) => label(name, y, labels.length > 0 ? "name" : "row")),
  ];
}

/** @param {string} text @param {number} y @param {string} [kind] */
function label(text, y, kind) {
  const element = h("span", { class: kind }, text);
  element.style.top = `${y}px`;
  return element;
}

/** Numbers of the rows of a heatmap, which are units; as many as have room.
 * @param {number} rows @param {number} top @param {number} height @param {boolean} short */
function rowLabels(rows, top, height, short) {
  const row = height / Math.max(rows, 1);
  const every = labelEvery(row, (short ? 13 : 9.5) * typeScale());
  const from = every < 5 ? 1 : 0;
  return Array.from({ length: rows }, (_, i) => i + 1)
    .filter((unit) => (unit - from) % every === 0)
    .map((unit) => label(short ? `${unit}` : t("tracks.unit", { unit }), top + (unit - 0.5) * row));
}
