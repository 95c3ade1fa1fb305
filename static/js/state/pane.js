// What a pane has: a run and its recording, the frame on screen, its figures, what is inspected of it.
// Root signals that views read, and what is computed from them.
import { batch, computed, signal } from "../../vendor/signals-core.mjs";
import { shown, visibleFrame } from "./script.js";

/**
 * @typedef {{shape: number[], data: Float64Array}} NdArray row-major, time first
 * @typedef {{line: string, phase: string, t: number | null}} MicroStep
 * @typedef {{update: number, t: number | null, field: string, kind: string}} Nonfinite
 * @typedef {{update: number, train_metric: number, held_out_metric: number}} Evaluation
 * @typedef {{code: string, message: string, field?: string | null}} Problem
 * @typedef {{what: string, t: number, unit: number, gate?: string | null, name?: string,
 *   index?: number[]}} Question which number is inspected: t and unit from 1, index from 0
 * @typedef {{id: number, question: Question, pinned: boolean}} Inspected
 * @typedef {Record<"W_x" | "W_h" | "b_h" | "W_y" | "b_y", NdArray> & Record<string, NdArray>} Params
 */

/** What comes over the wire is typed from the server's OpenAPI schema; frames are decoded first.
 * @typedef {import("../wire/types.js").components["schemas"]} Wire
 * @typedef {Wire["RunConfig"]} RunConfig
 * @typedef {Wire["Run"]} Run
 * @typedef {Wire["RunSummary"]} RunSummary
 * @typedef {Wire["TaskWithDefaults"]} Task
 * @typedef {Wire["Dependency"]} Dependency
 */

/**
 * What many numbers say: app/runs/frame/summary.py tells what each is.
 * @typedef {Record<"hidden_mean" | "initial_hidden_mean" | "hidden_range" | "hidden_nan" |
 *   "hidden_infinite" | "hidden_norm" | "initial_hidden_norm" | "grad_hidden_range" | "grad_range" |
 *   "grad_hidden_nan" | "grad_hidden_infinite" | "grad_initial_hidden_norm" | "delta_norm" |
 *   "activation_slope" | "hidden_reverse_mean" | "grad_hidden_reverse_norm" |
 *   "norm_exponents" | "norm_exponents_reverse" | "initial_norm_exponents" | "norm_decades" |
 *   "norm_zero" | "norm_nan" | "norm_infinite", NdArray> & {target_unit?: NdArray}
 *   & {norm_decades_apart: number, grad_params_norm: Record<keyof Params, number>,
 *   grad_params_largest: Record<keyof Params, number>}} Summary
 */

/**
 * One update, every array decoded.
 * @typedef {object} Frame
 * @property {number} update
 * @property {number} epoch
 * @property {number} window_start
 * @property {NdArray} window_starts of each sequence of the batch
 * @property {number} loss
 * @property {string} shape which steps read and answer, a letter each
 * @property {{inputs: string[][], targets: string[][], outputs: string[][]}} tokens words, by sequence and step
 * @property {NdArray} loss_per_step
 * @property {NdArray} inputs
 * @property {NdArray} targets
 * @property {boolean[]} has_input
 * @property {boolean[]} has_output
 * @property {NdArray} initial_hidden
 * @property {NdArray} preactivation
 * @property {NdArray} hidden
 * @property {NdArray} outputs
 * @property {NdArray} errors
 * @property {NdArray} grad_hidden
 * @property {NdArray} grad_hidden_norm
 * @property {NdArray} delta
 * @property {NdArray} grad_initial_hidden
 * @property {Params} params
 * @property {Params} grad_params
 * @property {Params} new_params
 * @property {number} grad_norm
 * @property {number} clipped_grad_norm
 * @property {number} learning_rate
 * @property {boolean[]} detached
 * @property {Nonfinite | null} first_nonfinite
 * @property {Summary} summary
 * @property {MicroStep[]} script
 * @property {number} train_metric
 * @property {number} held_out_metric
 * @property {Picture} picture
 * @property {NdArray} [hidden_reverse]
 * @property {NdArray} [flow]
 * @property {NdArray} [input_flow]
 * @property {NdArray} [singular_values]
 * @property {Record<string, NdArray>} [saturation]
 * @property {Record<string, Record<"running" | "norm" | "largest" | "range", NdArray>>} [running_sums]
 */

/** What shows how well a task is learnt: app/runs/frame/pictures.py tells what each part is.
 * @typedef {{inputs: string[], targets: string[], outputs: string[], right: boolean[]}} Answered
 * @typedef {object} Picture
 * @property {NdArray} [predictions]
 * @property {NdArray} [inputs]
 * @property {NdArray} [targets]
 * @property {NdArray} [outputs]
 * @property {NdArray} [counts]
 * @property {Answered[]} [rows]
 * @property {NdArray} [influence]
 * @property {string} [sample] */

/** A Plotly figure as data, with "@array" and "$colour" names in it.
 * @typedef {{data: object[], layout: object, meta?: Record<string, unknown>}} Template */

/** What trains some updates of a run: the run itself, from its first own update on, or an ancestor.
 * @typedef {{run: Run}} Stretch */

