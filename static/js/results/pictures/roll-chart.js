// The piano roll as a drawing: time to the right, a row for each pitch.
import { svg } from "../../lib/dom.js";
import { lengthOf, pitchName, pitchRows } from "./notes.js";

/** @typedef {import("./notes.js").Note} Note
 * @typedef {{target: Note[], network: Note[], right: boolean[]}} Tunes */

const [QUARTER, ROW, LEFT, INSET] = [8, 12, 30, 3]; // pixels

/** @param {Tunes} tunes */
export function drawRoll({ target, network, right }) {
  const rows = pitchRows([...target, ...network]);
  const beats = Math.max(lengthOf(target), lengthOf(network));
  const [width, height] = [LEFT + QUARTER * beats + 2, ROW * rows.length + 2];
  const top = (/** @type {Note} */ { pitch }) => 1 + ROW * rows.indexOf(pitch);
  const left = (/** @type {Note} */ { start }) => LEFT + QUARTER * start;

  const box = (/** @type {Note} */ note, /** @type {string} */ kind, /** @type {number} */ inset) =>
    svg("rect", {
      class: kind,
      x: left(note) + 0.5,
      y: top(note) + inset,
      width: QUARTER * note.length - 1,
      height: ROW - 2 * inset,
      rx: 1.5,
    });

  const cross = (/** @type {Note} */ note) => {
    const [x, y, r] = [left(note) + (QUARTER * note.length) / 2, top(note) + ROW / 2, 3.5];
    return svg("path", {
      class: "cross",
      d: `M${x - r} ${y - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`,
    });
  };

  const lines = rows.flatMap((pitch, i) => [
    svg("path", { class: "row", d: `M${LEFT} ${1 + ROW * (i + 0.5)}H${width}` }),
    svg("text", { x: LEFT - 5, y: 1 + ROW * (i + 0.8) }, pitch === null ? "?" : pitchName(pitch)),
  ]);
  return svg(
    "svg",
    { class: "roll", viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" },
    ...lines,
    ...target.map((note) => box(note, "target", 0.5)),
    ...network.map((note) => box(note, "network", INSET)),
    ...network.filter((_, i) => right[i] === false).map(cross),
  );
}
