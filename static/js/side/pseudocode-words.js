// What the lines of the pseudocode say for a config, in the formulas that its run brings. Pure.
import { t } from "../lib/strings.js";

/** @typedef {import("../state/pane.js").RunConfig} RunConfig
 * @typedef {Pick<import("../state/pane.js").Run, "config" | "formulas">} Run */

/** Which steps answer, by sequence type. @type {Record<string, string>} */
const ANSWERS = {
  one_to_one: "lastStep",
  many_to_one: "lastStep",
  one_to_many: "everyStep",
  many_to_many: "everyStep",
  encoder_decoder: "secondHalf",
};

/** @param {Run} run @returns {Record<string, string | number>} what the sentences leave open */
const opens = ({ config, formulas }) => ({
  ...formulas,
  outputs: t(`pseudocode.${ANSWERS[config.sequence_type]}`),
  clip: config.optimizer.clip_norm ?? 0,
  optimizer: t(`config.opt.${config.optimizer.name}`),
  B: config.batch_size,
  last: LAST[config.schedule.name] ?? "",
  k1: config.schedule.k1 ?? "",
});

/** The head of the loop, by schedule. @type {Record<string, string>} */
const FOR = {
  sliding_window: "for",
  chunks: "forChunks",
  tbptt: "forTbptt",
  full_sequence: "forSequences",
};

/** The step of a window whose state is carried on. @type {Record<string, string>} */
const LAST = { sliding_window: "1", chunks: "k", tbptt: "{k_1}" };

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

/** Each line's words, with formulas between dollar signs. @param {Run} run
 * @returns {Record<string, string>} */
export function pseudocodeWords(run) {
  const { config } = run;
  const all = opens(run);
  const words = LINES.split(" ").map((line) => [line, t(`pseudocode.${keyOf(line, config)}`, all)]);
  const said = Object.fromEntries(words);
  if (fed(config)) said.forward += t(`pseudocode.${config.feedback}`);
  return said;
}

/** Whether some steps read what the step before has put out. @param {RunConfig} config */
const fed = ({ feedback, sequence_type: type }) =>
  feedback !== "none" && (type === "one_to_many" || type === "encoder_decoder");
