// What the lines of the pseudocode say for a config, and the values they have at a moment. Pure.
import { formatCount, formatNumber, t } from "./i18n.js";
import { normsAt } from "./script.js";
import { subscript } from "./track-legend.js";

/** @typedef {import("./state.js").Run} Run
 * @typedef {import("./state.js").RunConfig} RunConfig
 * @typedef {import("./script.js").VisibleFrame} VisibleFrame
 * @typedef {import("./script.js").Shown} Shown */

/** Activations as formulas write them; the identity leaves no sign. @type {Record<string, string>} */
export const FUNCTIONS = {
  tanh: "\\tanh",
  sigmoid: "\\sigma",
  relu: "\\mathrm{relu}",
  identity: "",
};

/** Each line's words, with formulas between dollar signs. @param {RunConfig} config
 * @returns {Record<string, string>} */
export function pseudocodeWords(config) {
  const f = FUNCTIONS[config.activation];
  const out = FUNCTIONS[config.output_activation];
  const many = !["many_to_one", "one_to_one"].includes(config.sequence_type);
  const affine = `W_y h_${many ? "j" : "k"} + b_y`;
  const y = out ? `${out}(${affine})` : affine;
  const words = {
    f,
    y,
    j: many ? "j" : "k",
    outputs: t(many ? "pseudocode.everyStep" : "pseudocode.lastStep"),
  };
  const names = [
    "repeat",
    "for",
    "start",
    "forward",
    "error",
    "backward",
    "sum",
    "update",
    "carry",
  ];
  const keys = names.map((name) => {
    if (name === "for" && config.schedule.name === "chunks") return [name, "pseudocode.forChunks"];
    if (name === "start" && config.schedule.carry_state) return [name, "pseudocode.startCarried"];
    if (name === "sum" && config.optimizer.clip_norm !== null)
      return [name, "pseudocode.sumClipped"];
    if (name === "update" && config.optimizer.name !== "sgd")
      return [name, "pseudocode.updateWith"];
    if (["lstm", "gru"].includes(config.cell) && (name === "forward" || name === "backward"))
      return [name, `pseudocode.${name}.${config.cell}`];
    return [name, `pseudocode.${name}`];
  });
  const clip = config.optimizer.clip_norm ?? 0;
  const optimizer = t(`config.opt.${config.optimizer.name}`);
  const all = { ...words, clip, optimizer };
  return Object.fromEntries(keys.map(([name, key]) => [name, t(key, all)]));
}

/** The numbers behind each line, empty where there are none yet.
 * @param {Run} run @param {VisibleFrame} frame @param {Shown} now @returns {Record<string, string>} */
export function liveValues(run, frame, now) {
  const T = run.steps;
  const n = run.task.train_length - 1;
  const error = now.error.size > 0 ? (now.phase === "error" && now.t ? now.t : T) : 0;
  const back = now.whole || now.phase === "update" ? 1 : now.backward;
  const forward = now.forward;
  return {
    repeat: t("pseudocode.live.repeat", {
      epoch: frame.epoch,
      update: formatCount(frame.update),
    }),
    for: `t = ${frame.window_start}   n = ${n}   k = ${T}`,
    start: `‖h₀‖ = ${formatNumber(normsAt(frame, 0).hidden)}`,
    forward: forward
      ? `j = ${forward}   ‖${subscript("h", forward)}‖ = ${formatNumber(normsAt(frame, forward).hidden)}`
      : "",
    error: error ? errorWords(frame, error) : "",
    backward:
      back <= T
        ? `j = ${back}   ‖${subscript("δ", back)}‖ = ${formatNumber(normsAt(frame, back).delta)}`
        : "",
    sum: Number.isNaN(frame.grad_norm) && !now.whole ? "" : sumWords(frame),
    update: now.updated ? `η = ${frame.learning_rate}` : "",
    carry: "",
  };
}

/** @param {VisibleFrame} frame @param {number} step */
function errorWords({ outputs, targets, errors }, step) {
  const [y, p, e] = [outputs, targets, errors].map(({ data }) => formatNumber(data[step - 1]));
  return `${subscript("e", step)} = ${y} − ${p} = ${e}`;
}

/** @param {VisibleFrame} frame */
function sumWords({ grad_norm: before, clipped_grad_norm: after }) {
  const text = `‖∂L/∂W‖ = ${formatNumber(before)}`;
  return after === before || Number.isNaN(after) ? text : `${text} → ${formatNumber(after)}`;
}
