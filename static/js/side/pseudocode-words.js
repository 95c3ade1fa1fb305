// What the lines of the pseudocode say for a config, in formulas of its cell and directions. Pure.
import { t } from "../lib/strings.js";

/** @typedef {import("../state/pane.js").RunConfig} RunConfig */

/** Activations as formulas write them; the identity leaves no sign. @type {Record<string, string>} */
const FUNCTIONS = {
  tanh: "\\tanh",
  sigmoid: "\\sigma",
  relu: "\\mathrm{relu}",
  identity: "",
  softmax: "\\mathrm{softmax}",
};

/** @type {Record<string, string>} */
const LOSSES = {
  mse: "\\sum e^2\\!/2",
  bce: "-\\sum p \\ln y + (1-p) \\ln (1-y)",
  cross_entropy: "-\\sum p^\\top \\ln y",
};

/** Which steps answer, by sequence type. @type {Record<string, string>} */
const ANSWERS = {
  one_to_one: "lastStep",
  many_to_one: "lastStep",
  one_to_many: "everyStep",
  many_to_many: "everyStep",
  encoder_decoder: "secondHalf",
};

const BACK = "^{\\scriptscriptstyle\\leftarrow}";

/** One step of a cell, and of its way back, in the direction that a mark tells.
 * @param {RunConfig} config @param {string} mark @param {string} before the index of the state that
 * a step begins with @param {string} after the index of the step that it hands its state to */
function cellWords({ cell, activation }, mark, before, after) {
  const [W_x, W_h, W_y] = ["x", "h", "y"].map((index) => `W_${index}${mark}`);
  const [now, last] = [`h_j${mark}`, `h_{${before}}${mark}`];
  const steps = /** @type {Record<string, string>} */ ({
    rnn: `${now} = ${FUNCTIONS[activation]}(${W_x} x_j + ${W_h} ${last} + b_h${mark})`,
    gru: `${now} = \\mathrm{GRU}(x_j, ${last})`,
    lstm: `(${now}, c_j${mark}) = \\mathrm{LSTM}(x_j, ${last}, c_{${before}}${mark})`,
  });
  const delta = `\\delta_j${mark}`;
  const e = mark ? `(${W_y})^\\top e_j` : `${W_y}^\\top e_j`;
  const later = `${mark ? `(${W_h})` : W_h}^\\top \\delta_{${after}}${mark}`;
  const grad = (/** @type {string} */ of) => `\\tfrac{\\partial L}{\\partial ${of}}`;
  const kept = (/** @type {string} */ gate, /** @type {string} */ state) =>
    `${gate}_{${after}}${mark} \\odot ${grad(`${state}_{${after}}${mark}`)}`;
  const backs = /** @type {Record<string, string>} */ ({
    rnn: `${delta} = (${e} + ${later})\\,f'_j`,
    // What W_h reads of the step after has passed that step's reset gate.
    gru: `${grad(now)} = ${e} + ${later.replace("\\delta", "\\hat\\delta")} + ${kept("z", "h")}$, $\\hat\\delta = (\\delta^r, \\delta^z, r \\odot \\delta^n)`,
    lstm: `${grad(now)} = ${e} + ${later}$, $${grad(`c_j${mark}`)} = ${grad(now)} \\odot o_j${mark} \\odot \\tanh'(c_j${mark}) + ${kept("f", "c")}`,
  });
  return { step: steps[cell], back: backs[cell] };
}

/** @param {RunConfig} config @returns {Record<string, string | number>} what the sentences leave open */
function formulas(config) {
  const many = ANSWERS[config.sequence_type] !== "lastStep";
  const j = many ? "j" : "k";
  const states = config.bidirectional ? `[h_${j};\\, h_${j}${BACK}]` : `h_${j}`;
  const affine = `W_y ${states} + b_y`;
  const out = FUNCTIONS[config.output_activation];
  const ahead = cellWords(config, "", "j-1", "j+1");
  const reverse = cellWords(config, BACK, "j+1", "j-1");
  const y = `y_${j} = ${out ? `${out}(${affine})` : affine}`;
  const gru = config.cell === "gru"; // whose reset gate stands between δ and W_h
  return {
    j,
    step: config.bidirectional ? `$${ahead.step}$` : `$${ahead.step}$, $${y}$`,
    stepReverse: `$${reverse.step}$, $${y}$`,
    back: ahead.back,
    backReverse: reverse.back,
    outputs: t(`pseudocode.${ANSWERS[config.sequence_type]}`),
    loss: LOSSES[config.loss] ?? "",
    sum: gru
      ? "\\frac{\\partial L}{\\partial W_x} = \\sum_j \\delta_j x_j^\\top"
      : "\\frac{\\partial L}{\\partial W_h} = \\sum_j \\delta_j h_{j-1}^\\top",
    zero: config.cell === "lstm" ? "h_0 = c_0 = 0" : "h_0 = 0",
    carried: config.cell === "lstm" ? "h_0, c_0" : "h_0",
    clip: config.optimizer.clip_norm ?? 0,
    optimizer: t(`config.opt.${config.optimizer.name}`),
    B: config.batch_size,
    last: config.schedule.name === "chunks" ? "k" : "1",
  };
}

/** The head of the loop, by schedule. @type {Record<string, string>} */
const FOR = { sliding_window: "for", chunks: "forChunks", full_sequence: "forSequences" };

/** Which sentence a line says. @param {string} line @param {RunConfig} config */
function keyOf(line, config) {
  const { schedule, optimizer } = config;
  if (line === "for") {
    const name = FOR[schedule.name];
    return config.batch_size > 1 ? `${name}Batch` : name;
  }
  if (line === "start" && schedule.carry_state) return "startCarried";
  if (line === "sum" && optimizer.clip_norm !== null) return "sumClipped";
  if (line === "update" && optimizer.name !== "sgd") return "updateWith";
  return line;
}

const LINES =
  "repeat for start forward forward_reverse error backward backward_reverse sum update carry";

/** Each line's words, with formulas between dollar signs. @param {RunConfig} config
 * @returns {Record<string, string>} */
export function pseudocodeWords(config) {
  const all = formulas(config);
  const words = LINES.split(" ").map((line) => [line, t(`pseudocode.${keyOf(line, config)}`, all)]);
  const said = Object.fromEntries(words);
  if (fed(config)) said.forward += t(`pseudocode.${config.feedback}`);
  return said;
}

/** Whether some steps read what the step before has put out. @param {RunConfig} config */
const fed = ({ feedback, sequence_type: type }) =>
  feedback !== "none" && (type === "one_to_many" || type === "encoder_decoder");
