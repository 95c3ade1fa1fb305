// One control of the settings: its label, help, input, slider, and the sentence that refuses it.

import { h, setAttribute, setOptions, setText } from "../lib/dom.js";
import { iconButton } from "../lib/icons.js";
import { t } from "../lib/strings.js";
import { allows, mostOf } from "../runs/rules.js";
import { createSymbol, help } from "./help.js";
import { fromSlider, readNumber, sliderBounds, toSlider } from "./numbers.js";

/** @import { Situation } from "../runs/rules.js"
 * @import { Control } from "../state/settings.js"
 * @typedef {(value: unknown, how: import("./draft.js").How) => void} Edit */

export class Field {
  #input;
  #slider;
  #dice;
  #refusal;

  /** @param {Control} control @param {Edit} edit */
  constructor(control, edit) {
    this.control = control;
    const id = `field-${control.key}`;
    const words = t(`config.${control.key}.label`);
    this.#refusal = createRefusal(id);
    this.#input = createInput(control, id, edit);
    this.#slider = control.slider ? createSlider(control, words, edit) : null;
    this.#dice = control.dice ? createDice(edit) : null;
    const symbol = control.symbol ? createSymbol(control.symbol) : null;
    const label = h("label", { for: id }, words, symbol);
    const name = h("span", { class: "name" }, label, help(control.key, words));
    const kind = { class: `field ${control.kind}` };
    this.element = h("div", kind, name, this.#dice, this.#input, this.#slider, this.#refusal);
    this.#slider?.addEventListener("input", () => {
      this.#input.value = String(fromSlider(control, Number(this.#slider?.value)));
    });
  }

  /** @param {any} value @param {boolean} changed from the task's default */
  show(value, changed) {
    const [input, slider] = [this.#input, this.#slider];
    this.element.classList.toggle("changed", changed);
    if (input instanceof HTMLInputElement && input.type === "checkbox") input.checked = value;
    else if (!holds(this.control, input, value)) input.value = value === null ? "" : String(value);
    if (!slider) return;
    slider.value = String(toSlider(this.control, value));
    setAttribute(slider, "aria-valuetext", String(value));
  }

  /** @param {string | null} sentence */
  refuse(sentence) {
    setText(this.#refusal, sentence ?? "");
    this.#refusal.hidden = sentence === null;
    setAttribute(this.#input, "aria-invalid", sentence ? "true" : null);
    setAttribute(this.#input, "aria-describedby", sentence ? this.#refusal.id : null);
  }

  /** @param {[string, string][]} pairs values and words */
  setOptions(pairs) {
    if (this.#input instanceof HTMLSelectElement) setOptions(this.#input, pairs);
  }

  /** @param {string | null} why the control cannot be used now */
  disable(why) {
    for (const part of [this.#input, this.#slider, this.#dice]) {
      if (part) part.disabled = why !== null;
    }
    setAttribute(this.element, "title", why);
  }

  /** To what makes sense. @param {Situation} situation */
  setLimits(situation) {
    const { path, max } = this.control;
    if (this.#input instanceof HTMLSelectElement) {
      for (const option of this.#input.options) {
        option.hidden = option.disabled = !allows(path, option.value, situation);
      }
    } else if (max !== undefined) setAttribute(this.#input, "max", mostOf(path, situation) ?? max);
  }
}

/** Where a refusal is said. @param {string} id of the field */
export const createRefusal = (id) =>
  h("p", { class: "refusal", id: `${id}-refusal`, role: "alert", hidden: true });

/** Whether an input says this value already, in whatever spelling (0.10 for 0.1).
 * @param {Control} control @param {HTMLInputElement | HTMLSelectElement} input @param {unknown} value */
function holds(control, input, value) {
  if (control.kind === "choice") return input.value === value;
  return document.activeElement === input && readNumber(control, input.value) === value;
}

/** @param {Control} control @param {string} id @param {Edit} edit
 * @returns {HTMLInputElement | HTMLSelectElement} */
function createInput(control, id, edit) {
  if (control.kind === "choice") {
    const options = (control.options ?? []).map((name) =>
      h("option", { value: name }, t(`config.${control.key}.${name}`)),
    );
    const select = h("select", { id }, ...options);
    select.addEventListener("change", () => edit(select.value, "now"));
    return select;
  }
  if (control.kind === "switch") {
    const box = h("input", { id, type: "checkbox", role: "switch" });
    box.addEventListener("change", () => edit(box.checked, "now"));
    return box;
  }
  const input = h("input", {
    id,
    type: "number",
    inputmode: control.kind === "integer" ? "numeric" : "decimal",
    min: control.min,
    max: control.max,
    step: control.kind === "integer" ? 1 : "any",
    placeholder: control.optional ? t("config.off") : null,
    autocomplete: "off",
  });
  const read = () => readNumber(control, input.value, input.validity.badInput);
  input.addEventListener("input", () => edit(read(), "typing"));
  input.addEventListener("change", () => edit(read(), "now"));
  return input;
}

/** @param {Control} control @param {string} words @param {Edit} edit */
function createSlider(control, words, edit) {
  const attributes = { type: "range", ...sliderBounds(control) };
  const slider = h("input", { ...attributes, "aria-label": t("config.slider", { label: words }) });
  const read = () => fromSlider(control, Number(slider.value));
  slider.addEventListener("input", () => {
    setAttribute(slider, "aria-valuetext", String(read()));
    edit(read(), "sliding");
  });
  slider.addEventListener("change", () => edit(read(), "now"));
  return slider;
}

/** @param {Edit} edit */
function createDice(edit) {
  const words = t("config.dice");
  const onclick = () => edit(Math.floor(Math.random() * 10000), "now");
  return iconButton("dice", words, { class: "dice", title: words, onclick });
}
