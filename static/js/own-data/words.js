// What is said of data that somebody brought along.

import { exact, formatCount, formatNumber, shortened, t } from "../lib/strings.js";
import { datesOf } from "./roles.js";

/** @import { Preview } from "../wire/server.js"
 * @typedef {[string, string | number]} Note */

const LONGEST = 60;
// What is written from right to left keeps to itself, and leaves the sentence its direction.
const LEFTWARD = /[\u0591-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const [ISOLATE, END] = ["\u2068", "\u2069"];

/** What a reader typed, within a sentence. @param {string | number} value */
export function quoted(value) {
  if (typeof value === "number") return value;
  const text = shortened(value, LONGEST);
  return LEFTWARD.test(text) ? ISOLATE + text + END : text;
}

// What is a fact of the table, and what is seen without being said.
const SEPARATED = ["commas", "semicolons", "tabs", "pipes", "blanks", "sign", "list", "records"];
const SEEN = [
  ...SEPARATED,
  "rows",
  "letters",
  "different",
  "column",
  "sequences",
  "label",
  "date_parts",
];

/** What was mended, and what was decided. @param {Note[]} notes */
export const remarksOf = (notes) => notes.filter(([name]) => !SEEN.includes(name)).map(noteWords);

/** @param {Note} note */
export const noteWords = ([name, value]) => t(`data.note.${name}`, { value: quoted(value) });

/** What was found and done, in a sentence. @param {Note[]} notes */
export const reportOf = (notes) =>
  notes.map(noteWords).join(t("data.notes.join")) + t("data.notes.end");

/** A size of a file. @param {number} bytes */
export function sizeWords(bytes) {
  const [unit, value] =
    bytes < 1000 ? ["B", bytes] : bytes < 1e6 ? ["kB", bytes / 1000] : ["MB", bytes / 1e6];
  return `${Number(value.toPrecision(3))} ${unit}`;
}

/** Who can see what is brought along, at a server of this name.
 * @param {{host: string, hostname: string}} address */
export function privacyWords({ host, hostname }) {
  const here = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return t(here ? "data.privacy.here" : "data.privacy.host", { host });
}

/** What the data are, in a few words. @param {Preview} preview */
export function factsOf({ rows, columns, text, labelled, header, notes }) {
  const facts = [];
  if (text) facts.push(t("data.fact.letters", { count: formatCount(text.count) }));
  else facts.push(t("data.fact.rows", { count: formatCount(rows) }));
  if (columns.length > 0)
    facts.push(t("data.fact.columns", { count: formatCount(columns.length) }));
  if (text) facts.push(t("data.note.different", { value: formatCount(text.characters.length) }));
  facts.push(...notes.filter(([name]) => SEPARATED.includes(name)).map(noteWords));
  if (header === false) facts.push(t("data.fact.no_header"));
  if (labelled) facts.push(t("data.fact.classes", { count: formatCount(labelled.classes.length) }));
  return facts;
}

/** What a column is called by its name: without a header, by its number.
 * @param {Pick<Preview, "columns" | "header">} preview @returns {(name: string) => string} */
export const calling =
  ({ columns, header }) =>
  (name) => {
    const number = columns.findIndex((column) => column.name === name) + 1;
    return header === false && number > 0 ? t("data.column.number", { number }) : name;
  };

/** What the columns are for, in a sentence. @param {Preview} preview
 * @param {(name: string) => string} called */
export function rolesOf(preview, called) {
  const { label, targets, inputs } = preview.choices;
  const shown = (/** @type {string} */ name) => quoted(called(name));
  const listed = (/** @type {string[]} */ names) => names.map(shown).join(t("problem.join"));
  const dates = datesOf(preview);
  const parts = [];
  if (dates.length > 0) parts.push(t("data.roles.when", { names: listed(dates) }));
  if (label) parts.push(t("data.roles.label", { names: shown(label) }));
  if (inputs) parts.push(t("data.roles.read", { names: listed(inputs) }));
  if (targets) parts.push(t("data.roles.predicted", { names: listed(targets) }));
  return parts.join(" · ");
}

/** The ends of a scale, as fine as it takes to tell them apart. @param {number} low
 * @param {number} high @returns {string[]} */
export function scaleWords(low, high) {
  const span = high - low || Math.abs(high) || 1;
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(span)));
  const plain = decimals <= 6 && Math.max(Math.abs(low), Math.abs(high)) < 1e7;
  return [low, high].map((end) =>
    plain ? exact(Number(end.toFixed(decimals))) : formatNumber(end, 4),
  );
}
