// All tracks over one time axis: what is drawn when, and for which width.
import { effect, untracked } from "../../vendor/signals-core.mjs";
import { timeAxis } from "../draw/axis.js";
import { coalesced } from "../draw/redraw.js";
import { disposeAll, h } from "../lib/dom.js";
import { TRACKS } from "../state/shared.js";
import { mountCursor } from "./cursor.js";
import { Graph } from "./graph/graph.js";
import { mountImageButtons } from "./image.js";
import { mountTrackKeys } from "./keys.js";
import { mountMarks } from "./marks.js";
import { maskPart } from "./mask.js";
import { mountRuler } from "./ruler.js";
import { mountShelf } from "./shelf.js";
import { mountTables } from "./table.js";
import { createTrack } from "./track.js";
import { sequencePart, weightPart } from "./weight.js";

/** @typedef {import("../state/pane.js").State} State
 * @typedef {import("./track.js").Track} Track */

/** What single tracks have beside their figure.
 * @type {Record<string, (state: State) => import("./track.js").Part>} */
const PARTS = { series: sequencePart, outer: weightPart, flow: maskPart };

const ONE_COLUMN = matchMedia("(width < 760px)");
const LEAST_ZOOM = { usual: 0.8, big: 1 };
const MOST_ZOOM = 1.6;

/** @param {HTMLElement} element @param {State} state @returns {() => void} */
export function mountScore(element, state) {
  const body = h("div", { class: "score-body" });
  element.append(body);
  /** @type {Record<string, Track>} */
  const tracks = {};
  for (const name of TRACKS) {
    tracks[name] =
      name === "graph" ? new Graph(state) : createTrack(name, state, PARTS[name]?.(state));
    body.append(tracks[name].element);
  }
  let width = body.clientWidth;
  /** @type {Set<string>} */
  const stale = new Set(TRACKS);
  const { visible } = state;

  const redraw = coalesced(() => {
    const seen = visible.peek();
    if (!seen || width === 0) return;
    for (const name of state.tracks.peek()) {
      if (!stale.has(name)) continue;
      stale.delete(name);
      tracks[name].draw(seen.frame, seen.now, width);
    }
  });
  const drawAgain = (/** @type {string[]} */ names) => {
    for (const name of names) stale.add(name);
    redraw.ask();
  };
  const drawAll = () => drawAgain(TRACKS);

  let height = 0;
  const observer = new ResizeObserver(() => {
    if (body.clientWidth === width && element.clientHeight === height) return;
    width = body.clientWidth;
    fit();
    place();
    drawAll();
  });
  observer.observe(element);

  /** As high as the window lets all tracks be, in one column as high as they are meant. */
  function fit() {
    height = element.clientHeight;
    const figures = state.figures.peek();
    const names = state.tracks.peek().filter((name) => figures[name]);
    const heights = names.map((name) => Number(/** @type {any} */ (figures[name].layout).height));
    const wanted = heights.reduce((sum, one) => sum + one, 0);
    const drawn = names.reduce((sum, name) => sum + tracks[name].plot.offsetHeight, 0);
    const shelf = body.nextElementSibling?.clientHeight ?? 0;
    const free = height - shelf - (body.offsetHeight - drawn);
    const room = ONE_COLUMN.matches || wanted === 0 ? 1 : free / wanted;
    const least = state.big.peek() ? LEAST_ZOOM.big : LEAST_ZOOM.usual;
    const zoom = Math.max(least, Math.min(MOST_ZOOM, room));
    for (const name of TRACKS) if (figures[name]) tracks[name].use(figures[name], zoom);
  }

  const axis = () => {
    const layout = /** @type {any} */ (state.figures.peek().hidden?.layout);
    return timeAxis(layout?.margin ?? { l: 56, r: 14 }, width, state.steps.peek());
  };
  const ruler = mountRuler(body, state, axis);
  const cursor = mountCursor(body, state, axis, tracks);
  const marks = mountMarks(state, axis, tracks);
  const stopKeys = mountTrackKeys(body, state, tracks);
  const stopShelf = mountShelf(body, state, tracks);
  const place = () => {
    ruler.place();
    cursor.place();
    marks.place();
  };
  mountImageButtons(state, tracks);
  const stopTables = mountTables(state, tracks, visible, place);

  return disposeAll([
    effect(() => {
      state.figures.value;
      state.big.value;
      const names = state.tracks.value;
      for (const name of TRACKS) tracks[name].element.hidden = !names.includes(name);
      body.append(...names.map((name) => tracks[name].element));
      untracked(fit);
      untracked(place);
      drawAll();
    }),
    effect(() => {
      visible.value;
      state.theme.value;
      state.big.value;
      state.view.value;
      state.sequence.value;
      drawAll();
    }),
    effect(() => {
      state.weight.value;
      drawAgain(["outer"]);
    }),
    effect(() => {
      state.cut.value;
      state.cutBy.value;
      drawAgain(["flow"]);
    }),
    () => observer.disconnect(),
    redraw.cancel,
    stopShelf,
    stopTables,
    ruler.dispose,
    cursor.dispose,
    marks.dispose,
    stopKeys,
    () => body.remove(),
  ]);
}
