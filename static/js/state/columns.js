// What the columns of a series are called, and what their numbers are in their own units. Pure.
import { formatNumber, has, t } from "../lib/strings.js";

/** @typedef {import("./pane.js").Run["task"]} Task
 * @typedef {import("./pane.js").Wire["SeriesColumn"]} Column
 * @typedef {"inputs" | "targets"} Of */

/** A column of a built-in task has a name in the page's language, one of a reader's own has its own.
 * @param {Task | undefined} task @param {string} name */
export function columnName(task, name) {
  const key = `column.${task?.name}.${name}`;
  return has(key) ? t(key) : name;
}

/** One of the columns that are read or predicted. @param {Task} task @param {Of} of
 * @param {string} i from 1; empty: the only one @returns {Column | undefined} */
export const columnOf = ({ series }, of, i) => series?.[of][Number(i || 1) - 1];

/** The number of a tooltip or table, and whose it is where there are several columns.
 * @param {string} name @param {Task | undefined} task @param {Of | undefined} of @param {string} i */
export function namedOf(name, task, of, i) {
  const column = task && of && columnOf(task, of, i);
  return column ? `${name} ${columnName(task, column.name)}` : name;
}

/** A number that the network sees in the unit of its column. @param {Task} task @param {Of} of
 * @param {string} i @param {number} value @param {boolean} difference of two such numbers */
export function inUnit(task, of, i, value, difference) {
  const { scale, offset, unit } = /** @type {Column} */ (columnOf(task, of, i));
  const words = unit || t(`tooltip.unit.${task.name}`);
  if (difference) return `${formatNumber(value * scale, 3)} ${words}`;
  const told = `${formatNumber(value * scale + offset, 4)} ${words}`;
  return isChange(task, of, i) ? t("tooltip.change", { value: told }) : told;
}

/** Whether the network sees how much a column has changed. @param {Task} task @param {Of} of
 * @param {string} i */
function isChange(task, of, i) {
  const name = columnOf(task, of, i)?.name;
  return task.series?.differences && task.series.targets.some((target) => target.name === name);
}
