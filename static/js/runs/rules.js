// What goes together in a config: the page mends by itself what is plain, the server refuses the rest.
import { getPath, rebase, withPath } from "./config.js";

/** @import { RunConfig } from "../state/pane.js" */

/** Types whose steps may read what the step before has put out. */
const WRITING = ["one_to_many", "encoder_decoder"];
/** Types whose windows may begin with the state of the one before. */
const CARRYING = ["many_to_one", "many_to_many"];

/** Whether a control says something for this config, by its name; the others are hidden.
 * @type {Record<string, (config: RunConfig) => boolean>} */
const SHOWN = {
  f: ({ cell }) => cell === "rnn",
  forget: ({ cell }) => cell === "lstm",
  zbias: ({ cell }) => cell === "gru",
  feedback: ({ sequence_type: type }) => WRITING.includes(type),
};

/** @param {string} name @param {RunConfig} config */
export const isShown = (name, config) => SHOWN[name]?.(config) ?? true;

/** Why a control cannot be used, as the name of a sentence; null: it can.
 * @param {string} name @param {RunConfig} config @param {boolean} [anyLength] whether k says how long
 * the task's sequences are @returns {string | null} */
export function whyOff(name, config, anyLength = false) {
  const { sequence_type: type, batch_size: batch, bidirectional, schedule } = config;
  const whole = schedule.name === "full_sequence";
  if (whole && (name === "schedule" || name === "carry")) return "wholeSequences";
  if (whole && name === "k" && !anyLength) return "wholeSequences";
  if (name === "k" && type === "one_to_one") return "oneStep";
  if (name === "carry" && !CARRYING.includes(type)) return "carryType";
  if (name === "carry" && batch > 1) return "carryBatch";
  if (name === "batch" && schedule.carry_state) return "batchCarry";
  if (name === "feedback" && bidirectional) return "readsAhead";
  return null;
}

/** The outputs that a loss makes sense with, the usual one first. @type {Record<string, string[]>} */
const OUTPUTS = {
  mse: ["identity", "tanh", "sigmoid", "relu"],
  bce: ["sigmoid"],
  cross_entropy: ["softmax"],
};

/** Whether an option of a control makes sense for a task.
 * @param {string} name of the control @param {string} option
 * @param {{sequence_types: string[], loss: string}} task @param {RunConfig} config its present one */
export function allows(name, option, task, { loss, schedule }) {
  const whole = schedule.name === "full_sequence";
  if (name === "type") return task.sequence_types.includes(option);
  if (name === "loss") return option === task.loss || option === "mse";
  if (name === "out") return OUTPUTS[loss].includes(option);
  if (name === "schedule") return whole === (option === "full_sequence");
  return true;
}

/** The config for another task: what a reader has changed stays, unless it hangs on the data.
 * @param {RunConfig} config @param {RunConfig} from its task's defaults
 * @param {RunConfig} to @returns {RunConfig} */
export function moved(config, from, to) {
  const { sequence_type, schedule, loss, output_activation, feedback, batch_size } = from;
  const data = { sequence_type, schedule, loss, output_activation, feedback, batch_size };
  return rebase({ ...config, ...data, detached: from.detached }, from, to);
}

/** The config after an edit, with what cannot stay beside it as it is by default.
 * @param {RunConfig} edited @param {string} path what was edited
 * @param {RunConfig | null} usual the task's defaults @returns {RunConfig} */
export function settled(edited, path, usual) {
  const outputs = OUTPUTS[edited.loss] ?? [];
  /** @type {[boolean, string, unknown][]} */
  const rules = [
    [
      path === "loss" && !outputs.includes(edited.output_activation),
      "output_activation",
      outputs[0],
    ],
    [edited.sequence_type === "one_to_one", "schedule.k", 1],
    [leaves(edited, path), "schedule.k", usual?.schedule.k ?? 12],
    [!CARRYING.includes(edited.sequence_type), "schedule.carry_state", false],
    [edited.bidirectional || !WRITING.includes(edited.sequence_type), "feedback", "none"],
  ];
  const config = rules.reduce(
    (last, [holds, at, value]) =>
      holds && at !== path && getPath(last, at) !== value ? withPath(last, at, value) : last,
    edited,
  );
  const reachable = config.detached?.filter((t) => t <= config.schedule.k) ?? [];
  return reachable.length < (config.detached?.length ?? 0)
    ? { ...config, detached: reachable }
    : config;
}

/** Whether a single step is left over from one_to_one. @param {RunConfig} edited @param {string} path */
const leaves = ({ sequence_type: type, schedule }, path) =>
  path === "sequence_type" && type !== "one_to_one" && schedule.k === 1;
