// The few pictures on buttons, as paths on a 24 × 24 grid.
import { h, svg } from "./dom.js";

/** @type {Record<string, string>} */
const FILLED = {
  play: "M8 5.2v13.6a.8.8 0 0 0 1.2.7l11-6.8a.8.8 0 0 0 0-1.4l-11-6.8A.8.8 0 0 0 8 5.2Z",
  pause: "M7 5h3.6v14H7ZM13.4 5H17v14h-3.6Z",
  first: "M5 5h2.6v14H5ZM19 5.6v12.8L9.4 12Z",
  last: "M16.4 5H19v14h-2.6ZM5 5.6v12.8L14.6 12Z",
  back: "M16 5.2v13.6L5.8 12ZM17.4 5.2H19v13.6h-1.6Z",
  forward: "M8 5.2v13.6L18.2 12ZM5 5.2h1.6v13.6H5Z",
};

/** @type {Record<string, string>} */
const STROKED = {
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  moon: "M20 14.5A8 8 0 0 1 9.5 4 8 8 0 1 0 20 14.5Z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  keys: "M3.5 6.5h17v11h-17ZM7 10h.01M10.3 10h.01M13.7 10h.01M17 10h.01M7 14h.01M17 14h.01M10 14h4",
  big: "M3 18 8.5 5 14 18M5 13.5h7M14.5 18l3-7.5 3 7.5M15.7 15.2h3.6",
  slowly: "M5 4v4.6h4.6M5.3 8.4A7.6 7.6 0 1 1 4.4 12M12 8v4.3l2.9 1.7",
  loop: "M7 7h9.5A3.5 3.5 0 0 1 20 10.5V12M4 12v1.5A3.5 3.5 0 0 0 7.5 17H17M9.5 4 6.5 7l3 3M14.5 14l3 3-3 3",
  close: "M6 6l12 12M18 6L6 18",
  runs: "M7 4v16M7 14c0-4 10-2 10-7M7 4h.01M7 20h.01M17 7h.01",
  lineEnd: "M4 7h11M4 12h7M15 4v13M11.5 13.5 15 17l3.5-3.5",
  pin: "M9 4h6l-1 6 3 3H7l3-3ZM12 13v7",
  cut: "M8 8.5 20 17M8 15.5 20 7M5.5 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM5.5 14.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z",
  undo: "M9 5 4.5 9.5 9 14M5 9.5h9a5 5 0 0 1 0 10h-3",
  down: "M6 9.5l6 6 6-6",
  pencil: "M4.5 19.5l1-4.2L16 4.8a1.6 1.6 0 0 1 2.3 0l.9.9a1.6 1.6 0 0 1 0 2.3L8.7 18.5ZM14 7l3 3",
  trash: "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 12.5h9l1-12.5M10 10.5v5.5M14 10.5v5.5",
  upload:
    "M12 15.5V4.5M7.5 8.5 12 4l4.5 4.5M4.5 15v3a1.5 1.5 0 0 0 1.5 1.5h12a1.5 1.5 0 0 0 1.5-1.5v-3",
  file: "M13.5 4H7.5A1.5 1.5 0 0 0 6 5.5v13A1.5 1.5 0 0 0 7.5 20h9a1.5 1.5 0 0 0 1.5-1.5V8.5ZM13.5 4v4.5H18",
  table:
    "M5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5v-11A1.5 1.5 0 0 1 5.5 5ZM4 9.7h16M4 14.3h16M10 9.7V19",
  lock: "M7 10.5h10A1.5 1.5 0 0 1 18.5 12v6.5A1.5 1.5 0 0 1 17 20H7a1.5 1.5 0 0 1-1.5-1.5V12A1.5 1.5 0 0 1 7 10.5ZM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5",
  dice: "M5.5 4h13A1.5 1.5 0 0 1 20 5.5v13a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5v-13A1.5 1.5 0 0 1 5.5 4ZM8.5 8.5h.01M15.5 8.5h.01M12 12h.01M8.5 15.5h.01M15.5 15.5h.01",
};

/** @param {string} name @returns {SVGElement} */
export function icon(name) {
  const attributes = { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" };
  const style = FILLED[name] ? "filled" : "stroked";
  const path = svg("path", { d: FILLED[name] ?? STROKED[name], class: style });
  return /** @type {SVGElement} */ (svg("svg", attributes, path));
}

/** A button that shows a picture and says its words to who cannot see it.
 * @param {string} name of the picture @param {string} words
 * @param {Record<string, import("./dom.js").Attribute>} [attributes] */
export const iconButton = (name, words, attributes = {}) =>
  h("button", { type: "button", "aria-label": words, ...attributes }, icon(name));
