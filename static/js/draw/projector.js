// The page for a projector: larger type (CSS, .big) and thicker lines and markers (here).
import { effect } from "../../vendor/signals-core.mjs";

const THICKER = 1.5;

/** @param {import("../state/shared.js").Shared} state */
export function startBig(state) {
  effect(() => {
    document.documentElement.classList.toggle("big", state.big.value);
  });
}

export function isBig() {
  return document.documentElement.classList.contains("big");
}

/** How much larger than usual text in a track has to be taken. */
export function typeScale() {
  return isBig() ? 1.5 : 1;
}

/** A trace with thicker lines and larger markers and text. @param {any} trace @returns {any} */
export function thicker(trace) {
  const { line, marker, textfont, error_y: bar } = trace;
  return {
    ...trace,
    ...(line && { line: times(line, "width", 2) }),
    ...(marker && { marker: withLine(times(marker, "size", 6)) }),
    ...(textfont && { textfont: times(textfont, "size", 12) }),
    ...(bar && { error_y: times(bar, "thickness", 2) }),
  };
}

/** @param {any} marker */
function withLine(marker) {
  return marker.line ? { ...marker, line: times(marker.line, "width", 0) } : marker;
}

/** @param {any} object @param {string} key @param {number} usual what Plotly takes by itself */
function times(object, key, usual) {
  const value = object[key] ?? usual;
  const scaled = Array.isArray(value)
    ? value.map((one) => one * THICKER)
    : /** @type {number} */ (value) * THICKER;
  return { ...object, [key]: scaled };
}
