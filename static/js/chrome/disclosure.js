// Panels that fold under their headings: on a small screen they are long.
import { effect } from "../../vendor/signals-core.mjs";
import { find, h, setAttribute } from "../lib/dom.js";

/** @param {string} panel a selector @param {() => unknown} [wanted] what it reads unfolds the panel
 * when that changes, if it is truthy then @param {{folded?: boolean}} [start] */
export function makeDisclosure(panel, wanted = () => null, { folded = false } = {}) {
  const section = find(panel);
  const heading = find(`${panel} h2`);
  const button = h("button", { type: "button", class: "fold" }, ...heading.childNodes);
  const fold = (/** @type {boolean} */ closed) => {
    section.classList.toggle("folded", closed);
    setAttribute(button, "aria-expanded", String(!closed));
  };
  button.addEventListener("click", () => fold(!section.classList.contains("folded")));
  heading.replaceChildren(button);
  fold(folded);
  effect(() => {
    if (wanted()) fold(false);
  });
}
