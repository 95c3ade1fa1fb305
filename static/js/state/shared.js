// What all panes share: the clock and the cursor, what is shown of a run and how, what the server says.
// Created once in main.js; with a pane it is the state that every mount(element, state) gets.
import { computed, signal } from "../../vendor/signals-core.mjs";
import { DEFAULT_SPEED, LINES, SLOW, SPEEDS } from "./speeds.js";
import { firstTracks } from "./tracks.js";

/** @typedef {import("./pane.js").Task} Task
 * @typedef {{kind: "info" | "warning" | "error", message: string, retry?: () => void,
 *   undo?: () => void}} Notice one with `undo` stays until another run is opened
 * @typedef {{track: string, t: number, unit: number | null, array?: string | null, row?: number}} Selection
 *   array: the one whose unit it is; row: of a track whose rows have names, from 0
 * @typedef {{line: string, kind: "visit" | "end"}} Until */

/** @typedef {ReturnType<typeof createShared>} Shared */

export function createShared() {
  const [speed, replaying] = [signal(DEFAULT_SPEED), signal(false)];
  const until = signal(/** @type {Until | null} */ (null));
  const playing = signal(false);
  const pace = computed(() => {
    if (until.value) return LINES;
    return replaying.value ? SLOW : SPEEDS[speed.value];
  });
  return {
    playing,
    /** Place in the list of speeds. */
    speed,
    /** The speed in use. */
    pace,
    /** Whether update after update goes by, of which nobody reads every number. */
    hurried: computed(() => playing.value && pace.value.granularity === "update"),
    /** The range that playing repeats. */
    loop: signal(/** @type {import("../playback/loop.js").Loop | null} */ (null)),
    /** Whether one update is being played slowly, at its end to stop. */
    replaying,
    /** Where playing line by line is to stop. */
    until,
    /** The lines of the pseudocode at which playing stops. */
    breakpoints: signal(/** @type {ReadonlySet<string>} */ (new Set())),
    /** The place that is hovered. */
    selection: signal(/** @type {Selection | null} */ (null)),
    /** Shown tracks, from top to bottom. */
    tracks: signal(firstTracks()),
    view: signal(/** @type {"unrolled" | "compressed"} */ ("unrolled")),
    /** The step whose cell is open in the graph, and what is seen in it. */
    opened: signal(/** @type {number | null} */ (null)),
    inside: signal(/** @type {"gates" | "units"} */ ("gates")),
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
    /** What the server offers, as /api/tasks tells it. */
    tasks: signal(/** @type {Task[]} */ ([])),
    /** Whether the server does not answer. */
    lost: signal(false),
  };
}
