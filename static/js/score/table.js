// The numbers of a track as a table, built when it is asked for: for who cannot see the figure.
import { effect } from "../../vendor/signals-core.mjs";
import { coalesced, h, on, setAttribute, setText } from "../lib/dom.js";
import { formatCount, formatNumber, t } from "../lib/strings.js";
import { namedOf } from "../state/columns.js";
import { holds, metaOf, needsOf, sequenceIn } from "../state/pane.js";
import { entriesAt, factName } from "./facts.js";
import { titleButton } from "./track-buttons.js";

/** @typedef {import("../state/pane.js").State} State
 * @typedef {import("../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {import("./track.js").Track} Track
 * @typedef {import("../state/pane.js").Meta} Meta
 * @typedef {{name: string, values: (number | null)[]}} Row values: from t = 0; null where there is none */

const DIGITS = 4;

/** The numbers of a track over the timesteps 0 … T. @param {VisibleFrame} frame @param {Meta} meta of the track
 * @param {number} b the sequence, from 0 @param {import("../state/pane.js").Run} [run]
 * @returns {Row[]} */
export function tableRows(frame, { table, tooltip = [] }, b, run) {
  const T = frame.hidden.shape[0];
  return (table ?? tooltip).flatMap((fact) => {
    const steps = Array.from({ length: T + 1 }, (_, t) => entriesAt(fact, frame, t, b));
    const some = steps.find((entries) => entries !== null) ?? [];
    return some.map(({ i }, row) => ({
      name: namedOf(factName(fact.name, { i }), run?.task, fact.of, i),
      values: steps.map((entries) => entries?.[row]?.value ?? null),
    }));
  });
}

/** A number; a dash for what is not made yet; nothing where there is none.
 * @param {number | null} value @param {boolean} whole */
function words(value, whole) {
  if (value === null) return "";
  return Number.isNaN(value) && !whole ? "–" : formatNumber(value, DIGITS);
}

/** What the whole table says, in a sentence. @param {string} title @param {VisibleFrame} frame
 * @param {Row[]} rows */
function caption(title, frame, rows) {
  const known = rows.flatMap(({ values }) => values.filter((value) => Number.isFinite(value)));
  const update = formatCount(frame.update);
  if (known.length === 0) return t("table.empty", { track: title, update });
  const numbers = /** @type {number[]} */ (known);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const range = { low: formatNumber(low, DIGITS), high: formatNumber(high, DIGITS) };
  return t("table.caption", { track: title, update, ...range });
}

/** @param {Row[]} rows @param {number} steps @returns {HTMLTableElement} */
function emptyTable(rows, steps) {
  const times = Array.from({ length: steps + 1 }, (_, i) => h("th", { scope: "col" }, `${i}`));
  const head = h("tr", {}, h("th", { scope: "col" }, t("tracks.time")), ...times);
  const lines = rows.map(({ name, values }) =>
    h("tr", {}, h("th", { scope: "row" }, name), ...values.map(() => h("td"))),
  );
  return h("table", {}, h("caption"), h("thead", {}, head), h("tbody", {}, ...lines));
}

/** @param {HTMLElement} box @param {string} title @param {VisibleFrame} frame @param {Row[]} rows */
function fill(box, title, frame, rows) {
  const shape = JSON.stringify([rows.map(({ name }) => name), frame.hidden.shape[0]]);
  if (box.dataset.shape !== shape) {
    box.dataset.shape = shape;
    box.replaceChildren(emptyTable(rows, frame.hidden.shape[0]));
  }
  const table = /** @type {HTMLTableElement} */ (box.firstElementChild);
  setText(/** @type {HTMLElement} */ (table.caption), caption(title, frame, rows));
  for (const [i, { values }] of rows.entries()) {
    const cells = table.tBodies[0].rows[i].cells;
    for (const [j, value] of values.entries()) {
      const cell = cells[j + 1];
      setText(cell, words(value, !frame.made));
      setAttribute(cell, "data-value", value === null ? null : String(value));
    }
  }
}

/** @param {State} state @param {Record<string, Track>} tracks
 * @param {() => void} moved hears that the tracks stand elsewhere */
export function mountTables(state, tracks, moved) {
  /** The tables that are open, by track. @type {Map<string, HTMLElement>} */
  const open = new Map();
  const refill = coalesced(() => {
    const frame = state.visible.peek()?.frame;
    if (!frame) return;
    for (const [name, box] of open) {
      const template = state.figures.peek()[name];
      if (!template || !holds(frame, needsOf(template).join(","))) continue;
      const run = state.run.peek() ?? undefined;
      const rows = tableRows(frame, metaOf(state, name), sequenceIn(state, frame), run);
      fill(box, t(`tracks.${name}.title`), frame, rows);
    }
    moved();
  });
  for (const track of Object.values(tracks)) {
    const { name, element } = track;
    const label = t("table.label", { track: t(`tracks.${name}.title`) });
    const button = titleButton(track, "table", "▦", label, () => {
      const shown = open.get(name);
      shown?.remove();
      if (shown) open.delete(name);
      else open.set(name, element.appendChild(boxOf(label)));
      setAttribute(button, "aria-expanded", String(!shown));
      element.classList.toggle("tabled", !shown);
      refill();
    });
    setAttribute(button, "aria-expanded", "false");
  }
  effect(() => {
    const { visible, figures, sequence, weight } = state;
    for (const signal of [visible, figures, sequence, weight]) signal.value;
    if (open.size > 0) refill();
  });
}

/** What a table lies in and is scrolled in. @param {string} label */
function boxOf(label) {
  const box = h("div", { class: "track-table", tabindex: 0, role: "region", "aria-label": label });
  on(box, "keydown", (event) => {
    if (event.key.startsWith("Arrow")) event.stopPropagation(); // they scroll it
  });
  return box;
}
