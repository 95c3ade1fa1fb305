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

/** The page's type, asked for once: asking makes the browser lay out the page. @type {string} */
let family = "";

/** @returns {any} the vendored classic script */
const plotly = () => /** @type {any} */ (globalThis).Plotly;

/** Draw, or draw anew: Plotly finds what has changed.
 * @param {HTMLElement} element @param {Figure} figure @param {number} width */
export function draw(element, { data, layout }, width) {
  family ||= getComputedStyle(document.body).fontFamily;
  const font = { ...layout.font, family };
  // Given again, the settings would be compared, and the page laid out, at every drawing.
  const settings = element.classList.contains("js-plotly-plot") ? [] : [CONFIG];
  plotly().react(element, data, { ...layout, width, autosize: false, font }, ...settings);
}

/** @param {HTMLElement} element */
export function erase(element) {
  plotly().purge(element);
}
