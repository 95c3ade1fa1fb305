// One overlay over all tracks: the column under the cursor, hovering, and inspecting by a click.
import { effect } from "../../vendor/signals-core.mjs";
import { columnAt, middleOf } from "../draw/axis.js";
import { isReverse } from "../lib/directions.js";
import { h, on } from "../lib/dom.js";
import { metaOf } from "../state/pane.js";
import { inspectAt } from "./keys.js";
import { mountTooltip } from "./tooltip.js";

/** @typedef {import("../state/pane.js").State} State
 * @typedef {import("./track.js").Track} Track */

/** @param {HTMLElement} body @param {State} state @param {() => import("../draw/axis.js").Axis} axis
 * @param {Record<string, Track>} tracks @returns {() => void} puts it in place */
export function mountCursor(body, state, axis, tracks) {
  const band = h("div", { class: "cursor", "aria-hidden": "true" });
  body.append(band);
  const follow = mountTooltip(state);
  let left = 0;

  /** The band only moves: nothing is laid out or painted anew, and Plotly knows nothing of it. */
  function move() {
    const time = state.cursor.value;
    band.classList.toggle("off", time === null);
    if (time === null) return;
    const { column } = axis();
    band.style.transform = `translateX(${middleOf(axis(), time) - column / 2}px)`;
  }

  /** @param {PointerEvent} event @returns {import("../state/shared.js").Selection | null} */
  function pointed(event) {
    const element = event.target instanceof Element ? event.target.closest(".track-plot") : null;
    const track = Object.values(tracks).find(({ plot }) => plot === element);
    const time = columnAt(axis(), event.clientX - left);
    if (!track || time === null) return null;
    return { track: track.name, t: time, ...unitAt(state, track, event.clientY) };
  }

  /** @param {PointerEvent} event */
  function hover(event) {
    left = body.getBoundingClientRect().left;
    const next = pointed(event);
    const last = state.selection.peek();
    const same = /** @type {const} */ (["track", "t", "unit", "array", "row"]);
    if (same.some((name) => next?.[name] !== last?.[name])) {
      state.selection.value = next;
    }
    if (next) follow(event.clientX, event.clientY);
  }

  /** Inspect; what is not there yet is gone to: the moment in which the update computes it.
   * @param {PointerEvent} event */
  function click(event) {
    left = body.getBoundingClientRect().left;
    const place = pointed(event);
    if (place) inspectAt(state, place, tracks[place.track].pick?.(event));
    const step = place ? stepAt(state, place) : -1;
    if (place) state.playing.value = false;
    if (step > state.step.peek()) state.step.value = step;
  }

  effect(move);
  on(body, "pointermove", hover);
  on(body, "pointerleave", () => {
    state.selection.value = null;
  });
  on(body, "click", click);
  return () => {
    band.style.width = `${axis().column}px`;
    move();
  };
}

/** The row of a heatmap, from 1, and the array that it is a unit of; of named rows which is nearest.
 * @param {State} state @param {Track} track @param {number} y
 * @returns {{unit: number | null, array: string | null, row?: number}} */
function unitAt(state, track, y) {
  const { top, height } = track.plot.getBoundingClientRect();
  const share = (y - top - 3) / (height - 6);
  const { blocks = [], places } = metaOf(state, track.name);
  for (const { array, rows, top: from, height: part } of blocks) {
    const unit = Math.floor(((share - from) / part) * rows) + 1;
    if (unit >= 1 && unit <= rows) return { unit, array };
  }
  if (!places) return { unit: null, array: null };
  const away = places.map((place) => Math.abs(place - share));
  return { unit: null, array: null, row: away.indexOf(Math.min(...away)) };
}

/** The micro-step that makes what a track shows at t: gradients on the way back, all else forward;
 * the reversed direction comes from the other end.
 * @param {State} state @param {import("../state/shared.js").Selection} place */
function stepAt(state, { track, t: time, array }) {
  const script = state.frame.peek()?.script ?? [];
  if (time === 0) return script.findIndex(({ line }) => line === "start");
  const { blocks = [], phase: usual = "forward" } = metaOf(state, track);
  const phase = blocks.find((block) => block.array === array)?.phase ?? usual;
  const T = state.steps.peek();
  const at = isReverse(array ?? "") ? T + 1 - time : time;
  return script.findIndex((step) => step.phase === phase && step.t === at);
}
