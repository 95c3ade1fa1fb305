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

const USUAL_TEXT = 16;

/** The page's type, asked for once a width: asking makes the browser lay out the page. */
const type = { width: 0, family: "", scale: 1 };

/** @returns {any} the vendored classic script */
const plotly = () => /** @type {any} */ (globalThis).Plotly;

/** Draw, or draw anew: Plotly finds what has changed.
 * @param {HTMLElement} element @param {Figure} figure @param {number} width */
export function draw(element, { data, layout }, width) {
  if (type.width !== innerWidth) {
    const { fontSize } = getComputedStyle(document.documentElement);
    const scale = Math.max(1, Number.parseFloat(fontSize) / USUAL_TEXT);
    const { fontFamily: family } = getComputedStyle(document.body);
    Object.assign(type, { width: innerWidth, family, scale });
  }
  // Given again, the settings would be compared, and the page laid out, at every drawing.
  const settings = element.classList.contains("js-plotly-plot") ? [] : [CONFIG];
  plotly().react(element, data, { ...typed(layout), width, autosize: false }, ...settings);
}

/** The layout in the page's type, larger where the page's is. @param {any} layout */
function typed(layout) {
  const sized = (/** @type {any} */ font) => ({ ...font, size: (font?.size ?? 12) * type.scale });
  const axis = (/** @type {any} */ one) => ({ ...one, tickfont: sized(one.tickfont) });
  const font = { ...sized(layout.font), family: type.family };
  return { ...layout, font, xaxis: axis(layout.xaxis), yaxis: axis(layout.yaxis) };
}

/** @param {HTMLElement} element */
export function erase(element) {
  plotly().purge(element);
}
