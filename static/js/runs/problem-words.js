// The server's sentence on a setting that it refused, in the page's language, by the control's label.
import { t } from "../lib/strings.js";

/** @import { Control } from "../state/settings.js" */

/** What the server says after "must be", and the key of the page's sentence. Its null, in an edit that
 * changes nothing or a setting that is off, is a field left empty.
 * @type {readonly [RegExp, string][]} */
const FORMS = [
  [/^a whole number from (?<low>\S+) to (?<high>\S+)(?: or null)?$/, "refusal.whole_between"],
  [/^a whole number( or null)?$/, "refusal.whole"],
  [/^a number from (?<low>\S+) to (?<high>\S+)$/, "refusal.number_between"],
  [/^a number above (?<low>\S+) and up to (?<high>\S+)$/, "refusal.number_above_to"],
  [/^a number above (?<low>\S+) or null$/, "refusal.number_above_or_empty"],
  [/^a number( or null)?$/, "refusal.number"],
  [/^true or false( or null)?$/, "refusal.on_or_off"],
  [/^at most (?<high>\d+), the training steps of \w+$/, "refusal.at_most"],
  [/^at least (?<low>\d+) for \w+$/, "refusal.at_least"],
  [/^\d+, the longest sequence of \w+$/, "config.off.wholeSequences"],
  [/^false for the schedule full_sequence$/, "config.off.wholeSequences"],
  [/^none where inputs and outputs differ in size$/, "config.off.otherWords"],
  [/^1 for the sequence type one_to_one$/, "config.off.oneStep"],
  [/^at least (?<low>\d+) for the sequence type encoder_decoder$/, "refusal.encoder_decoder"],
  [/^none for a bidirectional network, /, "config.off.readsAhead"],
  [/^false here: the next input is the answer/, "config.off.readsAnswers"],
  [/^false for the sequence type \w+$/, "config.off.carryType"],
  [/^false where batch_size is above 1$/, "config.off.carryBatch"],
  [
    /^(?:one of )?(?<choices>\w+(?:(?:, | or )\w+)*)(?: for the (?:task|loss) \w+)?$/,
    "refusal.one_of",
  ],
];

/** A sentence of no known form is returned as it is. @param {Control} control
 * @param {string} sentence @returns {string} */
export function refusalWords(control, sentence) {
  const [, allowed] = /^\S+ must be (.+)\.$/.exec(sentence) ?? [];
  for (const [form, key] of allowed ? FORMS : []) {
    const found = form.exec(allowed);
    if (!found) continue;
    const choices = (found.groups?.choices ?? "")
      .split(/, | or /)
      .map((option) => t(`config.${control.key}.${option}`))
      .join(", ");
    return t(key, { ...found.groups, name: t(`config.${control.key}.label`), choices });
  }
  return sentence;
}
