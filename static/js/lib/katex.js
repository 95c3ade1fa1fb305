// Formulas, set by KaTeX. A string from the locale files has them between dollar signs.
// KaTeX comes minified as a classic script only, which leaves its object on the window.
import "../../vendor/katex/katex.min.js";
import { h } from "./dom.js";

/** @type {typeof import("../../vendor/katex/katex.min.js").default} */
const katex = /** @type {any} */ (globalThis).katex;

/** @template {HTMLElement} E @param {E} element @param {string} formula @returns {E} */
export function renderMath(element, formula) {
  katex.render(formula, element, { throwOnError: false, output: "htmlAndMathml" });
  return element;
}

/** "plain $formula$ plain" as nodes. @param {string} text @returns {Node[]} */
export function withMath(text) {
  return text
    .split(/\$([^$]+)\$/)
    .map((part, i) =>
      i % 2 === 1 ? renderMath(h("span", { class: "math" }), part) : new Text(part),
    );
}
