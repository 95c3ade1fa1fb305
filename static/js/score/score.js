// All tracks over one time axis: what is drawn when, and for which width.
import { effect, untracked } from "../../vendor/signals-core.mjs";
import { timeAxis } from "../draw/axis.js";
import { coalesced, h } from "../lib/dom.js";
import { offeredTracks } from "../state/tracks.js";
import { mountCursor } from "./cursor.js";
import { Graph } from "./graph/graph.js";
import { mountTrackKeys } from "./keys.js";
import { mountMarks } from "./marks.js";
import { maskPart } from "./mask.js";
import { mountRuler } from "./ruler.js";
import { mountTables } from "./table.js";
import { FigureTrack } from "./track.js";
import { mountImageButtons, mountShelf } from "./track-buttons.js";
import { sequencePart, weightPart } from "./weight.js";

/** @typedef {import("../state/pane.js").State} State
 * @typedef {import("./track.js").Track} Track
 * @typedef {Record<string, Track>} Tracks */

/** What a track may have beside its figure, by its drawing.
 * @type {Record<string, (state: State, track: string) => import("./track.js").Part>} */
const PARTS = { sequences: sequencePart, weights: weightPart, truncation: maskPart };

const ONE_COLUMN = matchMedia("(width < 760px)");
const LEAST_ZOOM = { usual: 0.8, big: 1 };
const MOST_ZOOM = 1.6;

/** @param {HTMLElement} element @param {State} state */
export function mountScore(element, state) {
  const body = h("div", { class: "score-body" });
  element.append(body);
  const tracks = createTracks(state);
  body.append(...Object.values(tracks).map((track) => track.element));
  const size = { width: body.clientWidth, height: 0 };
  const redraw = drawTracks(state, tracks, size);
  const axis = () => timeAxis(marginOf(state), size.width, state.steps.peek());
  const placeRuler = mountRuler(body, state, axis);
  const placeCursor = mountCursor(body, state, axis, tracks);
  const placeMarks = mountMarks(state, axis, tracks);
  mountTrackKeys(body, state, tracks);
  mountTables(state, tracks, place);
  mountImageButtons(state, tracks);
  mountShelf(body, state, tracks);

  function place() {
    placeRuler();
    placeCursor();
    placeMarks();
  }
  function arrange() {
    size.height = element.clientHeight;
    fit(state, tracks, body, size.height);
    place();
    redraw();
  }

  new ResizeObserver(() => {
    if (body.clientWidth === size.width && element.clientHeight === size.height) return;
    size.width = body.clientWidth;
    arrange();
  }).observe(element);
  effect(() => {
    state.figures.value;
    state.big.value;
    const names = state.tracks.value;
    for (const track of Object.values(tracks)) track.element.hidden = !names.includes(track.name);
    body.append(...names.map((name) => tracks[name].element));
    untracked(arrange);
  });
}

/** @param {State} state @returns {Tracks} */
function createTracks(state) {
  const made = offeredTracks().map(({ name, drawing }) =>
    drawing === "graph"
      ? new Graph(name, state)
      : new FigureTrack(name, state, PARTS[drawing]?.(state, name)),
  );
  return Object.fromEntries(made.map((track) => [track.name, track]));
}

/** Draw the tracks whose picture is stale, those that are shown, once for each of the screen's.
 * @param {State} state @param {Tracks} tracks @param {{width: number}} size of the figures
 * @returns {() => void} has all of them drawn again */
function drawTracks(state, tracks, size) {
  const every = Object.values(tracks);
  /** @type {Set<Track>} */
  const stale = new Set(every);
  const redraw = coalesced(() => {
    const seen = state.visible.peek();
    if (!seen || size.width === 0) return;
    for (const name of state.tracks.peek()) {
      if (stale.delete(tracks[name])) tracks[name].draw(seen.frame, seen.now, size.width);
    }
  });
  const again = (/** @type {Track[]} */ some) => {
    for (const track of some) stale.add(track);
    redraw();
  };
  effect(() => {
    const { visible, theme, big, view, sequence } = state;
    for (const signal of [visible, theme, big, view, sequence]) signal.value;
    again(every);
  });
  for (const track of every) {
    effect(() => {
      track.follow?.();
      again([track]);
    });
  }
  return () => again(every);
}

/** As high as the window lets all tracks be, in one column as high as they are meant.
 * @param {State} state @param {Tracks} tracks @param {HTMLElement} body @param {number} height */
function fit(state, tracks, body, height) {
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
  for (const track of Object.values(tracks)) {
    if (figures[track.name]) track.use(figures[track.name], zoom);
  }
}

/** That of all tracks. @param {State} state @returns {{l: number, r: number}} */
function marginOf(state) {
  const [first] = offeredTracks().map(({ name }) => state.figures.peek()[name]);
  return /** @type {any} */ (first?.layout)?.margin ?? { l: 56, r: 14 };
}
