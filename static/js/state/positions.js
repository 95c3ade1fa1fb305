// Where in a run one is: an update, and a micro-step of its script; and where playing line by line
// stops: at a breakpoint, or where it was asked to. Pure.

/** @import { MicroStep } from "./pane.js"
 * @import { Until } from "./shared.js"
 * @typedef {{update: number, step: number}} Position step may be WHOLE: the last of the script */

export const WHOLE = Number.POSITIVE_INFINITY;

/** The next micro-step after `step` whose line has a breakpoint; -1: none in this update.
 * @param {MicroStep[]} script @param {number} step @param {ReadonlySet<string>} breakpoints */
export function nextBreak(script, step, breakpoints) {
  return script.findIndex(({ line }, i) => i > step && breakpoints.has(line));
}

/** Whether what was asked for is done once this micro-step is on screen.
 * @param {MicroStep[]} script @param {number} step @param {Until | null} until */
export function isDone(script, step, until) {
  if (!until) return false;
  if (until.kind === "visit") return script[step]?.line === until.line;
  return script[step + 1]?.line !== until.line;
}

/** @param {MicroStep[]} script @param {number} step @param {Until | null} until
 * @param {ReadonlySet<string>} breakpoints */
export const stopsAt = (script, step, until, breakpoints) =>
  breakpoints.has(script[step]?.line) || isDone(script, step, until);

/** Whether the present line has steps to come. @param {MicroStep[]} script @param {number} step */
export const lineGoesOn = (script, step) =>
  step + 1 < script.length && script[step + 1].line === script[step].line;
