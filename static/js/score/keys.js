// The tracks by keyboard: arrows move over the cells of the track that has the focus, Enter inspects.
import { h, on, setAttribute, setText } from "../lib/dom.js";
import { t } from "../lib/strings.js";
import { metaOf } from "../state/pane.js";
import { questionAt, withQuestion } from "../state/questions.js";

/** @typedef {import("../state/pane.js").State} State
 * @typedef {import("../state/shared.js").Selection} Selection
 * @typedef {import("./track.js").Track} Track */

const MOVES = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
});

/** Show a number in the inspector. @param {State} state @param {Selection} place
 * @param {import("../state/questions.js").Picked | null} [picked] */
export function inspectAt(state, place, picked) {
  const run = state.trainer.peek();
  const question = run ? questionAt(run, metaOf(state, place.track), place, picked) : null;
  if (question) state.inspected.value = withQuestion(state.inspected.peek(), question);
}

/** @param {HTMLElement} body @param {State} state @param {Record<string, Track>} tracks */
export function mountTrackKeys(body, state, tracks) {
  const told = h("p", { class: "sr-only", role: "status" });
  body.append(told);
  for (const { plot } of Object.values(tracks)) {
    setAttribute(plot, "tabindex", 0);
    setAttribute(plot, "aria-keyshortcuts", "Enter ArrowUp ArrowDown");
  }
  on(body, "keydown", (/** @type {KeyboardEvent} */ event) => {
    const track = Object.values(tracks).find(({ plot }) => plot === event.target);
    const modified = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey;
    const move = MOVES[event.key];
    if (!track || modified || (event.key !== "Enter" && !move)) return;
    event.preventDefault();
    const place = placeIn(state, track.name);
    if (event.key === "Enter") {
      inspectAt(state, place);
      /** @type {HTMLElement | null} */ (document.querySelector("#inspector select"))?.focus();
      return;
    }
    const next = moved(state, place, move);
    state.selection.value = next;
    setText(told, t("inspect.at", { t: next.t, unit: next.unit ?? "–" }));
  });
  on(body, "focusout", () => {
    state.selection.value = null;
  });
}

/** Where the keyboard is in a track. @param {State} state @param {string} track
 * @returns {Selection} */
function placeIn(state, track) {
  const { value: now } = state.selection;
  const time = now?.t ?? state.cursor.peek() ?? state.steps.peek();
  if (now?.track === track && now.unit !== null) return { ...now, t: time };
  const [first] = rowsOf(state, track);
  return { track, t: time, unit: first?.unit ?? null, array: first?.array ?? null };
}

/** Every row of a track, from top to bottom. @param {State} state @param {string} track */
function rowsOf(state, track) {
  return (metaOf(state, track).blocks ?? []).flatMap(({ array, rows }) =>
    Array.from({ length: rows }, (_, i) => ({ array, unit: i + 1 })),
  );
}

/** @param {State} state @param {Selection} place @param {[number, number]} by @returns {Selection} */
function moved(state, { track, t: time, unit, array }, [across, down]) {
  const [steps, rows] = [state.steps.peek(), rowsOf(state, track)];
  const at = rows.findIndex((row) => row.array === array && row.unit === unit) + down;
  const row = rows[Math.max(0, Math.min(at, rows.length - 1))];
  return {
    track,
    t: Math.max(0, Math.min(time + across, steps)),
    unit: row?.unit ?? null,
    array: row?.array ?? null,
  };
}
