// The edges of the graph as traces for Plotly: every copy of a weight in the one hue it has.

import { resolveColour } from "../../draw/theme.js";
import { plainName } from "../../lib/directions.js";
import { flatten, middle, nodeSize, pathsAt, toData, trimmed } from "./layout.js";
import { headed, headSize, isLevel, lastLeg, lineGap, oneOrAll, trace } from "./parts.js";

/** @typedef {import("./layout.js").Place} Place
 * @typedef {import("./layout.js").Pixel} Pixel
 * @typedef {import("./parts.js").GraphTemplate} GraphTemplate */

const ROOM_FOR_LETTER = 21;
const ROOM_FOR_SOME = 22;

/** @param {GraphTemplate} template @param {Place} place @param {number} share 0 or 1 */
export function edgeTraces(template, place, share) {
  const size = nodeSize(place, share);
  const paths = Object.fromEntries(
    Object.entries(template.meta.edges).map(([name, both]) => [
      name,
      oneOrAll(pathsAt(place, both, share), share),
    ]),
  );
  const lines = Object.keys(paths).map((name) => {
    const { color } = trace(template, name, {}).line;
    const width = share === 0 ? 3 : 2.2;
    const line = { ...trace(template, name, {}).line, color: resolveColour(color), width };
    const ends = name === "e" ? 0 : lineGap(size);
    const trails = paths[name].map((path) => trimmed(path, ends));
    return trace(template, name, { ...flatten(place, trails), line });
  });
  return [
    ...lines,
    ...headed(template).map((name) => heads(template, name, place, paths[name], size)),
    ...Object.keys(template.meta.letters).map((name) =>
      letters(template, name, place, paths[name], size, share),
    ),
  ];
}

/** @param {GraphTemplate} template @param {string} name @param {Place} place @param {Pixel[][]} paths
 * @param {number} size */
function heads(template, name, place, paths, size) {
  const head = headSize(size);
  const usual = trace(template, `${name} arrows`, {}).marker;
  const marker = {
    ...usual,
    standoff: 0,
    color: resolveColour(usual.color),
    size: paths.flatMap(() => [0, head, 0]),
  };
  const legs = paths.map((path) => lastLeg(path, size));
  return trace(template, `${name} arrows`, { ...flatten(place, legs), marker });
}

/** The letter of a weight on each of its edges; where there is no room, on some, or on one.
 * @param {GraphTemplate} template @param {string} name @param {Place} place @param {Pixel[][]} paths
 * @param {number} size @param {number} share */
function letters(template, name, place, paths, size, share) {
  const places = lettered(place, paths, size, share, isCrowded(template)).map((path) =>
    toData(place, letterPlace(path, size, share, place, isBelow(template, name))),
  );
  const [letter, index, mark] = template.meta.letters[name];
  const font = trace(template, `${name} letters`, {}).textfont;
  return trace(template, `${name} letters`, {
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    text: places.map(() => `${letter}<sub>${index}</sub>${mark}`),
    textposition:
      share === 1 && place.column < ROOM_FOR_SOME && paths.length > 1
        ? "middle left"
        : "middle center",
    textfont: { ...font, size: letterSize(size, share), color: resolveColour(font.color) },
  });
}

/** @param {Place} place @param {Pixel[][]} paths @param {number} size @param {number} share
 * @param {boolean} crowded */
function lettered(place, paths, size, share, crowded) {
  if (crowded && share === 1) return paths.slice(0, 1);
  if (share === 0 || place.column - size >= ROOM_FOR_LETTER) return paths;
  const every = place.column >= ROOM_FOR_SOME ? Math.round(80 / place.column) : paths.length;
  return paths.filter((_, i) => i % every === 0);
}

/** @param {number} size @param {number} share */
export const letterSize = (size, share) => Math.max(12, size * (0.44 - 0.1 * share));

/** Where a bow has left the upright edges. @param {Pixel[]} path @param {number} side
 * @param {number} size @returns {Pixel} */
function besideBow(path, side, size) {
  const [x, y] = path[Math.round(path.length * (side < 0 ? 0.2 : 0.75))];
  return [x + side * size, y];
}

/** In two directions there is room for one name of each weight. @param {GraphTemplate} template */
const isCrowded = ({ meta }) => "h_reverse" in meta.nodes;

/** What is handed on beside the states has the room over them. @param {GraphTemplate} template
 * @param {string} name */
export const isBelow = ({ meta }, name) =>
  plainName(name) === meta.cell.carrier &&
  Object.keys(meta.edges).some((edge) => edge.startsWith("lane_"));

/** Beside an upright edge, above a level one; left of all columns where these are narrow.
 * @param {Pixel[]} path @param {number} size @param {number} share
 * @param {Place} place @param {boolean} [below] a level one @returns {Pixel} */
export function letterPlace(path, size, share, place, below = false) {
  const [[first], isBow] = [path[0], share === 1 && path.length > 2 && !isLevel(path)];
  const side = middle(path)[0] < first ? -1 : 1;
  if (isBow) return besideBow(path, side, letterSize(size, share));
  const [x, y] = middle(path);
  const aside = letterSize(size, share) * 1.2;
  if (share === 0) return [x < path[0][0] - 1 ? x - aside : x + aside, y];
  const level = isLevel(path);
  if (place.column < ROOM_FOR_SOME && x < place.left + 2 * place.column) {
    return [place.left + 1, level ? y - 13 : y];
  }
  if (level) return [x, y + Math.max(12, size * 0.38) * (below ? 1 : -1)];
  const end = place.left + place.width;
  return [x + aside > end ? x - aside : x + aside, y];
}
