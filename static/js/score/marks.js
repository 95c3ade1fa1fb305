// What lies over the tracks besides the cursor: what an inspected number is computed from, and cuts.
import { effect } from "../../vendor/signals-core.mjs";
import { middleOf } from "../draw/axis.js";
import { coalesced } from "../draw/redraw.js";
import { disposeAll, h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { plainName } from "../lib/names.js";
import { t } from "../lib/strings.js";
import { blocksOf } from "../state/questions.js";
import { nodePlace } from "./graph/pick.js";

/** @typedef {import("../state/pane.js").State} State
 * @typedef {import("../state/pane.js").Dependency} Dependency
 * @typedef {import("./track.js").Track} Track
 * @typedef {import("../draw/axis.js").Axis} Axis */

/** Where each array is drawn: the track, and the kind of node in the graph.
 * `as`: the array in whose rows it is marked, if not its own.
 * @type {Record<string, {tracks: string[], node?: string, as?: string}>} */
const DRAWN = {
  inputs: { tracks: ["series"], node: "x" },
  targets: { tracks: ["series"], node: "p" },
  outputs: { tracks: ["series"], node: "y" },
  errors: { tracks: ["series"], node: "y" },
  grad_logits: { tracks: ["series"], node: "y" },
  hidden: { tracks: ["hidden"], node: "h" },
  preactivation: { tracks: ["hidden"], node: "h", as: "hidden" },
  cell_state: { tracks: ["hidden"] },
  grad_hidden: { tracks: ["grad_hidden", "norms"], node: "h" },
  grad_cell_state: { tracks: ["grad_hidden"] },
  delta: { tracks: ["grad_hidden"], node: "h", as: "grad_hidden" },
};
/** @type {(typeof DRAWN)[string]} */
const GATE = { tracks: ["gates"] };
const CUT_IN = ["grad_hidden", "norms"];

/** @param {State} state @param {() => Axis} axis @param {Record<string, Track>} tracks */
export function mountMarks(state, axis, tracks) {
  const layers = Object.fromEntries(
    Object.entries(tracks).map(([name, { plot }]) => {
      const layer = h("div", { class: "marks", "aria-hidden": "true" });
      plot.append(layer);
      return [name, layer];
    }),
  );

  function draw() {
    /** @type {Record<string, Map<string, HTMLElement>>} by place, so that none is marked twice */
    const marks = Object.fromEntries(Object.keys(layers).map((name) => [name, new Map()]));
    for (const place of state.dependencies.peek()) mark(marks, place);
    for (const time of state.config.peek()?.detached ?? []) cut(marks, time);
    for (const [name, layer] of Object.entries(layers))
      layer.replaceChildren(...marks[name].values());
  }

  /** @param {Record<string, Map<string, HTMLElement>>} marks @param {Dependency} place */
  function mark(marks, { name, t: time, unit }) {
    if (time === null) return;
    const plain = plainName(name);
    const { tracks: names, node, as = plain } = DRAWN[plain] ?? GATE;
    const array = name.replace(plain, as);
    for (const track of names) if (tracks[track]) cell(marks, track, time, unit ?? 1, array);
    const seen = node && state.view.peek() === "unrolled" ? nodeAt(node, time) : null;
    if (!seen) return;
    const { x, y, size } = seen;
    const side = size + 8;
    marks.graph.set(`${node}${time}`, box(x - side / 2, y - side / 2, side, side, "node"));
  }

  /** @param {Record<string, Map<string, HTMLElement>>} marks @param {string} track
   * @param {number} time @param {number} unit @param {string} array */
  function cell(marks, track, time, unit, array) {
    const { column } = axis();
    const { plot } = tracks[track];
    const left = middleOf(axis(), time) - column / 2;
    const block = blocksOf(state, track).find((one) => one.array === array);
    if (!block) {
      marks[track].set(`${time}`, box(left, 2, column, plot.clientHeight - 4));
      return;
    }
    const inner = plot.clientHeight - 6;
    const row = (inner * block.height) / block.rows;
    const at = (unit - 1) % block.rows;
    const top = 3 + inner * block.top + at * row;
    marks[track].set(`${array} ${time} ${at}`, box(left, top, column, row));
  }

  /** @param {string} name @param {number} time */
  function nodeAt(name, time) {
    const template = /** @type {any} */ (state.figures.peek().graph);
    const { clientWidth: width, clientHeight: height } = tracks.graph.plot;
    return template && width > 0 ? nodePlace(template, { width, height }, name, time) : null;
  }

  /** Scissors on the edge from the state before. @param {Record<string, Map<string, HTMLElement>>} marks
   * @param {number} time */
  function cut(marks, time) {
    const border = middleOf(axis(), time) - axis().column / 2;
    for (const track of CUT_IN) {
      if (tracks[track]) marks[track].set(`cut ${time}`, line(border));
    }
    const node = state.view.peek() === "unrolled" ? nodeAt("h", time) : null;
    if (!node) return;
    const scissors = h(
      "span",
      {
        class: "scissors",
        "data-cut": time,
        title: t("inspect.cut.here", { from: time - 1, to: time }),
      },
      icon("cut"),
    );
    scissors.style.transform = `translate(${border}px, ${node.y}px) translate(-50%, -50%)`;
    marks.graph.set(`cut ${time}`, scissors);
  }

  const redraw = coalesced(draw);
  return {
    place: redraw.ask,
    dispose: disposeAll([
      effect(() => {
        state.dependencies.value;
        state.figures.value;
        state.config.value;
        state.view.value;
        state.tracks.value;
        redraw.ask();
      }),
      redraw.cancel,
      () => {
        for (const layer of Object.values(layers)) layer.remove();
      },
    ]),
  };
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
