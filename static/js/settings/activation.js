// The activation function and its slope, small, with the units of the present step on both curves.
import { effect } from "../../vendor/signals-core.mjs";
import { rowAt } from "../lib/arrays.js";
import { h, setText, svg } from "../lib/dom.js";
import { formatNumber, t } from "../lib/strings.js";

/** @import { State } from "../state/pane.js"
 * @typedef {{a: number[], f: number[], slope: number[], low: number, high: number, reach: number}} Curves */

const [WIDTH, HEIGHT, EDGE] = [230, 84, 4];

/** @param {State} state @returns {{element: HTMLElement, dispose: () => void}} */
export function createActivationPlot(state) {
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "activation" });
  const words = h("p", { class: "sr-only" });
  const legend = h("p", { class: "activation-legend", "aria-hidden": "true" });
  legend.append(h("span", { class: "f" }, "f(a)"), h("span", { class: "slope" }, "f′(a)"));
  const when = h("span", { class: "when" });
  legend.append(when);
  picture.setAttribute("aria-hidden", "true");
  const element = h(
    "div",
    { class: "activation-plot" },
    /** @type {Node} */ (picture),
    legend,
    words,
  );
  const marks = svg("g");

  /** @param {Curves} curves */
  const scales = ({ low, high, reach }) => ({
    x: (/** @type {number} */ a) =>
      EDGE + ((Math.max(-reach, Math.min(reach, a)) + reach) / (2 * reach)) * (WIDTH - 2 * EDGE),
    y: (/** @type {number} */ v) =>
      HEIGHT -
      EDGE -
      ((Math.max(low, Math.min(high, v)) - low) / (high - low)) * (HEIGHT - 2 * EDGE),
  });

  const stopCurves = effect(() => {
    const curves = /** @type {Curves | undefined} */ (state.figures.value.activation?.meta);
    element.hidden = !curves;
    if (!curves) return;
    const { x, y } = scales(curves);
    const line = (/** @type {number[]} */ values, /** @type {string} */ kind) =>
      svg("path", {
        class: kind,
        d: `M${values.map((v, i) => `${x(curves.a[i]).toFixed(1)} ${y(v).toFixed(1)}`).join("L")}`,
      });
    const axis = svg("path", { class: "axis", d: `M0 ${y(0)}H${WIDTH}M${x(0)} 0V${HEIGHT}` });
    picture.replaceChildren(axis, line(curves.slope, "slope"), line(curves.f, "f"), marks);
  });

  const stopMarks = effect(() => {
    const curves = /** @type {Curves | undefined} */ (state.figures.value.activation?.meta);
    const { visible } = state;
    if (!curves || !visible.value?.frame.summary.activation_slope) return;
    const { frame: seen, now } = visible.value;
    const T = seen.hidden.shape[0];
    const at = Math.min(Math.max(1, state.cursor.value ?? (now.forward || T)), T);
    const [a, f, slope] = [seen.preactivation, seen.hidden, seen.summary.activation_slope].map(
      (array) => rowAt(array, at),
    );
    const { x, y } = scales(curves);
    const dots = Array.from(a).flatMap((value, i) =>
      Number.isFinite(value)
        ? [
            svg("circle", { class: "slope", cx: x(value), cy: y(slope[i]), r: 2.4 }),
            svg("circle", { class: "f", cx: x(value), cy: y(f[i]), r: 2.8 }),
          ]
        : [],
    );
    marks.replaceChildren(...dots);
    setText(when, t("config.f.at", { t: at }));
    const list = Array.from(a, (value, i) =>
      [value, f[i], slope[i]].map((number) => formatNumber(number)).join(", "),
    );
    setText(words, `${t("config.f.at", { t: at })}: a, f(a), f′(a): ${list.join("; ")}`);
  });

  return {
    element,
    dispose() {
      stopCurves();
      stopMarks();
    },
  };
}
