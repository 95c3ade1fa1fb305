// The server's sentence on a question that it refused, in the page's language.

import { t } from "../lib/strings.js";
import { ApiError } from "../wire/server.js";

/** What the server says of a text or of its words, and the key of the page's sentence.
 * @type {readonly [RegExp, string][]} */
const FORMS = [
  [/^(?<text>.+) is not an addition such as 5\+9\.$/, "asked.addition"],
  [/^Both numbers must be at most (?<high>\d+)\.$/, "asked.addition.most"],
  [/^(?<text>.+) is not a number from (?<low>\S+) to (?<high>\S+)\.$/, "asked.number"],
  [/^(?<text>.+) is none of the tunes: (?<titles>.+)\.$/, "asked.tune"],
  [/^(?<text>.+) is not among the \d+ (words|letters) that .+\.$/, "asked.word"],
  [/^A (sentence|word) needs at least one (word|letter)\.$/, "asked.empty"],
  [/^A word needs exactly one (?<gap>.), where its letter is missing\.$/, "asked.gap"],
  [/^There is nothing in the table\.$/, "data.nothing"],
  [/^The table has a header and nothing below it\.$/, "data.header_only"],
  [/^Line (?<line>\d+) has (?<here>\d+) columns; the first has (?<width>\d+)\.$/, "data.ragged"],
  [/^Line (?<line>\d+), column (?<name>[^:]+): (?<cell>.+) is no number\.$/, "data.no_number"],
  [/^There is no column (?<name>.+); the columns are (?<names>.+)\.$/, "data.no_column"],
  [/^No column holds numbers; the columns are (?<names>.+)\.$/, "data.no_numbers"],
  [/^All values of column (?<name>.+) are the same\.$/, "data.same"],
  [
    /^column (?<name>.+) has (?<count>\d+) numbers; (?<low>\d+) to (?<high>\d+) are needed\.$/,
    "data.count",
  ],
  [/^A text needs at least (?<low>\d+) characters .+ has (?<count>\d+)\.$/, "data.short"],
  [/^A text may have at most (?<high>\d+) different .+ has (?<count>\d+)\.$/, "data.varied"],
  [/^(?<text>.+) is no number from (?<low>\d+) to (?<high>\d+), in English/, "asked.number_word"],
];

/** @param {unknown} error */
export function failureWords(error) {
  if (error instanceof ApiError && error.offline) return t("notice.offline");
  const sentence = error instanceof Error ? error.message : String(error);
  return askedWords(sentence.replace(/^(text|start): /, ""));
}

/** A sentence of no known form is returned as it is. @param {string} sentence @returns {string} */
export function askedWords(sentence) {
  for (const [form, key] of FORMS) {
    const found = form.exec(sentence);
    if (found) return t(key, found.groups);
  }
  return sentence;
}
