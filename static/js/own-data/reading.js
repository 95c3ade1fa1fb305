// How cells are to be read, for who knows better than what was found.

import { effect } from "../../vendor/signals-core.mjs";
import { h } from "../lib/dom.js";
import { t } from "../lib/strings.js";

/** @import { Upload } from "./upload.js" */

/** The choices that can be made of all cells, and their values.
 * @type {[string, (string | boolean)[]][]} */
const CHOICES = [
  ["decimal", ["point", "comma"]],
  ["day_first", [true, false]],
  ["tokens", ["words", "letters"]],
];
/** Choices of one kind of data alone. @type {Record<string, string>} */
const ONLY = { day_first: "series", missing: "series", tokens: "labelled" };

/** @param {Upload} upload */
export function createReading(upload) {
  const selects = CHOICES.map(([choice, values]) => createSelect(upload, choice, values));
  const summary = h("summary", {}, t("data.reading"));
  const rows = h("div", {}, ...selects, createMissing(upload));
  return h("details", { class: "own-reading-choices" }, summary, rows);
}

/** A control under its name, where the data are of its kind. @param {Upload} upload
 * @param {string} choice @param {HTMLElement} control */
function createRow(upload, choice, control) {
  const row = h("label", {}, t(`data.reading.${choice}`), control);
  effect(() => {
    row.hidden = (ONLY[choice] ?? upload.kind.value) !== upload.kind.value;
  });
  return row;
}

/** @param {Upload} upload */
const decided = (upload) => /** @type {Record<string, unknown>} */ (upload.choices.value);

/** @param {Upload} upload @param {string} choice @param {(string | boolean)[]} values */
function createSelect(upload, choice, values) {
  const options = values.map((value, i) =>
    h("option", { value: i }, t(`data.question.${choice}.${value}`)),
  );
  const select = h("select", {}, h("option", { value: "" }, t("data.reading.found")), ...options);
  select.addEventListener("change", () =>
    upload.choose({ [choice]: select.value ? values[Number(select.value)] : null }),
  );
  effect(() => {
    const chosen = decided(upload)[choice];
    const place = values.findIndex((value) => Object.is(value, chosen));
    select.value = place < 0 ? "" : String(place);
  });
  return createRow(upload, choice, select);
}

/** Words that stand for no value, separated by semicolons: they may have blanks and commas.
 * @param {Upload} upload */
function createMissing(upload) {
  const input = h("input", { type: "text", autocomplete: "off", placeholder: "-9999; n.d." });
  input.addEventListener("change", () => {
    const words = input.value.split(";").map((word) => word.trim());
    const given = words.filter(Boolean);
    upload.choose({ missing: given.length > 0 ? given : null });
  });
  effect(() => {
    const words = decided(upload).missing;
    if (document.activeElement !== input)
      input.value = Array.isArray(words) ? words.join("; ") : "";
  });
  return createRow(upload, "missing", input);
}
