// A choice by small pictures: the sequence types, each drawn as the masks of a few unrolled steps.

import { h, setAttribute, setText, svg } from "../lib/dom.js";
import { t } from "../lib/strings.js";
import { allows } from "../runs/rules.js";
import { createRefusal } from "./field.js";
import { help } from "./help.js";

/** @import { Situation } from "../runs/rules.js"
 * @import { Control } from "../state/settings.js"
 * @import { Edit } from "./field.js" */

/** The columns of each picture, as letters: x where it reads, y where it writes.
 * @type {Record<string, string[]>} */
const PICTURES = {
  one_to_one: ["xy"],
  one_to_many: ["xy", "y", "y"],
  many_to_one: ["x", "x", "xy"],
  many_to_many: ["xy", "xy", "xy"],
  encoder_decoder: ["x", "x", "y", "y"],
};
const [GAP, UP, HIGH] = [11, 11, 34];

/** @param {string} name */
function picture(name) {
  const columns = PICTURES[name];
  const width = 2 * 7 + (columns.length - 1) * GAP;
  const x = (/** @type {number} */ i) => 7 + i * GAP;
  const [low, middle, top] = [6 + 2 * UP, 6 + UP, 6];
  const line = (/** @type {string} */ d, /** @type {string} */ kind) =>
    svg("path", { d, class: `wire ${kind}` });
  const parts = columns.flatMap((letters, i) => [
    letters.includes("x") && line(`M${x(i)} ${low}V${middle}`, "W_x"),
    letters.includes("y") && line(`M${x(i)} ${middle}V${top}`, "W_y"),
    i > 0 && line(`M${x(i - 1)} ${middle}H${x(i)}`, "W_h"),
  ]);
  const dots = columns.flatMap((letters, i) => [
    letters.includes("x") &&
      svg("rect", { x: x(i) - 3, y: low - 3, width: 6, height: 6, class: "x" }),
    svg("circle", { cx: x(i), cy: middle, r: 3.6, class: "h" }),
    letters.includes("y") && svg("circle", { cx: x(i), cy: top, r: 3.2, class: "y" }),
  ]);
  const attributes = {
    viewBox: `0 0 ${width} ${HIGH}`,
    width,
    height: HIGH,
    "aria-hidden": "true",
  };
  return svg("svg", attributes, ...parts, ...dots);
}

/** A field, as far as its parts can be told apart. */
export class Pictures {
  #radios;
  #labels;
  #group;
  #chosen = h("span", { class: "chosen", "aria-hidden": "true" });
  #refusal;

  /** @param {Control} control @param {Edit} edit */
  constructor(control, edit) {
    this.control = control;
    const id = `field-${control.key}`;
    const words = t(`config.${control.key}.label`);
    this.#refusal = createRefusal(id);
    this.#radios = (control.options ?? []).map((value) =>
      h("input", {
        ...{ type: "radio", name: id, value, "aria-label": this.#word(value) },
        onchange: () => edit(value, "now"),
      }),
    );
    this.#labels = this.#radios.map((radio) =>
      h("label", { title: this.#word(radio.value) }, radio, picture(radio.value)),
    );
    this.#group = h(
      "div",
      { class: "pictures", role: "radiogroup", id, "aria-label": words },
      ...this.#labels,
    );
    const name = h("span", { class: "name" }, h("span", { class: "label" }, words));
    name.append(help(control.key, words));
    const kind = { class: "field pictured" };
    this.element = h("div", kind, name, this.#chosen, this.#group, this.#refusal);
  }

  /** @param {string} value */
  #word(value) {
    return t(`config.${this.control.key}.${value}`);
  }

  /** @param {string} value @param {boolean} changed from the task's default */
  show(value, changed) {
    this.element.classList.toggle("changed", changed);
    for (const radio of this.#radios) radio.checked = radio.value === value;
    setText(this.#chosen, this.#word(value));
  }

  /** @param {string | null} sentence */
  refuse(sentence) {
    setText(this.#refusal, sentence ?? "");
    this.#refusal.hidden = sentence === null;
    setAttribute(this.#group, "aria-describedby", sentence ? this.#refusal.id : null);
  }

  /** @param {string | null} why the control cannot be used now */
  disable(why) {
    for (const radio of this.#radios) radio.disabled = why !== null;
    setAttribute(this.element, "title", why);
  }

  /** To what makes sense. @param {Situation} situation */
  setLimits(situation) {
    for (const [i, label] of this.#labels.entries()) {
      label.hidden = !allows(this.control.path, this.#radios[i].value, situation);
    }
  }
}
