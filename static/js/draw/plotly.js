// The one place that calls Plotly: what every figure of the page has in common.

import { isBig, thicker } from "./projector.js";

/** @typedef {{data: any[], layout: any}} Figure */

const CONFIG = Object.freeze({
  staticPlot: true,
  displayModeBar: false,
  displaylogo: false,
  showSendToCloud: false,
  plotlyServerURL: "",
  responsive: false,
});

const USUAL_TEXT = 16;

/** The page's type, asked for once a width: asking makes the browser lay out the page. */
const type = { width: 0, big: false, family: "", scale: 1 };

/** @returns {any} the vendored classic script */
const plotly = () => /** @type {any} */ (globalThis).Plotly;

/** Draw, or draw anew: Plotly finds what has changed.
 * @param {HTMLElement} element @param {Figure} figure @param {number} width */
export function draw(element, { data, layout }, width) {
  const big = isBig();
  if (type.width !== innerWidth || type.big !== big) {
    const { fontSize } = getComputedStyle(document.documentElement);
    const scale = Math.max(1, Number.parseFloat(fontSize) / USUAL_TEXT);
    const { fontFamily: family } = getComputedStyle(document.body);
    Object.assign(type, { width: innerWidth, big, family, scale });
  }
  // Given again, the settings would be compared, and the page laid out, at every drawing.
  const settings = element.classList.contains("js-plotly-plot") ? [] : [CONFIG];
  const traces = big && !element.matches(".nodes, .edges") ? data.map(thicker) : data;
  plotly().react(element, traces, { ...typed(layout), width, autosize: false }, ...settings);
}

/** The layout in the page's type, larger where the page's is. @param {any} layout */
function typed(layout) {
  const sized = (/** @type {any} */ font) => ({ ...font, size: (font?.size ?? 12) * type.scale });
  const axis = (/** @type {any} */ one) => ({
    ...one,
    ...(isBig() && one.type === "log" && { dtick: apart(one, layout) }),
    tickfont: sized(one.tickfont),
  });
  const font = { ...sized(layout.font), family: type.family };
  return { ...layout, font, xaxis: axis(layout.xaxis), yaxis: axis(layout.yaxis) };
}

/** So many decades from one label to the next that the larger ones stay apart.
 * @param {any} axis @param {any} layout */
function apart({ range, domain = [0, 1], dtick }, { height, margin }) {
  const room = (height - margin.t - margin.b) * (domain[1] - domain[0]);
  const decade = room / Math.abs(range[1] - range[0]);
  const least = Math.ceil((11 * type.scale * 1.6) / decade);
  return Number.isFinite(least) ? Math.max(dtick, least) : dtick;
}

/** A standalone figure, as the URL of an image in the page's type.
 * @param {Figure} figure @param {"png" | "svg"} format @param {number} scale
 * @returns {Promise<string>} */
export function image({ data, layout }, format, scale) {
  const { fontFamily: family } = getComputedStyle(document.body);
  const settings = { format, scale, width: layout.width, height: layout.height };
  const figure = { data, layout: { ...layout, font: { ...layout.font, family } }, config: CONFIG };
  return plotly().toImage(figure, settings);
}

/** @param {HTMLElement} element */
export function erase(element) {
  plotly().purge(element);
}
