// The address holds what is on screen: one table says how, for parsing and for writing.

import {
  integer,
  listOf,
  oneOf,
  range,
  real,
  runId,
  upTo,
  weight,
  word,
  writeYesNo,
  yesNo,
} from "./parsers.js";
import { settings } from "./settings.js";
import { DEFAULT_SPEED, SPEEDS, speedIndex } from "./speeds.js";
import { firstTracks, trackNames } from "./tracks.js";

/** @import { Setting } from "./settings.js"
 * @typedef {string | number | boolean | string[] | number[] | null} Value
 * @typedef {Record<string, Value>} Values by key of the table
 * @typedef {object} Row
 * @property {string} key
 * @property {import("./parsers.js").Parse} parse
 * @property {(value: any) => string} [write]
 * @property {Value} [fallback] left out of the address when it holds this (configs: the task's default)
 * @property {string} [of] the signal that holds it
 * @property {boolean} [stays] as it is, where an address that is gone back to does not say it */

export const DEFAULT_TASK = "sunspots";

/** What a setting's text means, by its kind. @param {Setting} setting @returns {Row["parse"]} */
function parserOf(setting) {
  const { kind, options, min = 0, max = Number.MAX_SAFE_INTEGER } = setting;
  if (kind === "id") return runId;
  if (kind === "switch") return yesNo;
  if (kind === "integer") return integer(min, max);
  if (kind === "number") return real(setting);
  return options ? oneOf(...options) : word;
}

/** The row of a setting. The first task of all, and data that are a task's own, are not written;
 * what may be null is "off" where it is. @param {Setting} setting @param {string} key */
function rowOf(setting, key) {
  const { path, kind, optional } = setting;
  const row = { key, path, parse: parserOf(setting) };
  if (path === "task.name") return { ...row, fallback: DEFAULT_TASK };
  if (kind === "id") return { ...row, fallback: null };
  if (kind === "switch") return { ...row, write: writeYesNo };
  if (!optional) return row;
  return {
    ...row,
    parse: (/** @type {string} */ text) => (text === "off" ? null : row.parse(text)),
    write: (/** @type {Value} */ value) => (value === null ? "off" : String(value)),
  };
}

/** The settings of the run. @returns {(Row & {path: string})[]} */
export const configRows = () => settings().flatMap((one) => (one.key ? rowOf(one, one.key) : []));

/** @type {Row["parse"]} */
const speedAt = (text) => (speedIndex(text) >= 0 ? speedIndex(text) : undefined);

/** How it is seen. @type {readonly Row[]} */
export const VIEW = Object.freeze([
  { key: "update", parse: upTo(1, "updates"), fallback: 1 },
  { key: "step", parse: integer(0, 1000), fallback: null },
  { key: "from", of: "applyFrom", parse: oneOf("start", "here"), fallback: "start" },
  {
    ...{ key: "view", of: "view", stays: true },
    ...{ parse: oneOf("unrolled", "compressed"), fallback: "unrolled" },
  },
  {
    ...{ key: "tracks", of: "tracks", stays: true },
    parse: (text) => listOf(...trackNames())(text),
    get fallback() {
      return firstTracks();
    },
  },
  { key: "weight", of: "weight", parse: weight, fallback: "W_h" },
  { key: "b", of: "sequence", parse: upTo(1, "batch_size"), fallback: 1 },
  { key: "cut", of: "cut", parse: upTo(1, "schedule.k"), fallback: null },
  {
    ...{ key: "cutby", of: "cutBy", fallback: null },
    parse: oneOf("sliding_window", "chunks", "tbptt"),
  },
  {
    ...{ key: "speed", of: "speed", stays: true },
    ...{ parse: speedAt, write: (/** @type {number} */ v) => SPEEDS[v].id },
    fallback: DEFAULT_SPEED,
  },
  { key: "loop", of: "loop", parse: range, write: (v) => v.join("-"), fallback: null },
  { key: "open", of: "opened", parse: upTo(1, "schedule.k"), fallback: null },
  { key: "inside", of: "inside", parse: oneOf("gates", "units"), fallback: "gates" },
  { key: "lang", parse: oneOf("en", "zh-Hans"), fallback: null },
  { key: "theme", parse: oneOf("light", "dark"), fallback: null },
  { key: "big", of: "big", parse: yesNo, write: writeYesNo, fallback: false },
  { key: "hide", parse: listOf("header", "config", "side", "player"), fallback: null },
]);

/** @type {Row} */
const RUN = { key: "run", parse: runId, fallback: null };

/** All that an address can hold. @returns {Row[]} */
export const rows = () => [RUN, ...configRows(), ...VIEW];

/** What an address says, and the keys whose values are not legal.
 * @param {string} search @returns {{values: Values, bad: string[]}} */
export function parse(search) {
  /** @type {Values} */
  const values = {};
  const bad = [];
  const known = new Map(rows().map((row) => [row.key, row]));
  for (const [key, text] of new URLSearchParams(search)) {
    const value = known.get(key)?.parse(text);
    if (value === undefined) bad.push(key);
    else values[key] = value;
  }
  return { values, bad };
}

/** The query string for these values; those that equal their default are left out.
 * @param {Values} values @param {Values} defaults of the config's rows @returns {string} */
export function serialise(values, defaults) {
  const pairs = [];
  for (const { key, write, fallback } of rows()) {
    const value = values[key];
    const usual = fallback !== undefined ? fallback : defaults[key];
    if (value === undefined || same(value, usual ?? null)) continue;
    pairs.push(`${key}=${encode(write, value)}`);
  }
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

/** @param {Row["write"]} write @param {Value} value */
function encode(write, value) {
  const text = write ? write(value) : String(value);
  return encodeURIComponent(text).replaceAll("%2C", ",");
}

/** Whether two values are equal, lists by their items. @param {unknown} a @param {unknown} b */
export function same(a, b) {
  return a === b || (Array.isArray(a) && Array.isArray(b) && a.join() === b.join());
}
