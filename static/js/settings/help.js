// A small question mark that opens a few plain words in a native popover.
import { h } from "../lib/dom.js";
import { withMath } from "../lib/katex.js";
import { t } from "../lib/strings.js";

/** @param {string} name of its strings @param {string} words its label
 * @returns {HTMLElement} the button, with its popover inside a wrapper */
export function help(name, words) {
  const id = `help-${name}`;
  const label = t("config.help", { label: words });
  const button = h(
    "button",
    { type: "button", class: "help", popovertarget: id, "aria-label": label },
    "?",
  );
  const text = h("div", { id, popover: "auto", class: "help-text" });
  // Formulas take time to set: they are, when they are first wanted.
  const fill = () => text.append(h("strong", {}, words), ...withMath(t(`config.${name}.help`)));
  text.addEventListener("beforetoggle", fill, { once: true });
  text.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") place(text, button);
  });
  return h("span", { class: "help-wrap" }, button, text);
}

/** Beside the panel where there is room, else under it; always wholly on screen.
 * @param {HTMLElement} text @param {HTMLElement} button */
function place(text, button) {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = text;
  const edge = (button.closest("aside")?.getBoundingClientRect().right ?? at.right) + 8;
  const beside = edge + width <= innerWidth;
  const left = beside ? edge : Math.max(8, Math.min(at.left, innerWidth - width - 8));
  const top = beside ? at.top - 10 : at.bottom + 8;
  text.style.left = `${left}px`;
  text.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
}

/** @param {string} text a letter, and a subscript after "_" */
export function createSymbol(text) {
  const [letter, subscript] = text.split("_");
  return h("i", { class: "symbol" }, letter, subscript ? h("sub", {}, subscript) : null);
}
