// What the text of a value in the address means; undefined: it is not legal. Pure.

import { settings } from "./settings.js";

/** @import { Setting } from "./settings.js"
 * @import { Value } from "./url.js"
 * @typedef {(text: string) => Value | undefined} Parse */

/** @param {...string} words @returns {Parse} */
export const oneOf =
  (...words) =>
  (text) =>
    words.includes(text) ? text : undefined;

/** @param {number} low @param {number} high @returns {Parse} */
export const integer = (low, high) => (text) => {
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= low && value <= high ? value : undefined;
};

/** A number within a setting's bounds. @param {Setting} setting @returns {Parse} */
export const real =
  ({ min = -Number.MAX_VALUE, max = Number.MAX_VALUE, above }) =>
  (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    return (above ? value > min : value >= min) && value <= max ? value : undefined;
  };

/** @param {...string} words @returns {Parse} */
export const listOf =
  (...words) =>
  (text) => {
    const items = text === "" ? [] : text.split(",");
    const legal = items.every((item, i) => words.includes(item) && items.indexOf(item) === i);
    return legal ? items : undefined;
  };

/** @type {Parse} */
export const yesNo = (text) => (text === "1" ? true : text === "0" ? false : undefined);
export const writeYesNo = (/** @type {boolean} */ value) => (value ? "1" : "0");

/** A number from `low` to the largest value of a setting. @param {number} low @param {string} path
 * @returns {Parse} */
export const upTo = (low, path) => (text) => integer(low, mostOf(path))(text);

/** @param {string} path */
const mostOf = (path) => settings().find((one) => one.path === path)?.max ?? 0;

/** Two updates in order; whether the run has so many shows when it is there. @type {Parse} */
export const range = (text) => {
  const [from, to] = /^\d+-\d+$/.test(text) ? text.split("-").map(Number) : [0, 0];
  return from >= 1 && from <= to && to <= mostOf("updates") ? [from, to] : undefined;
};

/** A parameter of a network, of either direction. @type {Parse} */
export const weight = (text) => (/^[A-Za-z]+(_[a-z]+)*$/.test(text) ? text : undefined);

/** @type {Parse} */
export const word = (text) => (/^\w+$/.test(text) ? text : undefined);

/** A run, or data of one's own. @type {Parse} */
export const runId = (text) => (/^[0-9a-f]{16}$/.test(text) ? text : undefined);
