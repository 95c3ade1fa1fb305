// The address holds what is on screen: one table says how, for parsing and for writing.

import { DEFAULT_SPEED, SPEEDS, speedIndex } from "./speeds.js";
import { firstTracks, trackNames } from "./tracks.js";

/** @typedef {string | number | boolean | string[] | number[] | null} Value
 * @typedef {Record<string, Value>} Values by key of the table
 * @typedef {object} Row
 * @property {string} key
 * @property {string} [path] where a config holds it
 * @property {(text: string) => Value | undefined} parse undefined: not a legal value
 * @property {(value: any) => string} [write]
 * @property {Value} [fallback] left out of the address when it holds this (configs: the task's default) */

export const DEFAULT_TASK = "sunspots";

/** @param {...string} words @returns {Row["parse"]} */
const oneOf =
  (...words) =>
  (text) =>
    words.includes(text) ? text : undefined;

/** @param {number} low @param {number} high @returns {Row["parse"]} */
const integer = (low, high) => (text) => {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= low && value <= high ? value : undefined;
};

/** A number above `low` (or equal to it, where `closed`) and not above `high`.
 * @param {number} low @param {number} high @param {boolean} [closed] @returns {Row["parse"]} */
const real = (low, high, closed) => (text) => {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return (closed ? value >= low : value > low) && value <= high ? value : undefined;
};

/** @param {...string} words @returns {Row["parse"]} */
const listOf =
  (...words) =>
  (text) => {
    const items = text === "" ? [] : text.split(",");
    const legal = items.every((item, i) => words.includes(item) && items.indexOf(item) === i);
    return legal ? items : undefined;
  };

/** @type {Row["parse"]} */
const yesNo = (text) => (text === "1" ? true : text === "0" ? false : undefined);
const writeYesNo = (/** @type {boolean} */ value) => (value ? "1" : "0");

/** @type {Row["parse"]} */
const clip = (text) => (text === "off" ? null : real(0, Number.MAX_VALUE)(text));

/** @type {Row["parse"]} */
const speed = (text) => (speedIndex(text) >= 0 ? speedIndex(text) : undefined);

/** Two updates in order; whether the run has so many shows when it is there. @type {Row["parse"]} */
const range = (text) => {
  const [from, to] = /^\d+-\d+$/.test(text) ? text.split("-").map(Number) : [0, 0];
  return from >= 1 && from <= to && to <= 20000 ? [from, to] : undefined;
};

/** A parameter of a network, of either direction. @type {Row["parse"]} */
const weight = (text) => (/^(W_[xhy]|b_[hny])(_reverse)?$/.test(text) ? text : undefined);

/** @type {Row["parse"]} */
const word = (text) => (/^\w+$/.test(text) ? text : undefined);

/** @type {Row["parse"]} */
const runId = (text) => (/^[0-9a-f]{16}$/.test(text) ? text : undefined);

const TYPES = ["one_to_one", "one_to_many", "many_to_one", "many_to_many", "encoder_decoder"];
const INITIALIZERS = ["uniform", "xavier", "orthogonal", "identity"];

/** @type {readonly Row[]} */
export const TABLE = Object.freeze([
  { key: "run", parse: runId, fallback: null },
  { key: "task", path: "task.name", parse: word, fallback: DEFAULT_TASK },
  { key: "data", path: "task.dataset", parse: runId, fallback: null },
  { key: "cell", path: "cell", parse: oneOf("rnn", "gru", "lstm") },
  { key: "bi", path: "bidirectional", parse: yesNo, write: writeYesNo },
  { key: "k", path: "schedule.k", parse: integer(1, 60) },
  { key: "m", path: "hidden_size", parse: integer(1, 64) },
  { key: "f", path: "activation", parse: oneOf("tanh", "sigmoid", "relu") },
  { key: "type", path: "sequence_type", parse: oneOf(...TYPES) },
  { key: "feedback", path: "feedback", parse: oneOf("none", "teacher", "free") },
  {
    key: "out",
    path: "output_activation",
    parse: oneOf("identity", "tanh", "sigmoid", "relu", "softmax"),
  },
  {
    key: "schedule",
    path: "schedule.name",
    parse: oneOf("sliding_window", "chunks", "full_sequence"),
  },
  { key: "carry", path: "schedule.carry_state", parse: yesNo, write: writeYesNo },
  { key: "loss", path: "loss", parse: oneOf("mse", "bce", "cross_entropy") },
  { key: "opt", path: "optimizer.name", parse: oneOf("sgd", "momentum", "rmsprop", "adam") },
  { key: "rate", path: "optimizer.learning_rate", parse: real(0, 1000) },
  {
    key: "clip",
    path: "optimizer.clip_norm",
    parse: clip,
    write: (v) => (v === null ? "off" : `${v}`),
  },
  { key: "batch", path: "batch_size", parse: integer(1, 64) },
  { key: "init", path: "initializer.name", parse: oneOf(...INITIALIZERS) },
  { key: "gain", path: "initializer.gain", parse: real(0, Number.MAX_VALUE, true) },
  { key: "forget", path: "initializer.forget_bias", parse: real(-100, 100, true) },
  { key: "zbias", path: "initializer.update_bias", parse: real(-100, 100, true) },
  { key: "seed", path: "seed", parse: integer(0, 2 ** 32 - 1) },
  { key: "updates", path: "updates", parse: integer(1, 20000) },
  { key: "update", parse: integer(1, 20000), fallback: 1 },
  { key: "step", parse: integer(0, 1000), fallback: null },
  { key: "from", parse: oneOf("start", "here"), fallback: "start" },
  { key: "view", parse: oneOf("unrolled", "compressed"), fallback: "unrolled" },
  {
    key: "tracks",
    parse: (text) => listOf(...trackNames())(text),
    get fallback() {
      return firstTracks();
    },
  },
  { key: "weight", parse: weight, fallback: "W_h" },
  { key: "b", parse: integer(1, 64), fallback: 1 },
  { key: "cut", parse: integer(1, 60), fallback: null },
  { key: "cutby", parse: oneOf("sliding_window", "chunks"), fallback: null },
  { key: "speed", parse: speed, write: (v) => SPEEDS[v].id, fallback: DEFAULT_SPEED },
  { key: "loop", parse: range, write: (v) => v.join("-"), fallback: null },
  { key: "open", parse: integer(1, 60), fallback: null },
  { key: "inside", parse: oneOf("gates", "units"), fallback: "gates" },
  { key: "lang", parse: oneOf("en", "zh-Hans"), fallback: null },
  { key: "theme", parse: oneOf("light", "dark"), fallback: null },
  { key: "big", parse: yesNo, write: writeYesNo, fallback: false },
  { key: "hide", parse: listOf("header", "config", "side", "player"), fallback: null },
]);

/** What an address says, and the keys whose values are not legal.
 * @param {string} search @returns {{values: Values, bad: string[]}} */
export function parse(search) {
  /** @type {Values} */
  const values = {};
  const bad = [];
  for (const [key, text] of new URLSearchParams(search)) {
    const value = TABLE.find((row) => row.key === key)?.parse(text);
    if (value === undefined) bad.push(key);
    else values[key] = value;
  }
  return { values, bad };
}

/** The query string for these values; those that equal their default are left out.
 * @param {Values} values @param {Values} defaults of the config's rows @returns {string} */
export function serialise(values, defaults) {
  const pairs = [];
  for (const { key, write, fallback } of TABLE) {
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

/** @param {Value} a @param {Value} b */
function same(a, b) {
  return a === b || (Array.isArray(a) && Array.isArray(b) && a.join() === b.join());
}
