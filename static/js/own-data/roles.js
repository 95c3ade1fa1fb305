// What a column of a table is for: when a row was, what is predicted, what is read.

/** @typedef {"when" | "predicted" | "read" | "both" | "unused"} Role
 * @typedef {{date: string, targets: string[], inputs: string[]}} Parts the columns of each part, by
 *   name; date is "" where none says when */

/** @type {readonly Role[]} */
export const ROLES = ["when", "predicted", "read", "both", "unused"];

/** @param {string} name of a column @param {Parts} parts @returns {Role} */
export function roleOf(name, { date, targets, inputs }) {
  if (name === date) return "when";
  const [predicted, read] = [targets.includes(name), inputs.includes(name)];
  if (predicted) return read ? "both" : "predicted";
  return read ? "read" : "unused";
}

/** What has to be chosen where one column is to play another role. Only one column says when: that is
 * left as it is unless it changes, for it may have been put together from several.
 * @param {Parts} parts @param {string} name @param {Role} role
 * @param {string[]} order the names of all columns, as they stand in the table
 * @returns {Partial<Parts>} */
export function withRole(parts, name, role, order) {
  const others = parts.date === name ? "" : parts.date;
  const date = role === "when" ? name : others;
  /** @param {string[]} names @param {boolean} among */
  const changed = (names, among) =>
    order.filter((one) => (one === name ? among : names.includes(one)));
  return {
    ...(date === parts.date ? {} : { date }),
    targets: changed(parts.targets, role === "predicted" || role === "both"),
    inputs: changed(parts.inputs, role === "read" || role === "both"),
  };
}
