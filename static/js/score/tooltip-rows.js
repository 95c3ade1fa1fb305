// What a tooltip says of a place in a track: its numbers, and what they are in the data's own unit.

import { formatNumber, t } from "../lib/strings.js";
import { inUnit, namedOf } from "../state/columns.js";
import { labelOf, seen } from "../state/labels.js";
import { entriesAt, factName, isKnown } from "./facts.js";

/** @typedef {import("../state/pane.js").Run} Run
 * @typedef {import("../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {import("./facts.js").Fact} Fact
 * @typedef {import("./facts.js").Entry} Entry
 * @typedef {{name: string, value: string, note?: string}} Row
 * @typedef {{title: string, rows: Row[]}} Tooltip
 * @typedef {{run: Run, frame: VisibleFrame, t: number, b: number}} Step b: the sequence, from 0 */

const MOST = 16; // rows
const MOST_ANSWERS = 4;
const DIGITS = 6; // significant ones; the inspector tells all

/** @param {Run} run @param {VisibleFrame} frame @param {import("../state/shared.js").Selection} place
 * @param {import("../state/pane.js").Meta} meta of the track @param {number} [sequence] from 0
 * @returns {Tooltip} */
export function tooltipAt(run, frame, place, { tooltip = [], blocks = [] }, sequence = 0) {
  const { t: time, unit } = place;
  const b = Math.min(sequence, frame.hidden.shape[1] - 1);
  const label = time > 0 ? labelOf(run, frame, time, b) : undefined;
  const title = label === undefined ? t("tooltip.start") : t("tooltip.title", { t: time, label });
  const array = place.array ?? blocks[0]?.array;
  const told = tooltip
    .filter(({ block, beside }) => !block || (block === array && (unit !== null || !beside)))
    .map((fact) => rowsOf(fact, { run, frame, t: time, b }, fact.block ? unit : null))
    .filter((rows) => rows.length > 0);
  return { title, rows: told.slice(-MOST).flat() };
}

/** One unit's number, or all of them, or as many as have room.
 * @param {Fact} fact @param {Step} step @param {number | null} unit from 1 @returns {Row[]} */
function rowsOf(fact, step, unit) {
  const { frame, t: time, b } = step;
  const all = entriesAt(fact, frame, time, b);
  const known = isKnown(fact, frame, time);
  if (!all) return [];
  if (fact.form === "ranked") return known ? likeliest(fact, step, all) : [];
  const entries = unit === null ? all : all.slice(unit - 1, unit);
  const rows = entries.slice(0, MOST).map(({ i, value }) => ({
    name: namedOf(factName(fact.name, { t: time, i }), step.run.task, fact.of, i),
    ...said(fact, step, value, known, i),
  }));
  const count = entries.length - rows.length;
  return count > 0 ? [...rows, { name: "…", value: t("tooltip.more", { count }) }] : rows;
}

/** A number, a dash for one that is not there yet; and what it is in the unit of a series.
 * @param {Fact} fact @param {Step} step @param {any} value @param {boolean} known
 * @param {string} i which entry @returns {{value: string, note?: string}} */
function said({ form = "number", of }, { run, frame, t: time, b }, value, known, i) {
  if (form === "word") return { value: seen(value) };
  const { series } = run.task;
  const told = { value: known ? formatNumber(value, DIGITS) : "–" };
  if (form === "number" || !series || !known || !Number.isFinite(value)) return told;
  const column = of ?? (form === "now" ? "inputs" : "targets");
  const note = inUnit(run.task, column, i, value, form === "difference");
  if (form === "difference" || of === "inputs") return { ...told, note };
  const label = labelOf(run, frame, form === "next" ? time + 1 : time, b);
  return { ...told, note: label === undefined ? note : t("tooltip.when", { value: note, label }) };
}

/** The likeliest answers. @param {Fact} fact @param {Step} step @param {Entry[]} entries
 * @returns {Row[]} */
function likeliest({ name }, { run, t: time }, entries) {
  const ranked = entries.toSorted((one, other) => other.value - one.value).slice(0, MOST_ANSWERS);
  const nameOf = (/** @type {string} */ i) => run.task.output_names[Number(i) - 1] ?? i;
  return ranked.map(({ i, value }) => ({
    name: `${factName(name, { t: time })} ${seen(nameOf(i))}`,
    value: formatNumber(value, 3),
  }));
}
