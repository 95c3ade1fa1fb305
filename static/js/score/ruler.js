// The ruler over all tracks: the number of each timestep, and what it is called in the data.
import { effect, untracked } from "../../vendor/signals-core.mjs";
import { labelEvery, middleOf } from "../draw/axis.js";
import { h, setText } from "../lib/dom.js";
import { t } from "../lib/strings.js";
import { labelOf, labelWidth } from "../state/labels.js";
import { sequenceIn } from "../state/pane.js";

const NUMBER = 30;

/** @param {HTMLElement} body @param {import("../state/pane.js").State} state
 * @param {() => import("../draw/axis.js").Axis} axis @returns {() => void} puts its columns in place */
export function mountRuler(body, state, axis) {
  const ruler = h("div", { class: "ruler", "aria-hidden": "true" });
  body.prepend(ruler);
  /** @type {{t: number, element: HTMLElement, label: HTMLElement}[]} */
  let columns = [];

  function place() {
    const { column, steps } = axis();
    const [run, frame] = [state.run.peek(), state.frame.peek()];
    const wide = run && frame ? labelWidth(run, frame, sequenceIn(state, frame)) : NUMBER;
    const [every, everyLabel] = [labelEvery(column, NUMBER), labelEvery(column, wide)];
    const heading = h("span", { class: "ruler-heading" }, t("tracks.time"));
    columns = Array.from({ length: steps + 1 }, (_, time) => {
      const label = h("small");
      const number = time % every === 0 ? String(time) : "\u00a0";
      const element = h("span", { class: "ruler-column" }, number, label);
      element.style.left = `${middleOf(axis(), time)}px`;
      return { t: time, element, label };
    }).filter(({ t: time }) => time % every === 0 || time % everyLabel === 0);
    for (const { t: time, label } of columns) label.hidden = time % everyLabel !== 0;
    ruler.replaceChildren(heading, ...columns.map(({ element }) => element));
    write();
  }

  function write() {
    const [run, frame] = [state.run.peek(), state.frame.peek()];
    if (!run || !frame) return;
    for (const { t: time, label } of columns) {
      const name = labelOf(run, frame, time, sequenceIn(state, frame));
      setText(label, time === 0 || label.hidden ? "" : String(name ?? ""));
    }
  }

  effect(() => {
    state.frame.value;
    state.sequence.value;
    untracked(write);
  });
  return place;
}
