// The page's state: root signals that views read, and what is computed from them.
// Created once in main.js and handed to every mount(element, state) -> dispose.
import { batch, computed, signal } from "../../vendor/signals-core.mjs";
import { shown } from "./script.js";
import { DEFAULT_SPEED, LINES, SLOW, SPEEDS } from "./speeds.js";

/**
 * @typedef {{shape: number[], data: Float64Array}} NdArray row-major, time first
 * @typedef {{line: string, phase: string, t: number | null}} MicroStep
 * @typedef {{update: number, t: number | null, field: string, kind: string}} Nonfinite
 * @typedef {{update: number, train_metric: number, held_out_metric: number}} Evaluation
 * @typedef {{code: string, message: string, field?: string | null}} Problem
 * @typedef {{kind: "info" | "warning" | "error", message: string, retry?: () => void,
 *   undo?: () => void}} Notice one with `undo` stays until another run is opened
 * @typedef {{track: string, t: number, unit: number | null, array?: string | null}} Selection array:
 *   the one whose unit it is
 * @typedef {{what: string, t: number, unit: number, gate?: string | null, name?: string,
 *   index?: number[]}} Question which number is inspected: t and unit from 1, index from 0
 * @typedef {{id: number, question: Question, pinned: boolean}} Inspected
 * @typedef {{line: string, kind: "visit" | "end"}} Until
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

/** All tracks, in the order in which the shelf offers them. */
export const TRACKS = [
  ...["graph", "series", "hidden", "gates", "grad_hidden", "norms"],
  ...["outer", "flow", "input_flow", "jacobian", "saturation"],
];
export const DEFAULT_TRACKS = ["graph", "series", "hidden", "grad_hidden", "norms"];

/** @type {Record<string, Template>} */
const NO_FIGURES = {};

/** @typedef {ReturnType<typeof createState>} State */

export function createState() {
  const frame = signal(/** @type {Frame | null} */ (null));
  const step = signal(0);
  const selection = signal(/** @type {Selection | null} */ (null));
  const [speed, replaying] = [signal(DEFAULT_SPEED), signal(false)];
  const tracks = signal([...DEFAULT_TRACKS]);
  const until = signal(/** @type {Until | null} */ (null));
  const shownNow = computed(() => (frame.value ? shown(frame.value.script, step.value) : null));
  const stretches = signal(/** @type {Stretch[]} */ ([]));
  const stretch = computed(() => stretchAt(stretches.value, frame.value?.update ?? 1));
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
    selection,
    /** The column under the cursor: the hovered one if any, else the step just made. */
    cursor: computed(() => selection.value?.t ?? shownNow.value?.t ?? null),
    playing: signal(false),
    /** Place in the list of speeds. */
    speed,
    /** The speed in use. */
    pace: computed(() => {
      if (until.value) return LINES;
      return replaying.value ? SLOW : SPEEDS[speed.value];
    }),
    /** The range that playing repeats. */
    loop: signal(/** @type {import("../playback/loop.js").Loop | null} */ (null)),
    /** Whether one update is being played slowly, at its end to stop. */
    replaying,
    /** The step whose cell is open in the graph, and what is seen in it. */
    opened: signal(/** @type {number | null} */ (null)),
    inside: signal(/** @type {"gates" | "units"} */ ("gates")),
    /** Where playing line by line is to stop. */
    until,
    /** The lines of the pseudocode at which playing stops. */
    breakpoints: signal(/** @type {ReadonlySet<string>} */ (new Set())),
    /** What the inspector shows; the last one that is not pinned is replaced by the next. */
    inspected: signal(/** @type {Inspected[]} */ ([])),
    /** What the inspected number is computed from, marked in all tracks. */
    dependencies: signal(/** @type {Dependency[]} */ ([])),
    view: signal(/** @type {"unrolled" | "compressed"} */ ("unrolled")),
    /** Shown tracks, from top to bottom. */
    tracks,
    /** The costly fields that they need of a frame, separated by commas. */
    extras: computed(() => {
      const needs = tracks.value.flatMap((name) => needsOf(figures.value[name]));
      return [...new Set(needs)].sort().join(",");
    }),
    /** The weight whose outer products are shown. */
    weight: signal("W_h"),
    /** The sequence of the batch that is shown, from 1. */
    sequence: signal(1),
    /** How many steps back truncation keeps; null: all. */
    cut: signal(/** @type {number | null} */ (null)),
    /** The schedule that it is shown for; null: the run's own. */
    cutBy: signal(/** @type {string | null} */ (null)),
    notice: signal(/** @type {Notice | null} */ (null)),
    /** Whether type and lines are larger, for a projector. */
    big: signal(false),
    theme: signal(/** @type {"light" | "dark"} */ ("light")),
    scalars: signal(
      /** @type {Scalars} */ ({ loss: new Float64Array(0), known: 0, evaluations: [] }),
    ),
    /** What the server offers, as /api/tasks tells it. */
    tasks: signal(/** @type {Task[]} */ ([])),
    /** The refusal of the last edit of the config; the last good run stays on screen. */
    problem: signal(/** @type {Problem | null} */ (null)),
    /** Updates whose frames are at hand, as inclusive [from, to] ranges. */
    buffered: signal(/** @type {[number, number][]} */ ([])),
    /** Whether the page waits for the server. */
    busy: signal(false),
    /** The update asked for by a seek that has not arrived yet. */
    seeking: signal(/** @type {number | null} */ (null)),
    /** How many losses were known when that seek began. */
    seekFrom: signal(0),
    /** Whether the server does not answer. */
    lost: signal(false),
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
