// What people wrote, such as names of their columns, in a figure. Pure.

import { shortened } from "../lib/strings.js";

const NO_CHARACTER = /[\p{Cs}\uFFFE\uFFFF]/gu; // halves of one, and what is none

/** The text, so that a figure shows it as it is, and takes it for nothing else: figures/words.py
 * says what it could be taken for. What is longer than so many characters ends with an ellipsis.
 * @param {string} text @param {number} [longest] */
export function asWords(text, longest = Number.POSITIVE_INFINITY) {
  return shortened(text, longest)
    .replace(/[&<>@$]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/\p{Cc}/gu, (sign) => {
      const code = sign.charCodeAt(0);
      return code < 32 && !"\t\n\r".includes(sign) ? String.fromCharCode(0x2400 + code) : sign;
    })
    .replace(NO_CHARACTER, "\uFFFD");
}
