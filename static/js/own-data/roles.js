// What a column of a table is for: when a row was, what is predicted, what is read, which class it is in.

/** @import { Preview } from "../wire/server.js"
 * @typedef {"when" | "label" | "predicted" | "read" | "both" | "unused"} Role
 * @typedef {{date: string, label: string, targets: string[], inputs: string[]}} Parts the columns of
 *   each part, by name; "" where there is none */

/** The columns that say when: dates may be put together from several.
 * @param {Pick<Preview, "choices" | "columns" | "header" | "notes">} preview @returns {string[]} */
export function datesOf({ choices, columns, header, notes }) {
  const together = notes.find(([name]) => name === "date_parts")?.[1] ?? "";
  const parts = String(together).split(", ");
  const names = columns.map(({ name }) => name);
  const isPart = (/** @type {string} */ name, /** @type {number} */ i) =>
    parts.includes(header === false ? `${i + 1}` : name);
  return names.filter((name, i) => name === choices.date || isPart(name, i));
}

/** Those of a series, and of labelled sequences. @type {Record<"series" | "labelled", Role[]>} */
export const ROLES = {
  series: ["when", "predicted", "read", "both", "unused"],
  labelled: ["label", "read", "unused"],
};

/** @param {string} name of a column @param {Parts} parts @returns {Role} */
export function roleOf(name, { date, label, targets, inputs }) {
  if (name === date) return "when";
  if (name === label) return "label";
  const [predicted, read] = [targets.includes(name), inputs.includes(name)];
  if (predicted) return read ? "both" : "predicted";
  return read ? "read" : "unused";
}

/** What has to be chosen where one column is to play another role. Only one column says when, and one
 * the class: they are left as they are unless they change, for dates may come from several columns.
 * @param {Parts} parts @param {string} name @param {Role} role
 * @param {string[]} order the names of all columns, as they stand in the table
 * @returns {Partial<Parts>} */
export function withRole(parts, name, role, order) {
  /** @param {string} before @param {Role} own */
  const sole = (before, own) => (role === own ? name : before === name ? "" : before);
  /** @param {string[]} names @param {Role} own */
  const several = (names, own) =>
    order.filter((one) => (one === name ? role === own || role === "both" : names.includes(one)));
  const [date, label] = [sole(parts.date, "when"), sole(parts.label, "label")];
  return {
    ...(date === parts.date ? {} : { date }),
    ...(label === parts.label ? {} : { label }),
    targets: several(parts.targets, "predicted"),
    inputs: several(parts.inputs, "read"),
  };
}
