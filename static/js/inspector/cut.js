// The button that cuts a gradient's way back from one state to the one before it, or mends the cut.
import { effect } from "../../vendor/signals-core.mjs";
import { h, setText } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { t } from "../lib/strings.js";
import { cutOf } from "../runs/forks.js";

/** @import { Question, Run, State } from "../state/pane.js" */

/** The step that the state edge of the question leads to; null: it is about none.
 * @param {Question} question @param {Run} run */
function edgeOf({ what, t: time, name }, { steps, quantities, carrier }) {
  if (what === "parameter") return name === carrier && time >= 1 ? time : null;
  const isState = quantities.some((one) => one.name === what && one.first === 0);
  if (isState) return time < steps ? time + 1 : null;
  return null;
}

/** @param {State} state @param {{value: Question | null}} question a signal
 * @param {(edits: import("../runs/forks.js").Edits) => void} fork */
export function createCut(state, question, fork) {
  /** @type {number | null} */
  let edge = null;
  const words = h("span");
  const press = () => {
    if (edge) fork(cutOf(state.config.peek()?.detached ?? [], edge));
  };
  const button = h("button", { type: "button", class: "cut", onclick: press }, icon("cut"), words);

  const dispose = effect(() => {
    const [asked, run] = [question.value, state.trainer.value];
    if (!asked || !run) return;
    edge = edgeOf(asked, run);
    button.hidden = edge === null;
    if (edge === null) return;
    const isCut = run.config.detached.includes(edge);
    setText(words, t(isCut ? "inspect.uncut" : "inspect.cut", { from: edge - 1, to: edge }));
  });
  return { button, dispose };
}
