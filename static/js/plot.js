// The one place that calls Plotly: what every figure of the page has in common.

/** @typedef {{data: any[], layout: any}} Figure */

const CONFIG = Object.freeze({
  staticPlot: true,
  displayModeBar: false,
  displaylogo: false,
  showSendToCloud: false,
  plotlyServerURL: "",
  responsive: false,
});

/** @returns {any} the vendored classic script */
const plotly = () => /** @type {any} */ (globalThis).Plotly;

/** Draw, or draw anew: Plotly finds what has changed.
 * @param {HTMLElement} element @param {Figure} figure @param {number} width */
export function draw(element, { data, layout }, width) {
  const { fontFamily } = getComputedStyle(element);
  const font = { ...layout.font, family: fontFamily };
  plotly().react(element, data, { ...layout, width, autosize: false, font }, CONFIG);
}

/** @param {HTMLElement} element */
export function erase(element) {
  plotly().purge(element);
}
