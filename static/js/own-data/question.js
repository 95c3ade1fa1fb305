// What the cells do not decide: both readings, of which one is chosen.

import { effect } from "../../vendor/signals-core.mjs";
import { h } from "../lib/dom.js";
import { has, t } from "../lib/strings.js";
import { quoted } from "./words.js";

/** @import { Question } from "../wire/server.js"
 * @import { Upload } from "./upload.js" */

/** A value as it is called in the strings. @param {Question["values"][number]} value */
const nameOf = (value) =>
  Array.isArray(value) ? (value.length > 0 ? "missing" : "kept") : String(value);

/** @param {Question} question @param {Upload} upload @returns {HTMLElement} */
export function createQuestion({ choice, column, text, values, readings }, upload) {
  const radios = values.map((value) => {
    const onchange = () => upload.choose({ [choice]: value });
    return h("input", { type: "radio", name: `own-question-${choice}`, onchange });
  });
  const options = values.map((value, i) => {
    const [key, reading] = [`data.question.${choice}.${nameOf(value)}`, readings[i]];
    const shown = reading && h("bdi", { class: "own-reading", title: reading }, reading);
    const words = has(key) && h("span", { class: "own-meaning" }, t(key));
    return h("label", {}, radios[i], shown, words);
  });
  effect(() => {
    const chosen = JSON.stringify(Object(upload.choices.value)[choice]);
    for (const [i, radio] of radios.entries()) radio.checked = JSON.stringify(values[i]) === chosen;
  });
  const own = `data.question.${choice}`;
  const params = { column: quoted(column), text: quoted(text) };
  const asked = t(has(own) ? own : "data.question.other", params);
  return h("fieldset", { class: "own-question" }, h("legend", {}, asked), ...options);
}
