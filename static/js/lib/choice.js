// A few buttons side by side of which one is pressed: a choice.
import { effect } from "../../vendor/signals-core.mjs";
import { h, setAttribute, setText } from "./dom.js";

/** @template {string} V
 * @param {readonly V[]} values @param {{value: V}} chosen a signal
 * @param {(value: V) => string} words of a button; signals that it reads are followed
 * @param {Record<string, import("./dom.js").Attribute>} attributes that name the choice
 * @param {(value: V) => string | null} [title] */
export function createChoice(values, chosen, words, attributes, title = () => null) {
  const buttons = values.map((value) => {
    const onclick = () => (chosen.value = value);
    return h("button", { type: "button", title: title(value), onclick });
  });
  effect(() => {
    for (const [i, value] of values.entries()) {
      setAttribute(buttons[i], "aria-pressed", String(value === chosen.value));
      setText(buttons[i], words(value));
    }
  });
  return h("div", { class: "views", role: "group", ...attributes }, ...buttons);
}
