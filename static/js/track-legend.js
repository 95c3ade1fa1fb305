// What stands at the end of a track's title row, and the names of a heatmap's rows.

import { labelEvery } from "./axis.js";
import { h, setText } from "./dom.js";
import { formatNumber, t } from "./i18n.js";
import { cssGradient } from "./paint.js";

const SUBSCRIPT = "₀₁₂₃₄₅₆₇₈₉";

/** h, 12 → h₁₂ @param {string} symbol @param {number} index */
export function subscript(symbol, index) {
  return symbol + String(index).replace(/\d/g, (digit) => SUBSCRIPT[Number(digit)]);
}

/** The colorscale as a bar between its extremes.
 * @param {HTMLElement} legend @param {{scale: import("./theme.js").Colorscale, limits: number[]}} meta */
export function scaleLegend(legend, { scale, limits }) {
  if (legend.childElementCount !== 3) {
    legend.replaceChildren(h("span"), h("i", { class: "scale" }), h("span"));
  }
  const [low, bar, high] = /** @type {HTMLElement[]} */ ([...legend.children]);
  const ground = cssGradient(scale);
  if (bar.dataset.ground !== ground) {
    bar.dataset.ground = ground;
    bar.style.backgroundImage = ground;
  }
  const plus = limits[0] < 0 ? "+" : "";
  const words = (/** @type {number} */ limit) =>
    formatNumber(limit, Number.isInteger(Math.log10(Math.abs(limit))) ? 1 : 2).replace("1 × ", "");
  setText(low, words(limits[0]));
  setText(high, plus + words(limits[1]));
}

/** What each sign in the track stands for; written once.
 * @param {HTMLElement} legend @param {string[]} names */
export function key(legend, names) {
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

/** Numbers of the rows of a heatmap, which are units; as many as have room.
 * @param {number} rows @param {number} height @returns {HTMLElement[]} */
export function rowLabels(rows, height) {
  const row = (height - 6) / Math.max(rows, 1);
  const every = labelEvery(row, 9.5);
  const from = every < 5 ? 1 : 0;
  return Array.from({ length: rows }, (_, i) => i + 1)
    .filter((unit) => (unit - from) % every === 0)
    .map((unit) => {
      const label = h("span", {}, t("tracks.unit", { unit }));
      label.style.top = `${3 + (unit - 0.5) * row}px`;
      return label;
    });
}
