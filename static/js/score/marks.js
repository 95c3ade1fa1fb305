// What lies over the tracks besides the cursor: what an inspected number is computed from, and cuts.
import { effect } from "../../vendor/signals-core.mjs";
import { middleOf } from "../draw/axis.js";
import { coalesced, h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { t } from "../lib/strings.js";
import { metaOf } from "../state/pane.js";

/** @typedef {import("../state/pane.js").State} State
 * @typedef {import("../state/pane.js").Dependency} Dependency
 * @typedef {import("../state/pane.js").Meta} Meta
 * @typedef {import("./track.js").Track} Track
 * @typedef {import("../draw/axis.js").Axis} Axis
 * @typedef {Map<string, HTMLElement>} Marks by place, so that none is marked twice */

/** @param {State} state @param {() => Axis} axis @param {Record<string, Track>} tracks
 * @returns {() => void} has them drawn where the tracks stand now */
export function mountMarks(state, axis, tracks) {
  const layers = Object.values(tracks).map((track) => {
    const layer = h("div", { class: "marks", "aria-hidden": "true" });
    track.plot.append(layer);
    return { track, layer };
  });

  const redraw = coalesced(() => {
    for (const { track, layer } of layers) {
      /** @type {Marks} */
      const marks = new Map();
      const meta = metaOf(state, track.name);
      for (const place of state.dependencies.peek()) mark(marks, track, meta, axis(), place);
      for (const time of meta.cuts ? (state.config.peek()?.detached ?? []) : [])
        cut(marks, track, axis(), time);
      layer.replaceChildren(...marks.values());
    }
  });
  effect(() => {
    const { dependencies, figures, config, view, tracks: shown } = state;
    for (const signal of [dependencies, figures, config, view, shown]) signal.value;
    redraw();
  });
  return redraw;
}

/** One of the arrays that the track marks. @param {Marks} marks @param {Track} track @param {Meta} meta
 * @param {Axis} axis @param {Dependency} place */
function mark(marks, track, meta, axis, { name, t: time, unit }) {
  const as = meta.marks?.[name];
  if (time === null || as === undefined) return;
  if (track.nodeAt) {
    const seen = as && track.nodeAt(as, time);
    if (!seen) return;
    const side = seen.size + 8;
    marks.set(`${as}${time}`, box(seen.x - side / 2, seen.y - side / 2, side, side, "node"));
    return;
  }
  const left = middleOf(axis, time) - axis.column / 2;
  const block = meta.blocks?.find(({ array }) => array === as);
  if (!block) {
    marks.set(`${time}`, box(left, 2, axis.column, track.plot.clientHeight - 4));
    return;
  }
  const inner = track.plot.clientHeight - 6;
  const row = (inner * block.height) / block.rows;
  const at = ((unit ?? 1) - 1) % block.rows;
  marks.set(`${as} ${time} ${at}`, box(left, 3 + inner * block.top + at * row, axis.column, row));
}

/** A line, in the graph scissors, on the edge from the state before. @param {Marks} marks
 * @param {Track} track @param {Axis} axis @param {number} time */
function cut(marks, track, axis, time) {
  const border = middleOf(axis, time) - axis.column / 2;
  const node = track.nodeAt?.("h", time);
  if (track.nodeAt && !node) return;
  marks.set(`cut ${time}`, node ? scissors(border, node.y, time) : line(border));
}

/** @param {number} left @param {number} top @param {number} width @param {number} height
 * @param {string} [kind] */
function box(left, top, width, height, kind = "cell") {
  const element = h("span", { class: `dependency ${kind}` });
  element.style.transform = `translate(${left}px, ${top}px)`;
  element.style.width = `${width}px`;
  element.style.height = `${height}px`;
  return element;
}

/** @param {number} left */
function line(left) {
  const element = h("span", { class: "cut-line" });
  element.style.transform = `translateX(${left}px)`;
  return element;
}

/** @param {number} x @param {number} y @param {number} time */
function scissors(x, y, time) {
  const title = t("inspect.cut.here", { from: time - 1, to: time });
  const element = h("span", { class: "scissors", "data-cut": time, title }, icon("cut"));
  element.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
  return element;
}
