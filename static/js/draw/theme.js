// Light and dark: which one is on, and what "$name" in a figure means in it.
import { on } from "../lib/dom.js";

/** Diverging scales run from the lowest to the highest value with zero in the middle. */
const SCALES = {
  light: {
    activation: ["#2166ac", "#7fb2d6", "#f7f6f3", "#f0a183", "#b2182b"],
    gate: ["#f7f6f3", "#f0a183", "#b2182b"],
    gradient: ["#542788", "#a294c6", "#f7f6f3", "#f0b060", "#b35806"],
    norm: ["#f7f6f3", "#c9b9a0", "#8c6d46", "#4a3418"],
  },
  dark: {
    activation: ["#7cc0ff", "#2f6394", "#17191d", "#963d3c", "#ff8f80"],
    gate: ["#17191d", "#963d3c", "#ff8f80"],
    gradient: ["#cdb0ff", "#6a4f9e", "#17191d", "#96591d", "#ffb861"],
    norm: ["#17191d", "#54452f", "#a98a5b", "#f0d9b0"],
  },
};

/** Names that stand for a custom property of the style sheet. */
const COLOURS = "ink muted paper panel line accent W_x W_h W_y x y p held_out danger".split(" ");

/** @typedef {"light" | "dark"} Theme
 * @typedef {[number, string][]} Colorscale
 * @typedef {string | Colorscale} Paint */

/** @param {string[]} colours @returns {Colorscale} */
function spread(colours) {
  return colours.map((colour, i) => [i / (colours.length - 1), colour]);
}

/** @type {Map<string, Paint>} */
const resolved = new Map();

/** What "$name" (or "name") is in the theme that is on: a colour, or a colorscale. An unknown name
 * is given back as it stands.
 * @param {string} name @returns {Paint} */
export function resolveColour(name) {
  const key = name.startsWith("$") ? name.slice(1) : name;
  const known = resolved.get(key);
  if (known) return known;
  const paint = lookUp(key);
  if (paint === null) return name;
  resolved.set(key, paint);
  return paint;
}

/** @param {string} key @returns {Paint | null} */
function lookUp(key) {
  const scales = /** @type {Record<string, string[]>} */ (SCALES[currentTheme()]);
  if (scales[key]) return spread(scales[key]);
  return COLOURS.includes(key) ? cssColour(key) : null;
}

/** A custom property as the colour it computes to (light-dark() is settled by the browser).
 * @param {string} name @returns {string} */
function cssColour(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(--${name})`;
  probe.hidden = true;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

/** @returns {Theme} */
function currentTheme() {
  return document.documentElement.dataset.theme === "dark" ? "dark" : "light";
}

/** Put a theme on the page. @param {Theme} theme */
function apply(theme) {
  document.documentElement.dataset.theme = theme;
  resolved.clear();
}

/**
 * Follow the system until the reader has chosen; then keep what was chosen.
 * @param {import("../state/shared.js").Shared} state @param {Theme | null} chosen from the address
 * @returns {{toggle: () => void, chosen: () => Theme | null}}
 */
export function startTheme(state, chosen) {
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
