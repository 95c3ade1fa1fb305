// The controls of a run, as a table. The panel is drawn from it.

/**
 * @typedef {object} Control
 * @property {string} name also the key of its strings: config.<name>.label, .help
 * @property {string} path where the config holds it, and what the server calls it in a refusal
 * @property {"choice" | "pictures" | "integer" | "number" | "switch"} kind
 * @property {string} [symbol] its sign in the formulas, with "_" before a subscript
 * @property {string[]} [options] of a choice; their words are config.<name>.<option>
 * @property {number} [min]
 * @property {number | ((task: {max_k: number}) => number)} [max]
 * @property {number} [step]
 * @property {"linear" | "log"} [slider] with a slider, and how it runs
 * @property {[number, number]} [reach] where the slider ends, when that is not min and max
 * @property {boolean} [optional] empty means none
 * @property {boolean} [dice] with a button that draws a random value
 */

/** Groups fold; those that are wanted less often begin folded.
 * @type {readonly {name: string, folded?: boolean, controls: Control[]}[]} */
export const GROUPS = [
  {
    name: "task",
    controls: [
      { name: "task", path: "task.name", kind: "choice", options: [] },
      {
        name: "type",
        path: "sequence_type",
        kind: "pictures",
        options: [
          ...["one_to_one", "one_to_many", "many_to_one", "many_to_many"],
          "encoder_decoder",
        ],
      },
      { name: "feedback", path: "feedback", kind: "choice", options: ["none", "teacher", "free"] },
    ],
  },
  {
    name: "network",
    controls: [
      { name: "cell", path: "cell", kind: "choice", options: ["rnn", "gru", "lstm"] },
      { name: "bi", path: "bidirectional", kind: "switch" },
      {
        ...{ name: "m", path: "hidden_size", kind: "integer", symbol: "m" },
        ...{ min: 1, max: 64, slider: "linear" },
      },
      {
        ...{ name: "f", path: "activation", kind: "choice", symbol: "f" },
        options: ["tanh", "sigmoid", "relu"],
      },
      {
        ...{ name: "out", path: "output_activation", kind: "choice", symbol: "f_y" },
        options: ["identity", "tanh", "sigmoid", "relu", "softmax"],
      },
    ],
  },
  {
    name: "unrolling",
    controls: [
      {
        ...{ name: "k", path: "schedule.k", kind: "integer", symbol: "k", min: 1 },
        max: (task) => task.max_k,
        slider: "linear",
        reach: [1, 60],
      },
      {
        ...{ name: "schedule", path: "schedule.name", kind: "choice" },
        options: ["sliding_window", "chunks", "full_sequence"],
      },
      { name: "carry", path: "schedule.carry_state", kind: "switch" },
    ],
  },
  {
    name: "training",
    controls: [
      {
        name: "loss",
        path: "loss",
        kind: "choice",
        symbol: "L",
        options: ["mse", "bce", "cross_entropy"],
      },
      {
        ...{ name: "opt", path: "optimizer.name", kind: "choice" },
        options: ["sgd", "momentum", "rmsprop", "adam"],
      },
      {
        ...{ name: "rate", path: "optimizer.learning_rate", kind: "number", symbol: "η" },
        ...{ min: 0, max: 1000, slider: "log", reach: [0.001, 10] },
      },
      { name: "clip", path: "optimizer.clip_norm", kind: "number", min: 0, optional: true },
      { ...{ name: "batch", path: "batch_size", kind: "integer", symbol: "B" }, min: 1, max: 64 },
      { name: "updates", path: "updates", kind: "integer", min: 1, max: 20000 },
      { name: "seed", path: "seed", kind: "integer", min: 0, max: 2 ** 32 - 1, dice: true },
    ],
  },
  {
    name: "start",
    folded: true,
    controls: [
      {
        ...{ name: "init", path: "initializer.name", kind: "choice" },
        options: ["uniform", "xavier", "orthogonal", "identity"],
      },
      {
        ...{ name: "gain", path: "initializer.gain", kind: "number", min: 0, step: 0.1 },
        ...{ slider: "linear", reach: [0, 4] },
      },
      { name: "forget", path: "initializer.forget_bias", kind: "number", min: -100, max: 100 },
      { name: "zbias", path: "initializer.update_bias", kind: "number", min: -100, max: 100 },
    ],
  },
];

export const CONTROLS = Object.freeze(GROUPS.flatMap((group) => group.controls));

/** What a field's text means. A text that is no number is sent as it stands, and refused in words.
 * @param {Control} control @param {string} text @param {boolean} [unreadable] the browser could not read it
 * @returns {number | string | null} */
export function readNumber(control, text, unreadable = false) {
  if (text.trim() === "") return control.optional && !unreadable ? null : "";
  const value = Number(text);
  return Number.isNaN(value) ? text : value;
}

/** Where a slider starts and ends, and its step; a log slider runs over the exponent.
 * @param {Control} control @returns {{min: number, max: number, step: number}} */
export function sliderBounds(control) {
  const [min, max] = control.reach ?? /** @type {[number, number]} */ ([control.min, control.max]);
  if (control.slider === "log") return { min: Math.log10(min), max: Math.log10(max), step: 0.05 };
  return { min, max, step: control.step ?? 1 };
}

/** The value at a slider's place (log: in two significant digits).
 * @param {Control} control @param {number} place @returns {number} */
export function fromSlider(control, place) {
  return control.slider === "log" ? Number((10 ** place).toPrecision(2)) : place;
}

/** @param {Control} control @param {number} value @returns {number} */
export function toSlider(control, value) {
  return control.slider === "log" ? Math.log10(value) : value;
}
