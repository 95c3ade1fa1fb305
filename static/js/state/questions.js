// From a place on screen to the number that is inspected there, and what can be asked about. Pure.

/** @typedef {import("./pane.js").Question} Question
 * @typedef {import("./pane.js").Run} Run
 * @typedef {import("./pane.js").RunConfig} RunConfig
 * @typedef {import("./pane.js").Frame} Frame
 * @typedef {import("./pane.js").Inspected} Inspected
 * @typedef {import("./shared.js").Selection} Selection
 * @typedef {{kind: "node" | "edge", name: string, t: number}} Picked what of the graph is meant */

/** @type {Record<string, string[]>} */
const GATES = { rnn: [], lstm: ["i", "f", "g", "o"], gru: ["r", "z", "n"] };

/** Arrays of which every step has an entry; the others are states and their gradients.
 * @param {string} what */
export const stateLike = (what) => /^(grad_)?(hidden|cell_state)/.test(what);

/** What can be asked about, in the order of computing. @param {RunConfig} config */
export function quantities({ cell, bidirectional }) {
  const lstm = cell === "lstm";
  const inside = [
    "preactivation",
    ...(cell === "gru" ? ["recurrent_n"] : []),
    ...GATES[cell],
    ...(lstm ? ["cell_state"] : []),
    "hidden",
  ];
  const back = ["grad_hidden", ...(lstm ? ["grad_cell_state"] : []), "delta"];
  const both = (/** @type {string[]} */ names) =>
    bidirectional ? [...names, ...names.map((name) => `${name}_reverse`)] : names;
  const outside = ["outputs", "errors", "loss_per_step", "loss", "grad_logits"];
  return ["inputs", "targets", ...both(inside), ...outside, ...both(back), "parameter"];
}

/** The gates that an array is stacked of; empty where it has one row a unit.
 * @param {RunConfig} config @param {string} what */
export function gatesOf({ cell }, what) {
  return /^(preactivation|delta)/.test(what) ? GATES[cell] : [];
}

/** How many units an array has, or features. @param {Run} run @param {string} what */
export function unitsOf({ config, task }, what) {
  if (what === "inputs") return task.input_size;
  if (["targets", "outputs", "errors", "grad_logits"].includes(what)) return task.output_size;
  return what === "loss" || what === "loss_per_step" ? 1 : config.hidden_size;
}

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

/** What a place in a track shows. @param {Run} run @param {Frame} frame @param {Selection} place
 * @param {Picked | null} [picked] in the graph @returns {Question | null} */
export function questionAt(run, frame, { track, t, unit, array }, picked = null) {
  const at = { t: Math.min(t, frame.hidden.shape[0]), unit: unit ?? 1 };
  if (picked) return ofGraph(frame, picked, at);
  const drawn = array && quantities(run.config).includes(array) ? array : OF_TRACK[track];
  const kind = track === "graph" ? "hidden" : drawn;
  if (kind === "parameter") return { what: kind, ...at, name: "W_h", index: [0, 0] };
  if (kind) {
    const own = Math.min(at.unit, unitsOf(run, kind));
    return { what: kind, t: stateLike(kind) ? at.t : Math.max(1, at.t), unit: own };
  }
  if (track !== "series" || t === 0) return null;
  return { what: frame.has_output[t - 1] ? "outputs" : "inputs", t: at.t, unit: 1 };
}

/** @param {Frame} frame @param {Picked} picked @param {{t: number, unit: number}} at
 * @returns {Question} */
function ofGraph(frame, { kind, name, t }, at) {
  if (kind === "edge" && frame.params[/** @type {"W_h"} */ (name)]) {
    const { shape } = frame.params[/** @type {"W_h"} */ (name)];
    return { what: "parameter", t, unit: at.unit, name, index: shape.map(() => 0) };
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
  const [first, last] = [stateLike(what) ? 0 : 1, steps];
  return {
    what,
    t: Math.max(first, Math.min(t, last)),
    unit: Math.min(unit, unitsOf(run, what)),
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
