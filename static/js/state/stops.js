// Where playing line by line stops: at a breakpoint, or where it was asked to. Pure.

/** @import { MicroStep } from "./pane.js"
 * @import { Until } from "./shared.js" */

/** The next micro-step after `step` whose line has a breakpoint; -1: none in this update.
 * @param {MicroStep[]} script @param {number} step @param {ReadonlySet<string>} breakpoints */
export function nextBreak(script, step, breakpoints) {
  return script.findIndex(({ line }, i) => i > step && breakpoints.has(line));
}

/** Whether what was asked for is done once this micro-step is on screen.
 * @param {MicroStep[]} script @param {number} step @param {Until | null} until */
export function done(script, step, until) {
  if (!until) return false;
  if (until.kind === "visit") return script[step]?.line === until.line;
  return script[step + 1]?.line !== until.line;
}

/** @param {MicroStep[]} script @param {number} step @param {Until | null} until
 * @param {ReadonlySet<string>} breakpoints */
export const stopsAt = (script, step, until, breakpoints) =>
  breakpoints.has(script[step]?.line) || done(script, step, until);

/** Whether the present line has steps to come. @param {MicroStep[]} script @param {number} step */
export const lineGoesOn = (script, step) =>
  step + 1 < script.length && script[step + 1].line === script[step].line;
