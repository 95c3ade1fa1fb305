// From a place on screen to the number that is inspected there, and what can be asked about. Pure.

/** @typedef {import("./pane.js").Question} Question
 * @typedef {import("./pane.js").Wire["Quantity"]} Quantity
 * @typedef {import("./pane.js").Run} Run
 * @typedef {import("./pane.js").Frame} Frame
 * @typedef {import("./pane.js").Inspected} Inspected
 * @typedef {import("./shared.js").Selection} Selection
 * @typedef {{kind: "node" | "edge", name: string, t: number}} Picked what of the graph is meant */

/** One of those that a run can be asked about. @param {Run} run @param {string} what */
export const quantity = ({ quantities }, what) => quantities.find(({ name }) => name === what);

/** The steps that have an entry of it, of T. @param {Quantity | undefined} quantity @param {number} T
 * @returns {[number, number]} */
export const stepsOf = (quantity, T) => [quantity?.first ?? 1, T + (quantity?.last ?? 0)];

/** The arrays that a track draws as rows of units, from top to bottom.
 * @param {import("./pane.js").State} state @param {string} track
 * @returns {{array: string, rows: number, top: number, height: number}[]} */
export function blocksOf(state, track) {
  return /** @type {any} */ (state.figures.peek()[track]?.meta)?.blocks ?? [];
}

/** @type {Record<string, string>} */
const OF_TRACK = {
  hidden: "hidden",
  grad_hidden: "grad_hidden",
  norms: "grad_hidden",
  flow: "grad_hidden",
  outer: "parameter",
  jacobian: "hidden",
  saturation: "preactivation",
  gates: "hidden",
};

/** The first entry of a parameter; without a name, of what carries the state on.
 * @param {Run} run @param {Frame} frame @param {string} [name] */
export function entryOf({ carrier }, { params }, name = carrier ?? "W_x") {
  return { name, index: params[name].shape.map(() => 0) };
}

/** What a place in a track shows. @param {Run} run @param {Frame} frame @param {Selection} place
 * @param {Picked | null} [picked] in the graph @returns {Question | null} */
export function questionAt(run, frame, { track, t, unit, array }, picked = null) {
  const at = { t: Math.min(t, frame.hidden.shape[0]), unit: unit ?? 1 };
  if (picked) return ofGraph(run, frame, picked, at);
  const drawn = array && quantity(run, array) ? array : OF_TRACK[track];
  const kind = track === "graph" ? "hidden" : drawn;
  if (kind === "parameter") return { what: kind, ...at, ...entryOf(run, frame) };
  if (kind) {
    const asked = quantity(run, kind);
    const [first] = stepsOf(asked, at.t);
    return { what: kind, t: Math.max(first, at.t), unit: Math.min(at.unit, asked?.units ?? 1) };
  }
  if (track !== "series" || t === 0) return null;
  return { what: frame.has_output[t - 1] ? "outputs" : "inputs", t: at.t, unit: 1 };
}

/** @param {Run} run @param {Frame} frame @param {Picked} picked @param {{t: number, unit: number}} at
 * @returns {Question} */
function ofGraph(run, frame, { kind, name, t }, at) {
  if (kind === "edge" && name in frame.params) {
    return { what: "parameter", t, unit: at.unit, ...entryOf(run, frame, name) };
  }
  const outside = /** @type {Record<string, string>} */ ({
    x: "inputs",
    y: "outputs",
    p: "targets",
  });
  const what = kind === "edge" ? "errors" : (outside[name] ?? "hidden");
  return { what, t, unit: what === "hidden" ? at.unit : 1 };
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
