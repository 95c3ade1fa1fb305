// The activation function and its slope, small, with the units of the present step on both curves.
import { effect } from "../../vendor/signals-core.mjs";
import { rowAt } from "../lib/arrays.js";
import { h, setText, svg } from "../lib/dom.js";
import { formatNumber, t } from "../lib/strings.js";

/** @import { State } from "../state/pane.js"
 * @typedef {import("../state/pane.js").Wire["CurvesMeta"]} Curves
 * @typedef {{at: number, a: number[], f: number[], slope: number[]}} Units */

const [WIDTH, HEIGHT, EDGE] = [230, 84, 4];

/** @param {State} state @returns {HTMLElement} */
export function createActivationPlot(state) {
  const viewBox = `0 0 ${WIDTH} ${HEIGHT}`;
  const picture = svg("svg", { viewBox, class: "activation", "aria-hidden": "true" });
  const words = h("p", { class: "sr-only" });
  const when = h("span", { class: "when" });
  const legend = h(
    "p",
    { class: "activation-legend", "aria-hidden": "true" },
    h("span", { class: "f" }, "f(a)"),
    h("span", { class: "slope" }, "f′(a)"),
    when,
  );
  const element = h("div", { class: "activation-plot" }, picture, legend, words);
  const marks = svg("g");

  effect(() => {
    const curves = curvesOf(state);
    element.hidden = !curves;
    if (curves) picture.replaceChildren(...linesOf(curves), marks);
  });
  effect(() => {
    const curves = curvesOf(state);
    const units = unitsNow(state);
    if (!curves || !units) return;
    marks.replaceChildren(...dotsOf(curves, units));
    const at = t("config.f.at", { t: units.at });
    setText(when, at);
    const list = units.a.map((value, i) =>
      [value, units.f[i], units.slope[i]].map((number) => formatNumber(number)).join(", "),
    );
    setText(words, `${at}: a, f(a), f′(a): ${list.join("; ")}`);
  });
  return element;
}

/** Pixels of a point. @param {Curves} curves */
const scales = ({ low, high, reach }) => ({
  x: (/** @type {number} */ a) =>
    EDGE + ((Math.max(-reach, Math.min(reach, a)) + reach) / (2 * reach)) * (WIDTH - 2 * EDGE),
  y: (/** @type {number} */ v) =>
    HEIGHT - EDGE - ((Math.max(low, Math.min(high, v)) - low) / (high - low)) * (HEIGHT - 2 * EDGE),
});

/** The axes, the slope and the function. @param {Curves} curves */
function linesOf(curves) {
  const { x, y } = scales(curves);
  const line = (/** @type {number[]} */ values, /** @type {string} */ kind) =>
    svg("path", {
      class: kind,
      d: `M${values.map((v, i) => `${x(curves.a[i]).toFixed(1)} ${y(v).toFixed(1)}`).join("L")}`,
    });
  const axis = svg("path", { class: "axis", d: `M0 ${y(0)}H${WIDTH}M${x(0)} 0V${HEIGHT}` });
  return [axis, line(curves.slope, "slope"), line(curves.f, "f")];
}

/** Every unit at the step under the cursor, on both curves. @param {State} state
 * @returns {Units | null} */
function unitsNow({ visible, cursor }) {
  const slopes = visible.value?.frame.summary.activation_slope;
  if (!slopes) return null;
  const { frame, now } = visible.value;
  const T = frame.hidden.shape[0];
  const at = Math.min(Math.max(1, cursor.value ?? (now.forward || T)), T);
  const [a, f, slope] = [frame.preactivation, frame.hidden, slopes].map((array) =>
    Array.from(rowAt(array, at)),
  );
  return { at, a, f, slope };
}

/** @param {Curves} curves @param {Units} units */
function dotsOf(curves, { a, f, slope }) {
  const { x, y } = scales(curves);
  return a.flatMap((value, i) =>
    Number.isFinite(value)
      ? [
          svg("circle", { class: "slope", cx: x(value), cy: y(slope[i]), r: 2.4 }),
          svg("circle", { class: "f", cx: x(value), cy: y(f[i]), r: 2.8 }),
        ]
      : [],
  );
}

/** Of the figure that holds them, if this network has one. @param {State} state */
function curvesOf({ figures }) {
  const metas = Object.values(figures.value).map(({ meta }) => meta);
  return /** @type {Curves | undefined} */ (metas.find((meta) => meta && "slope" in meta));
}
