// A number as text in a field, and as a place on a slider. Pure.

/** @import { Control } from "../state/settings.js" */

/** What a field's text means. A text that is no number is sent as it stands, and refused in words.
 * @param {Control} control @param {string} text @param {boolean} [unreadable] the browser could not read it
 * @returns {number | string | null} */
export function readNumber(control, text, unreadable = false) {
  if (text.trim() === "") return control.optional && !unreadable ? null : "";
  const value = Number(text);
  return Number.isNaN(value) ? text : value;
}

/** Where a slider starts and ends, and its step; a log slider runs over the exponent.
 * @param {Control} control @returns {{min: number, max: number, step: number}} */
export function sliderBounds(control) {
  const [min, max] = control.reach ?? /** @type {[number, number]} */ ([control.min, control.max]);
  if (control.slider === "log") return { min: Math.log10(min), max: Math.log10(max), step: 0.05 };
  return { min, max, step: control.step ?? 1 };
}

/** The value at a slider's place (log: in two significant digits).
 * @param {Control} control @param {number} place @returns {number} */
export function fromSlider(control, place) {
  return control.slider === "log" ? Number((10 ** place).toPrecision(2)) : place;
}

/** @param {Control} control @param {number} value @returns {number} */
export function toSlider(control, value) {
  return control.slider === "log" ? Math.log10(value) : value;
}
