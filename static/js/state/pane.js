// What a pane has: a run and its recording, the frame on screen, its figures, what is inspected of it.
// Root signals that views read, and what is computed from them.
import { batch, computed, signal } from "../../vendor/signals-core.mjs";
import { shown, visibleFrame } from "./script.js";

/**
 * @typedef {{update: number, train_metric: number, held_out_metric: number}} Evaluation
 * @typedef {Omit<Wire["ProblemDetail"], "field"> & {field?: string | null}} Problem
 * @typedef {{what: string, t: number, unit: number, gate?: string | null, name?: string,
 *   index?: number[]}} Question which number is inspected: t and unit from 1, index from 0
 * @typedef {{id: number, question: Question, pinned: boolean}} Inspected
 */

/** What comes over the wire is typed from the server's OpenAPI schema; frames are decoded first.
 * @typedef {import("../wire/types.js").components["schemas"]} Wire
 * @typedef {Wire["RunConfig"]} RunConfig
 * @typedef {Wire["Run"]} Run
 * @typedef {Wire["RunSummary"]} RunSummary
 * @typedef {Wire["TaskWithDefaults"]} Task
 * @typedef {Wire["Dependency"]} Dependency
 * @typedef {Wire["MicroStep"]} MicroStep
 * @typedef {Wire["AnsweredSequence"]} Answered
 * @typedef {import("../wire/decoding.js").NdArray} NdArray
 * @typedef {import("../wire/decoding.js").Decoded<Wire["Frame"]>} Frame one update
 * @typedef {Frame["picture"]} Picture
 */

/** A Plotly figure as data, with "@array" and "$colour" names in it.
 * @typedef {Wire["Figure"]} Template
 * @typedef {Wire["Meta"] & Partial<Wire["GraphMeta"] & Wire["WeightsMeta"] & Wire["TruncationMeta"]>} Meta
 *   what a template says to the page besides its picture */

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
  const lineage = signal(/** @type {Run[]} */ ([]));
  const trainer = computed(() => trainerAt(lineage.value, frame.value?.update ?? 1));
  const visible = computed(() => {
    const [at, now, moments] = [frame.value, shownNow.value, trainer.value?.moments];
    return at && now && moments ? { frame: visibleFrame(at, now, moments), now } : null;
  });
  const shape = computed(() => frame.value?.shape ?? "");
  const templates = signal(/** @type {Record<string, Record<string, Template>>} */ ({}));
  const figures = computed(() => {
    if (!frame.value) return NO_FIGURES;
    return templates.value[templateKey(lineage.value, frame.value)] ?? NO_FIGURES;
  });
  const run = signal(/** @type {Run | null} */ (null));
  return {
    run,
    /** The last update of the run. */
    last: computed(() => run.value?.last_update ?? 1),
    /** The run and those that it was forked from, the root first. */
    lineage,
    /** Which of them trained the update on screen: its are the settings and the figures. */
    trainer,
    config: computed(() => trainer.value?.config ?? null),
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
    ...createRequests(),
  };
}

/** What the server is asked for, refused, and has told of the run so far. */
function createRequests() {
  return {
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

/** Which run trained an update: from its own first one on, each fork did.
 * @param {Run[]} lineage @param {number} update @returns {Run | null} */
export function trainerAt(lineage, update) {
  return lineage.findLast(({ fork }) => (fork?.update ?? 1) <= update) ?? null;
}

/** Frames that one run trained and of one shape are drawn with the same figures.
 * @param {Run[]} lineage @param {Frame} frame */
export const templateKey = (lineage, { update, shape }) =>
  `${trainerAt(lineage, update)?.id} ${shape}`;

/** The sequence of a frame's batch that is shown, from 0. @param {State} state @param {Frame} frame */
export const sequenceIn = ({ sequence }, { hidden }) =>
  Math.min(sequence.value, hidden.shape[1]) - 1;

/** What the letters in a figure's references stand for: the sequence, the first step that the gradient
 * has gone back to, the kept steps; each less 1. @param {State} state @param {Frame} frame
 * @param {number} [back] */
export function placesIn(state, frame, back = 1) {
  const [steps] = frame.hidden.shape;
  const kept = Math.min(state.cut.value ?? steps, steps);
  return { b: sequenceIn(state, frame), s: Math.min(back, steps) - 1, k: kept - 1 };
}

/** The fields that a track needs and that a frame does not hold unasked.
 * @param {Template | undefined} template @returns {string[]} */
export function needsOf(template) {
  return template?.meta?.needs ?? [];
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

/** What a track says to the page; of a track of one weight at a time, that of the chosen one, too.
 * @param {State} state @param {string} track @returns {Meta} */
export function metaOf({ figures, weight }, track) {
  /** @type {Meta} */
  const meta = figures.value[track]?.meta ?? {};
  const { weights, weight: first = "" } = meta;
  return weights ? { ...meta, ...(weights[weight.value] ?? weights[first]).meta } : meta;
}
