// One track: a title row, and a figure made of its template and the visible frame.
import { middleOf, timeAxis } from "./axis.js";
import { bind } from "./bind.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { draw, erase } from "./plot.js";
import { resolveColour } from "./theme.js";
import { key, rowLabels, scaleLegend } from "./track-legend.js";

/** @typedef {import("./state.js").Template} Template
 * @typedef {{data: object[], layout: any, meta?: any}} Figure a template whose layout is read
 * @typedef {import("./script.js").VisibleFrame} VisibleFrame
 * @typedef {import("./script.js").Shown} Shown */

/** @typedef {object} Track
 * @property {string} name
 * @property {HTMLElement} element
 * @property {HTMLElement} plot what the columns lie in
 * @property {(template: Template, zoom: number) => void} use a template, so many times as high
 * @property {(frame: VisibleFrame, now: Shown, width: number) => void} draw
 * @property {() => void} dispose */

/** The title row and the empty plot that every track has.
 * @param {string} name @param {...Node} extras for the end of the row */
export function trackElement(name, ...extras) {
  const legend = h("div", { class: "track-legend" });
  const plot = h("div", { class: "track-plot", role: "img" });
  const caption = h("p", { class: "track-caption", title: t(`tracks.${name}.caption`) });
  caption.textContent = t(`tracks.${name}.caption`);
  const title = h("h2", { id: `track-${name}` }, t(`tracks.${name}.title`));
  const head = h("div", { class: "track-head" }, title, caption, ...extras, legend);
  const element = h(
    "section",
    { class: "track", "data-track": name, "aria-labelledby": `track-${name}` },
    head,
    plot,
  );
  plot.setAttribute("aria-label", t(`tracks.${name}.summary`));
  return { element, plot, legend };
}

/** @param {Template} template @param {number} zoom @returns {Figure} */
export function zoomed(template, zoom) {
  const layout = /** @type {any} */ (template.layout);
  return { ...template, layout: { ...layout, height: Math.round(layout.height * zoom) } };
}

/** Columns that have not been computed yet are hatched, so that nobody takes them for zero.
 * @param {HTMLElement} blank @param {string} name @param {VisibleFrame} frame
 * @param {import("./axis.js").Axis} axis */
function hatch(blank, name, { made }, axis) {
  const back = name !== "hidden";
  const first = back ? 0 : (made?.forward ?? axis.steps) + 1;
  const last = back ? (made?.backward ?? 0) - 1 : axis.steps;
  blank.hidden = first > last || (back && made?.backward === 1);
  blank.style.left = `${middleOf(axis, first) - axis.column / 2}px`;
  blank.style.width = `${(last - first + 1) * axis.column}px`;
}

/** @param {string} name @returns {Track} */
export function createTrack(name) {
  const { element, plot, legend } = trackElement(name);
  const figure = h("div", { class: "figure" });
  const gutter = h("div", { class: "track-gutter", "aria-hidden": "true" });
  const blank = h("div", { class: "track-blank" });
  plot.append(blank, figure, gutter);
  /** @type {Figure | null} */
  let template = null;
  let labelled = "";

  /** @param {any} meta @param {number} height */
  function labels(meta, height) {
    const wanted = `${meta.rows} ${height}`;
    if (wanted === labelled) return;
    labelled = wanted;
    gutter.replaceChildren(...rowLabels(meta.rows ?? 0, height));
  }

  return {
    name,
    element,
    plot,
    use(next, zoom) {
      template = zoomed(next, zoom);
      const { height } = template.layout;
      plot.style.height = `${height}px`;
      plot.classList.toggle("cells", next.meta?.rows !== undefined);
      labels(next.meta ?? {}, height);
    },
    draw(frame, _now, width) {
      if (!template) return;
      hatch(blank, name, frame, timeAxis(template.layout.margin, width, frame.hidden.shape[0]));
      const bound = bind(template, frame, resolveColour);
      draw(figure, bound, width);
      if (bound.meta?.scale) scaleLegend(legend, bound.meta);
      else if (bound.meta?.legend) key(legend, bound.meta.legend);
    },
    dispose() {
      erase(figure);
      element.remove();
    },
  };
}
