// One track: a title row, and a figure made of its template and the visible frame.
import { middleOf, timeAxis } from "../draw/axis.js";
import { bind } from "../draw/bind.js";
import { gutterLabels, scaleLegends, signLegend } from "../draw/legend.js";
import { draw } from "../draw/plotly.js";
import { isBig } from "../draw/projector.js";
import { resolveColour } from "../draw/theme.js";
import { isReverse } from "../lib/directions.js";
import { h, setText } from "../lib/dom.js";
import { t } from "../lib/strings.js";
import { columnName } from "../state/columns.js";
import { holds, needsOf, placesIn } from "../state/pane.js";
import { notMade } from "../state/script.js";

/** @typedef {import("../state/pane.js").State} State
 * @typedef {import("../state/pane.js").Template} Template
 * @typedef {{data: any[], layout: any, meta?: any}} Figure a template whose layout is read
 * @typedef {import("../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {import("../state/script.js").Shown} Shown */

/** @typedef {object} Track
 * @property {string} name
 * @property {HTMLElement} element
 * @property {HTMLElement} plot what the columns lie in
 * @property {(template: Template, zoom: number) => void} use a template, so many times as high
 * @property {(frame: VisibleFrame, now: Shown, width: number) => void} draw
 * @property {(template: Figure) => Figure} [choose] what the reader has chosen to see of it
 * @property {() => void} [follow] reads the signals of that choice
 * @property {(event: MouseEvent) => import("../state/questions.js").Picked | null} [pick] what lies
 *   under the pointer, where that is more than a column and a row
 * @property {(kind: string, t: number) => {x: number, y: number, size: number} | null} [nodeAt] where
 *   a node of its picture is
 */

/** What a track may have beside its figure: elements in its title row and over its plot, another
 * template than its first, the array that its hatching follows; `drawn` hears of every drawing.
 * @typedef {object} Part
 * @property {Node[]} [controls]
 * @property {Node[]} [overlay]
 * @property {Node[]} [foot] text at the foot of the track, which an image of it cannot hold
 * @property {(template: Figure) => Figure} [choose]
 * @property {() => void} [follow]
 * @property {() => string} [array]
 * @property {(bound: any, frame: VisibleFrame, now: Shown, axis: import("../draw/axis.js").Axis) => void} [drawn]
 */

/** The title row and the empty plot that every track has.
 * @param {string} name @param {...Node} extras for the end of the row */
export function trackElement(name, ...extras) {
  const legend = h("div", { class: "track-legend" });
  const plot = h("div", { class: "track-plot", role: "img" });
  const caption = h("p", { class: "track-caption" });
  explain(caption, name);
  const title = h("h2", { id: `track-${name}` }, t(`tracks.${name}.title`));
  const head = h(
    "div",
    { class: "track-head" },
    ...[title, caption, ...extras, legend, h("div", { class: "track-buttons" })],
  );
  const element = h(
    "section",
    { class: "track", "data-track": name, "aria-labelledby": `track-${name}` },
    head,
    plot,
  );
  plot.setAttribute("aria-label", t(`tracks.${name}.summary`));
  return { element, plot, legend, caption };
}

/** What is special in this run, and a sentence on the track.
 * @param {HTMLElement} caption @param {string} name @param {string | null} [note] */
function explain(caption, name, note) {
  const words = [...(note ? [t(`tracks.note.${note}`)] : []), t(`tracks.${name}.caption`)];
  setText(caption, words.join(" "));
  caption.title = words.join(" ");
}

/** @param {Template} template @param {number} zoom @returns {Figure} */
export function zoomed(template, zoom) {
  const layout = /** @type {any} */ (template.layout);
  return { ...template, layout: { ...layout, height: Math.round(layout.height * zoom) } };
}

/** Columns that have not been computed yet are hatched, so that nobody takes them for zero.
 * @param {HTMLElement} element @param {{first: number, last: number}} columns
 * @param {import("../draw/axis.js").Axis} axis */
function hatch(element, { first, last }, axis) {
  element.hidden = first > last;
  element.style.left = `${middleOf(axis, first) - axis.column / 2}px`;
  element.style.width = `${(last - first + 1) * axis.column}px`;
}

/** The parts of a track that are hatched each for itself.
 * @param {import("../state/pane.js").Meta | undefined} meta @returns {{array: string,
 *   phase: "forward" | "backward", top: number, height: number, start: boolean}[]} */
function hatched(meta) {
  if (meta?.blocks) {
    return meta.blocks.map((block) => ({ ...block, start: block.start !== null }));
  }
  if (!meta?.hatched) return [];
  return [{ array: "", phase: meta.phase ?? "forward", top: 0, height: 1, start: false }];
}

