// The way of the gradient through the graph: arcs from right to left, in the colour of its norm.
import { binOf, flatten, middle, nodeSize, pathsAt, toData } from "./graph-layout.js";
import { gradientNorms, normColour } from "./graph-nodes.js";
import { headSize, trace } from "./graph-parts.js";
import { resolveColour } from "./theme.js";
import { subscript } from "./track-legend.js";

/** @typedef {import("./graph-layout.js").Place} Place
 * @typedef {import("./graph-layout.js").Pixel} Pixel
 * @typedef {import("./graph-parts.js").GraphTemplate} GraphTemplate
 * @typedef {import("./graph-layout.js").GraphMeta} GraphMeta */

/** The arcs along which gradients have come so far, a trace for each bin of their norm.
 * @param {GraphTemplate} template @param {Place} place @param {number} share
 * @param {import("./script.js").VisibleFrame} frame @param {import("./script.js").Shown} now */
export function flowTraces(template, place, share, frame, now) {
  if (now.whole || (now.phase !== "backward" && now.phase !== "update")) return [];
  const { meta } = template;
  const norms = gradientNorms(frame);
  const size = nodeSize(place, share);
  const first = Math.max(1, now.backward);
  const whole = pathsAt(place, meta.flow.state, share);
  const arcs = whole
    .map((path, i) => ({ path, t: i + 1, norm: norms[i + 1] }))
    .filter(({ t }) => t >= first);
  const shown = share === 0 ? arcs.slice(0, 1) : arcs;
  const bins = Array.from({ length: meta.bins }, (_, bin) => {
    const mine = shown.filter((arc) => binOf(arc.norm, meta) === bin);
    const color = binColour(bin, meta);
    const paths = flatten(
      place,
      mine.map(({ path }) => path),
    );
    return trace(template, `flow ${bin}`, {
      ...paths,
      line: { width: 3.5, color, shape: "spline" },
    });
  });
  const marker = {
    symbol: "arrow",
    angleref: "previous",
    standoff: size / 2,
    size: shown.flatMap(() => [0, headSize(size) + 1, 0]),
    color: shown.flatMap((arc) => Array(3).fill(binColour(binOf(arc.norm, meta), meta))),
  };
  const legs = shown.map(({ path }) => path.slice(-2));
  const heads = trace(template, "flow arrows", { ...flatten(place, legs), marker });
  const letters = now.phase === "backward" ? [deltas(template, place, shown, size, share)] : [];
  return [...bins.filter(({ x }) => x.length > 0), heads, ...letters];
}

/** δ_t beside the arc on which it goes back. @param {GraphTemplate} template @param {Place} place
 * @param {{path: Pixel[], t: number}[]} arcs @param {number} size @param {number} share */
function deltas(template, place, arcs, size, share) {
  const roomy = share === 0 || place.column >= 40;
  const every = Math.round(60 / place.column) || 1;
  const shown = roomy ? arcs : arcs.filter(({ t }) => t % every === 0);
  const places = shown.map(({ path }) => {
    const [x, y] = middle(path);
    return toData(place, share === 0 ? [x + 22, y] : [x, y + 9]);
  });
  return trace(template, "flow arrows", {
    name: "deltas",
    mode: "text",
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    text: shown.map(({ t }) => `<i>δ</i>${subscript("", t)}`),
    textfont: { size: Math.max(11, Math.min(13, size / 2)), color: resolveColour("ink") },
  });
}

/** @param {number} bin @param {GraphMeta} meta */
const binColour = (bin, meta) => normColour(10 ** (meta.lowest_decade - 1 + bin + 0.5));