/** What is told of the losses: loss[i] belongs to update i + 1; those of updates 1 to `known` are told.
 * @typedef {{loss: Float64Array, known: number, evaluations: Evaluation[]}} Scalars */

/** @type {Record<string, Template>} */
const NO_FIGURES = {};

/** @typedef {import("./shared.js").Shared} Shared
 * @typedef {ReturnType<typeof createPane>} Pane
 * @typedef {Shared & Pane} State what a view reads: all that is shared, and its own pane */

/** One run on screen; how it is looked at is shared. @param {Shared} shared */
export function createPane({ selection, tracks }) {
  const frame = signal(/** @type {Frame | null} */ (null));
  const step = signal(0);
  const shownNow = computed(() => (frame.value ? shown(frame.value.script, step.value) : null));
  const stretches = signal(/** @type {Stretch[]} */ ([]));
  const stretch = computed(() => stretchAt(stretches.value, frame.value?.update ?? 1));
  const visible = computed(() => {
    const [at, now, moments] = [frame.value, shownNow.value, stretch.value?.run.moments];
    return at && now && moments ? { frame: visibleFrame(at, now, moments), now } : null;
  });
  const shape = computed(() => frame.value?.shape ?? "");
  const templates = signal(/** @type {Record<string, Record<string, Template>>} */ ({}));
  const figures = computed(() => {
    if (!frame.value) return NO_FIGURES;
    return templates.value[templateKey(stretches.value, frame.value)] ?? NO_FIGURES;
  });
  return {
    run: signal(/** @type {Run | null} */ (null)),
    /** The run's lineage, its root first: a run without a parent has one stretch. */
    stretches,
    /** What trained the update on screen; its settings and its figures. */
    stretch,
    config: computed(() => stretch.value?.run.config ?? null),
    /** The figures of all tracks, by what `templateKey` says of a frame. */
    templates,
    /** Those of the frame on screen, by track. */
    figures,
    /** T of the update on screen. */
    steps: computed(() => Math.max(1, shape.value.length)),
    /** Where an edited setting holds from: the run's start, or the update on screen (a fork). */
    applyFrom: signal(/** @type {"start" | "here"} */ ("start")),
    frame,
    step,
    shown: shownNow,
    /** The frame as far as it is known at that step, and how far that is. */
    visible,
    /** The column under the cursor: the hovered one if any, else the step just made. */
    cursor: computed(() => selection.value?.t ?? shownNow.value?.t ?? null),
    /** What the inspector shows; the last one that is not pinned is replaced by the next. */
    inspected: signal(/** @type {Inspected[]} */ ([])),
    /** What the inspected number is computed from, marked in all tracks. */
    dependencies: signal(/** @type {Dependency[]} */ ([])),
    /** The costly fields that the shown tracks need of a frame, separated by commas. */
    extras: computed(() => {
      const needs = tracks.value.flatMap((name) => needsOf(figures.value[name]));
      return [...new Set(needs)].sort().join(",");
    }),
    scalars: signal(
      /** @type {Scalars} */ ({ loss: new Float64Array(0), known: 0, evaluations: [] }),
    ),
    /** The refusal of the last edit of the config; the last good run stays on screen. */
    problem: signal(/** @type {Problem | null} */ (null)),
    /** Updates whose frames are at hand, as inclusive [from, to] ranges. */
    buffered: signal(/** @type {[number, number][]} */ ([])),
    /** Whether the pane waits for the server. */
    busy: signal(false),
    /** The update asked for by a seek that has not arrived yet. */
    seeking: signal(/** @type {number | null} */ (null)),
    /** How many losses were known when that seek began. */
    seekFrom: signal(0),
  };
}

/** @param {Stretch[]} stretches @param {number} update @returns {Stretch | null} */
export function stretchAt(stretches, update) {
  return stretches.findLast(({ run }) => (run.fork?.update ?? 1) <= update) ?? null;
}

/** Frames of one stretch and one shape are drawn with the same figures.
 * @param {Stretch[]} stretches @param {Frame} frame */
export const templateKey = (stretches, { update, shape }) =>
  `${stretchAt(stretches, update)?.run.id} ${shape}`;

/** The sequence of a frame's batch that is shown, from 0. @param {State} state @param {Frame} frame */
export const sequenceIn = ({ sequence }, { hidden }) =>
  Math.min(sequence.value, hidden.shape[1]) - 1;

/** The fields that a track needs and that a frame does not hold unasked.
 * @param {Template | undefined} template @returns {string[]} */
export function needsOf(template) {
  return /** @type {string[] | undefined} */ (template?.meta?.needs) ?? [];
}

/** Whether a frame holds all of these costly fields. @param {Frame} frame @param {string} extras */
export function holds(frame, extras) {
  return extras === "" || extras.split(",").every((name) => name in frame);
}

/** Put a frame on screen at one of its micro-steps (the last one: the whole update).
 * @param {State} state @param {Frame} frame @param {number} [step] */
export function showFrame(state, frame, step = frame.script.length - 1) {
  batch(() => {
    state.frame.value = frame;
    state.step.value = Math.max(0, Math.min(step, frame.script.length - 1));
  });
}
