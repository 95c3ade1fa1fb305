// One control of the settings: its label, help, input, slider, and the sentence that refuses it.

import { h, setAttribute, setText } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { t } from "../lib/strings.js";
import { allows } from "../runs/rules.js";
import { fromSlider, readNumber, sliderBounds, toSlider } from "../state/controls.js";
import { createSymbol, help } from "./help.js";
import { createPictures } from "./pictures.js";

/** @import { Control } from "../state/controls.js"
 * @typedef {(value: unknown, how: "now" | "typing" | "sliding") => void} Edit */

/** @typedef {object} Field
 * @property {Control} control
 * @property {HTMLElement} element
 * @property {(value: any, changed: boolean) => void} show changed: from the task's default
 * @property {(sentence: string | null) => void} refuse
 * @property {(names: string[], word: (name: string) => string) => void} setOptions
 * @property {(why: string | null) => void} disable why the control cannot be used now
 * @property {(task: import("../state/pane.js").Run["task"], config: import("../state/pane.js").RunConfig) =>
 *   void} setLimits to what makes sense for the task */

/** @param {Control} control @param {Edit} edit @returns {Field} */
export function createField(control, edit) {
  if (control.kind === "pictures") return createPictures(control, edit);
  const id = `field-${control.name}`;
  const words = t(`config.${control.name}.label`);
  const refusal = h("p", {
    class: "refusal",
    id: `${id}-refusal`,
    role: "alert",
    hidden: true,
  });
  const input = createInput(control, id, edit);
  const slider = control.slider ? createSlider(control, words, edit) : null;
  const symbol = control.symbol ? createSymbol(control.symbol) : null;
  const label = h("label", { for: id }, words, symbol);
  const dice = control.dice ? createDice(edit) : null;
  const element = h(
    "div",
    { class: `field ${control.kind}` },
    h("span", { class: "name" }, label, help(control.name, words)),
    dice,
    input,
    slider,
    refusal,
  );
  slider?.addEventListener("input", () => {
    input.value = String(fromSlider(control, Number(slider.value)));
  });

  return {
    control,
    element,
    show(value, changed) {
      element.classList.toggle("changed", changed);
      if (input instanceof HTMLInputElement && input.type === "checkbox") input.checked = value;
      else if (!holds(control, input, value)) input.value = value === null ? "" : String(value);
      if (slider) {
        slider.value = String(toSlider(control, value));
        setAttribute(slider, "aria-valuetext", String(value));
      }
    },
    refuse(sentence) {
      setText(refusal, sentence ?? "");
      refusal.hidden = sentence === null;
      setAttribute(input, "aria-invalid", sentence ? "true" : null);
      setAttribute(input, "aria-describedby", sentence ? refusal.id : null);
    },
    setOptions(names, word) {
      const { value } = input;
      input.replaceChildren(...names.map((name) => h("option", { value: name }, word(name))));
      input.value = value;
    },
    disable(why) {
      for (const part of [input, slider, dice]) if (part) part.disabled = why !== null;
      setAttribute(element, "title", why);
    },
    setLimits(task, config) {
      if (typeof control.max === "function") setAttribute(input, "max", control.max(task));
      if (!(input instanceof HTMLSelectElement)) return;
      for (const option of input.options) {
        option.hidden = option.disabled = !allows(control.name, option.value, task, config);
      }
    },
  };
}

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
      h("option", { value: name }, t(`config.${control.name}.${name}`)),
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
    max: typeof control.max === "number" ? control.max : null,
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
  const roll = () => edit(Math.floor(Math.random() * 10000), "now");
  return h(
    "button",
    { type: "button", class: "dice", title: words, "aria-label": words, onclick: roll },
    icon("dice"),
  );
}
