// Light and dark: which one is on, and what "$name" in a figure means in it.
import { on, readJson } from "../lib/dom.js";

/** @typedef {"light" | "dark"} Theme
 * @typedef {[number, string][]} Colorscale
 * @typedef {string | Colorscale} Paint */

/** By theme and name. @type {Record<string, Record<string, Paint>>} */
let palette = {};

/** What "$name" (or "name") is in the theme that is on: a colour, or a colorscale. An unknown name
 * is given back as it stands.
 * @param {string} name @returns {Paint} */
export function resolveColour(name) {
  return palette[currentTheme()][name.replace("$", "")] ?? name;
}

/** @param {string} name @returns {string} */
export const colour = (name) => String(resolveColour(name));

/** @param {string} name */
export const colorscale = (name) => /** @type {Colorscale} */ (resolveColour(name));

/** @returns {Theme} */
function currentTheme() {
  return document.documentElement.dataset.theme === "dark" ? "dark" : "light";
}

/** Put a theme on the page. @param {Theme} theme */
function apply(theme) {
  document.documentElement.dataset.theme = theme;
}

/**
 * Follow the system until the reader has chosen; then keep what was chosen.
 * @param {import("../state/shared.js").Shared} state @param {Theme | null} chosen from the address
 * @returns {{toggle: () => void, chosen: () => Theme | null}}
 */
export function startTheme(state, chosen) {
  palette = readJson("#palette");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const ofSystem = () => /** @type {Theme} */ (system.matches ? "dark" : "light");
  apply(chosen ?? ofSystem());
  state.theme.value = chosen ?? ofSystem();
  on(system, "change", () => {
    if (!chosen) change(ofSystem());
  });
  /** @param {Theme} theme */
  function change(theme) {
    apply(theme);
    state.theme.value = theme;
  }
  return {
    toggle() {
      chosen = state.theme.value === "dark" ? "light" : "dark";
      change(chosen);
    },
    chosen: () => chosen,
  };
}