/** What is told only when it is asked for, and names: nothing of it changes with the frame. */
const TOLD = ["tooltip", "table", "asks", "marks", "first_kept", "labels"];

/** What stands beside the figure with the numbers of a frame in it. @param {object} meta */
const withNumbers = (meta) =>
  Object.fromEntries(Object.entries(meta).filter(([key]) => !TOLD.includes(key)));

/** A track whose picture is one figure of Plotly's. */
export class FigureTrack {
  #state;
  #part;
  #legend;
  #caption;
  #figure = h("div", { class: "figure" });
  #gutter = h("div", { class: "track-gutter", "aria-hidden": "true" });
  #blanks = h("div");
  #empty;
  /** @type {Figure | null} */
  #template = null;
  #labelled = "";

  /** @param {string} name @param {State} state @param {Part} [part] what this track has beside its
   * figure */
  constructor(name, state, part = {}) {
    const { element, plot, legend, caption } = trackElement(name, ...(part.controls ?? []));
    this.name = name;
    this.element = element;
    this.plot = plot;
    this.choose = part.choose;
    this.follow = part.follow;
    this.#state = state;
    this.#part = part;
    this.#legend = legend;
    this.#caption = caption;
    this.#empty = h("p", { class: "track-empty", hidden: true }, t(`tracks.${name}.empty`));
    plot.append(this.#blanks, this.#figure, this.#gutter, this.#empty, ...(part.overlay ?? []));
    element.append(...(part.foot ?? []));
  }

  /** @param {Template} template @param {number} zoom */
  use(template, zoom) {
    this.#template = zoomed(template, zoom);
    const { layout } = this.#template;
    const meta = /** @type {any} */ (template.meta ?? {});
    this.plot.style.height = `${layout.height}px`;
    this.#empty.hidden = !meta.empty;
    explain(this.#caption, this.name, meta.note);
    const inner = layout.height - 6;
    this.#blanks.replaceChildren(
      ...hatched(meta).map(({ top, height: share }) => {
        const blank = h("div", { class: "track-blank" });
        blank.style.top = `${3 + top * inner}px`;
        blank.style.height = `${share * (inner - Number(meta.foot ?? 0))}px`;
        return blank;
      }),
    );
    this.#label(meta, layout);
  }

  /** @param {any} meta @param {any} layout */
  #label(meta, layout) {
    const task = this.#state.run.peek()?.task;
    const labels = meta.labels?.map((/** @type {string} */ name) => columnName(task, name));
    const wanted = JSON.stringify([meta.blocks, labels, meta.rows, layout.height, isBig()]);
    if (wanted === this.#labelled) return;
    this.#labelled = wanted;
    this.#gutter.replaceChildren(...gutterLabels({ ...meta, labels }, layout));
  }

  /** @param {VisibleFrame} frame @param {Shown} now @param {number} width */
  draw(frame, now, width) {
    if (!this.#template) return;
    const wanting = !holds(frame, needsOf(this.#template).join(","));
    this.plot.classList.toggle("waiting", wanting);
    if (wanting) return;
    const chosen = this.choose?.(this.#template) ?? this.#template;
    const axis = timeAxis(chosen.layout.margin, width, frame.hidden.shape[0]);
    this.#hatch(this.#template.meta, frame, axis);
    const drawn = { ...chosen, meta: withNumbers(chosen.meta ?? {}) };
    const bound = bind(drawn, frame, resolveColour, this.#places(frame));
    draw(this.#figure, bound, width);
    if (bound.meta?.scales) scaleLegends(this.#legend, bound.meta.scales);
    else if (bound.meta?.legend) signLegend(this.#legend, bound.meta.legend);
    this.#part.drawn?.(bound, frame, now, axis);
  }

  /** Whether an array, or the one that the track is about, is of the reversed direction. */
  #isReverse(array = "") {
    return isReverse(array || this.#part.array?.() || "");
  }

  /** @param {any} meta @param {VisibleFrame} frame @param {import("../draw/axis.js").Axis} axis */
  #hatch(meta, frame, axis) {
    for (const [i, { array, phase, start }] of hatched(meta).entries()) {
      const reverse = this.#isReverse(array);
      const columns = notMade(phase, reverse, frame.made, frame.hidden.shape[0], start);
      hatch(/** @type {HTMLElement} */ (this.#blanks.children[i]), columns, axis);
    }
  }

  /** What the letters in references stand for. @param {VisibleFrame} frame */
  #places(frame) {
    const back = (this.#isReverse() ? frame.made?.reverse : frame.made)?.backward;
    return placesIn(this.#state, frame, back);
  }
}
