// From a place on screen to the number that is inspected there, and what can be asked about. Pure.

/** @typedef {import("./pane.js").Question} Question
 * @typedef {import("./pane.js").Wire["Quantity"]} Quantity
 * @typedef {import("./pane.js").Run} Run
 * @typedef {import("./pane.js").Frame} Frame
 * @typedef {import("./pane.js").Meta} Meta
 * @typedef {import("./pane.js").Wire["Ask"]} Ask
 * @typedef {import("./pane.js").Inspected} Inspected
 * @typedef {import("./shared.js").Selection} Selection
 * @typedef {{kind: "node" | "edge", name: string, t: number}} Picked what of the graph is meant */

/** One of those that a run can be asked about. @param {Run} run @param {string} what */
export const quantity = ({ quantities }, what) => quantities.find(({ name }) => name === what);

/** The steps that have an entry of it, of T. @param {Quantity | undefined} quantity @param {number} T
 * @returns {[number, number]} */
export const stepsOf = (quantity, T) => [quantity?.first ?? 1, T + (quantity?.last ?? 0)];

/** The first entry of a parameter; without a name, of what carries the state on.
 * @param {Run} run @param {Frame} frame @param {string} [name] */
export function entryOf({ carrier }, { params }, name = carrier ?? "W_x") {
  return { name, index: params[name].shape.map(() => 0) };
}

/** What a place in a track asks. @param {Run} run @param {Meta} meta of the track
 * @param {Selection} place @param {Picked | null} [picked] in its picture @returns {Question | null} */
export function questionAt(run, meta, place, picked = null) {
  const { t } = picked ?? place;
  const chosen = picked && meta.picks?.[picked.name];
  const drawn = meta.blocks?.find(({ array }) => array === place.array);
  const there = meta.asks?.filter((one) => one.first <= t && t <= one.last) ?? [];
  const asks = drawn
    ? { what: drawn.array }
    : (there.find(({ row }) => row === place.row) ?? there[0]);
  const ask = /** @type {Ask | undefined} */ (chosen ?? asks);
  if (!ask) return null;
  const { what, name, index, unit = place.unit ?? 1 } = ask;
  const asked = quantity(run, what);
  const [first] = stepsOf(asked, t);
  const at = { what, t: Math.max(first, t), unit: Math.min(unit, asked?.units ?? 1) };
  return name ? { ...at, name, index } : at;
}

/** Another quantity at the same place, as near as it has one. @param {Run} run @param {number} steps T
 * @param {Question} question @param {string} what @returns {Question} */
export function turnedTo(run, steps, { t, unit }, what) {
  const asked = quantity(run, what);
  const [first, last] = stepsOf(asked, steps);
  return {
    what,
    t: Math.max(first, Math.min(t, last)),
    unit: Math.min(unit, asked?.units ?? 1),
  };
}

let latest = 0;

/** The panels with one more question: in place of the one that is not pinned, first of all.
 * @param {Inspected[]} panels @param {Question} question @returns {Inspected[]} */
export function withQuestion(panels, question) {
  latest += 1;
  return [{ id: latest, question, pinned: false }, ...panels.filter(({ pinned }) => pinned)];
}

/** @param {Inspected[]} panels @param {number} id @param {Partial<Inspected>} changes */
export const changed = (panels, id, changes) =>
  panels.map((panel) => (panel.id === id ? { ...panel, ...changes } : panel));
