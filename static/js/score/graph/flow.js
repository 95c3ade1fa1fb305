// The way of the gradient through the graph: arcs from right to left, in the colour of its norm.

import { resolveColour } from "../../draw/theme.js";
import { isReverse } from "../../lib/directions.js";
import { binOf, flatten, middle, nodeSize, pathsAt, toData, trimmed } from "./layout.js";
import { gradientsOf, normColour } from "./nodes.js";
import { headSize, lastLeg, lineGap, trace } from "./parts.js";

/** @typedef {import("./layout.js").Place} Place
 * @typedef {import("./layout.js").Pixel} Pixel
 * @typedef {import("./parts.js").GraphTemplate} GraphTemplate
 * @typedef {import("./layout.js").GraphMeta} GraphMeta */

/** The arcs along which gradients have come so far, a trace for each bin of their norm.
 * @param {GraphTemplate} template @param {Place} place @param {number} share
 * @param {import("../../state/script.js").VisibleFrame} frame @param {import("../../state/script.js").Shown} now
 * @param {number} b the sequence of the batch */
export function flowTraces(template, place, share, frame, now, b) {
  if (now.whole || (now.phase !== "backward" && now.phase !== "update")) return [];
  const { meta } = template;
  const size = nodeSize(place, share);
  const T = frame.hidden.shape[0];
  const arcs = (/** @type {string} */ name) => {
    const reverse = isReverse(name);
    const gradients = gradientsOf(frame, meta.decades, b, reverse);
    const times = name.startsWith("state") ? meta.columns.h.slice(1) : meta.columns.y;
    const paths = pathsAt(place, meta.flow[name], share);
    const there = paths.map((path, i) => {
      const bin = binOf(gradients[times[i]].exponent, meta.decades);
      return { path, t: times[i], bin, reverse };
    });
    const come = there.filter(({ t }) =>
      reverse ? T + 1 - t >= now.reverse.backward : t >= Math.max(1, now.backward),
    );
    return share === 0 ? come.slice(0, 1) : come;
  };
  const names = Object.keys(meta.flow);
  const states = names.filter((name) => name.startsWith("state")).flatMap(arcs);
  const shown = [...names.filter((name) => name.startsWith("error")).flatMap(arcs), ...states];
  const [low, high] = meta.decades;
  const bins = Array.from({ length: high - low }, (_, bin) => {
    const mine = shown.filter((arc) => arc.bin === bin);
    const color = binColour(bin, meta);
    const paths = flatten(
      place,
      mine.map(({ path }) => trimmed(path, lineGap(size))),
    );
    return trace(template, `flow ${bin}`, {
      ...paths,
      line: { width: 3.5, color, shape: "spline" },
    });
  });
  const marker = {
    symbol: "arrow",
    angleref: "previous",
    size: shown.flatMap(() => [0, headSize(size), 0]),
    opacity: 1,
    line: { width: 0 },
    color: shown.flatMap((arc) => Array(3).fill(binColour(arc.bin, meta))),
  };
  const legs = shown.map(({ path }) => lastLeg(path, size));
  const heads = trace(template, "flow arrows", { ...flatten(place, legs), marker });
  const letters = now.phase === "backward" ? [deltas(template, place, states, size, share)] : [];
  return [...bins.filter(({ x }) => x.length > 0), heads, ...letters];
}

/** δ_t beside the arc on which it goes back. @param {GraphTemplate} template @param {Place} place
 * @param {{path: Pixel[], t: number, reverse: boolean}[]} arcs @param {number} size @param {number} share */
function deltas(template, place, arcs, size, share) {
  const roomy = share === 0 || place.column >= 40;
  const every = Math.round(60 / place.column) || 1;
  const shown = roomy ? arcs : arcs.filter(({ t }) => t % every === 0);
  const places = shown.map(({ path, reverse }) => {
    const [x, y] = middle(path);
    const side = reverse ? -1 : 1;
    return toData(place, share === 0 ? [x + 22 * side, y] : [x, y + 9 * side]);
  });
  return trace(template, "flow arrows", {
    name: "deltas",
    mode: "text",
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    text: shown.map(({ t }) => `<i>δ</i><sub>${t}</sub>`),
    textfont: { size: Math.max(11, Math.min(13, size / 2)), color: resolveColour("ink") },
  });
}

/** @param {number} bin @param {GraphMeta} meta */
const binColour = (bin, meta) => normColour(meta.decades[0] + bin + 0.5, meta.decades);
