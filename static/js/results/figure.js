// A picture that is a figure of Plotly's: its template comes with those of the tracks.
import { bind } from "../draw/bind.js";
import { signLegend } from "../draw/legend.js";
import { draw, erase } from "../draw/plotly.js";
import { resolveColour } from "../draw/theme.js";
import { h, setText } from "../lib/dom.js";
import { t } from "../lib/strings.js";

/** @typedef {import("../draw/plotly.js").Figure} Figure */

/** @param {string} name of the template @param {string[]} signs that its legend explains; if
 *   there are none, a sentence stands there
 * @param {(figure: Figure, run: import("../state/pane.js").Run) => Figure} [added] draws more into it
 * @returns {import("./pictures.js").Create} */
export function figurePicture(name, signs, added = (bound) => bound) {
  return (element, state, ask) => {
    const figure = h("div", { class: "figure" });
    const label = t(`results.${name}.summary`);
    const legend = h("div", { class: signs.length > 0 ? "track-legend" : "picture-line" });
    if (signs.length > 0) signLegend(legend, signs);
    else setText(legend, label);
    const plot = h("div", { class: "picture-plot", role: "img", "aria-label": label }, figure);
    element.append(legend, plot);
    let width = 0;
    const observer = new ResizeObserver(([{ contentRect }]) => {
      width = contentRect.width;
      ask();
    });
    observer.observe(plot);
    return {
      draw(frame, run) {
        const template = state.figures.peek()[name];
        if (!template || width === 0) return;
        plot.style.height = `${/** @type {any} */ (template.layout).height}px`;
        draw(figure, added(bind(template, frame, resolveColour), run), width);
      },
      dispose() {
        observer.disconnect();
        erase(figure);
      },
    };
  };
}
