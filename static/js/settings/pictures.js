// A choice by small pictures: the sequence types, each drawn as the masks of a few unrolled steps.

import { h, setAttribute, setText, svg } from "../lib/dom.js";
import { t } from "../lib/strings.js";
import { allows } from "../runs/rules.js";
import { help } from "./help.js";

/** @import { Control } from "../state/controls.js"
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

/** @param {Control} control @param {Edit} edit @returns {import("./field.js").Field} */
export function createPictures(control, edit) {
  const id = `field-${control.name}`;
  const words = t(`config.${control.name}.label`);
  const word = (/** @type {string} */ name) => t(`config.${control.name}.${name}`);
  const refusal = h("p", { class: "refusal", id: `${id}-refusal`, role: "alert" });
  refusal.hidden = true;
  const chosen = h("span", { class: "chosen", "aria-hidden": "true" });
  const radios = (control.options ?? []).map((name) =>
    h("input", {
      type: "radio",
      name: id,
      value: name,
      "aria-label": word(name),
      onchange: () => edit(name, "now"),
    }),
  );
  const labels = radios.map((radio) =>
    h("label", { title: word(radio.value) }, radio, /** @type {Node} */ (picture(radio.value))),
  );
  const group = h("div", { class: "pictures", role: "radiogroup", id }, ...labels);
  setAttribute(group, "aria-label", words);
  const name = h("span", { class: "name" }, h("span", { class: "label" }, words));
  name.append(help(control.name, words));
  const element = h("div", { class: "field pictured" }, name, chosen, group, refusal);

  return {
    control,
    element,
    show(value, changed) {
      element.classList.toggle("changed", changed);
      for (const radio of radios) radio.checked = radio.value === value;
      setText(chosen, word(value));
    },
    refuse(sentence) {
      setText(refusal, sentence ?? "");
      refusal.hidden = sentence === null;
      setAttribute(group, "aria-describedby", sentence ? refusal.id : null);
    },
    setOptions() {},
    disable(why) {
      for (const radio of radios) radio.disabled = why !== null;
      setAttribute(element, "title", why);
    },
    setLimits(task, config) {
      for (const [i, label] of labels.entries()) {
        label.hidden = !allows(control.name, radios[i].value, task, config);
      }
    },
  };
}
