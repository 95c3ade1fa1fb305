// The page's strings, inlined by the server in the language asked for.
import { readJson } from "./dom.js";

/** @type {Record<string, string>} */
let strings = {};
let language = "en";

/** Take the strings from the page (or, in tests, from the caller).
 * @param {Record<string, string>} table @param {string} lang */
export function setStrings(table, lang) {
  strings = table;
  language = lang;
}

/** Take them from the page. */
export const readStrings = () => setStrings(readJson("#strings"), document.documentElement.lang);

export function currentLanguage() {
  return language;
}

export function has(/** @type {string} */ key) {
  return key in strings;
}

/** A string in the page's language; {name} is replaced by params.name. A missing key shows itself.
 * @param {string} key @param {Record<string, string | number>} [params] @returns {string} */
export function t(key, params = {}) {
  const text = strings[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    name in params ? String(params[name]) : whole,
  );
}

/** A whole number with separators: 5,000.
 * @param {number} value */
export function formatCount(value) {
  return new Intl.NumberFormat(language).format(value);
}

/** A place in a row: 26th.
 * @param {number} n */
export function formatOrdinal(n) {
  return t(`ordinal.${new Intl.PluralRules(language, { type: "ordinal" }).select(n)}`, { n });
}

/** How long ago: "now", "5m ago", after a day the date. @param {Date} then @param {Date} [now] */
export function formatAge(then, now = new Date()) {
  const minutes = Math.max(0, (now.getTime() - then.getTime()) / 60_000);
  if (minutes >= 24 * 60) {
    return new Intl.DateTimeFormat(language, { day: "numeric", month: "short" }).format(then);
  }
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "narrow" });
  if (minutes < 1) return relative.format(0, "second");
  if (minutes < 60) return relative.format(-Math.floor(minutes), "minute");
  return relative.format(-Math.floor(minutes / 60), "hour");
}

/** A moment in full. @param {Date} moment */
export function formatMoment(moment) {
  const style = /** @type {const} */ ({ dateStyle: "medium", timeStyle: "short" });
  return new Intl.DateTimeFormat(language, style).format(moment);
}

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SUBSCRIPT = "₀₁₂₃₄₅₆₇₈₉";

/** The text; if it has more characters than that, its beginning and an ellipsis.
 * @param {string} text @param {number} longest */
export function shortened(text, longest) {
  const signs = [...text];
  return signs.length > longest ? `${signs.slice(0, longest - 1).join("")}…` : text;
}

/** h, 12 → h₁₂ @param {string} symbol @param {number} index */
export function subscript(symbol, index) {
  return symbol + String(index).replace(/\d/g, (digit) => SUBSCRIPT[Number(digit)]);
}

/** A number above the line. @param {number | string} exponent */
export function superscript(exponent) {
  const raised = String(exponent).replace(/\d/g, (digit) => SUPERSCRIPT[Number(digit)]);
  return raised.replace("+", "").replace("-", "⁻");
}

/** 10⁻⁵ @param {number | string} exponent */
export const powerOfTen = (exponent) => `10${superscript(exponent)}`;

/** A measured number in three significant digits: 0.0213, 1.20 × 10⁻⁵, ∞.
 * @param {number} value @param {number} [digits] @returns {string} */
export function formatNumber(value, digits = 3) {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
    return `${mantissa} × ${powerOfTen(exponent)}`.replace(/^-/, "−");
  }
  const decimals = size === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return value.toFixed(decimals).replace("-", "−");
}

/** A share of 1 as a percentage. @param {number} value */
export const formatPercent = (value) =>
  Number.isFinite(value) ? `${Number((value * 100).toPrecision(3))} %` : formatNumber(value);

/** A number with all its digits.
 * @param {number | string} value a string: as the server writes what is not finite */
export function exact(value) {
  return String(value).replaceAll("-", "−").replace("Infinity", "∞");
}
