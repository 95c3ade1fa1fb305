// A tune as a piano roll: the notes that were to be played, and those that the network plays.

import { signLegend } from "../../draw/legend.js";
import { h, setText } from "../../lib/dom.js";
import { t } from "../../lib/strings.js";
import { sequenceIn } from "../../state/pane.js";
import { tuneOf } from "./notes.js";
import { drawRoll } from "./roll-chart.js";
import { TuneButton } from "./tune-button.js";

/** @type {import("../pictures.js").Create} */
export function rollPicture(element, state, ask) {
  const choice = h("select", { "aria-label": t("roll.tune"), onchange: chosen });
  const legend = h("div", { class: "track-legend" });
  signLegend(legend, ["note_target", "note_network", "note_wrong"]);
  const count = h("p", { class: "picture-line" });
  const chart = h("div", { class: "roll-box", tabindex: 0, role: "img" });
  const target = new TuneButton(chart, "target", t("roll.target"));
  const network = new TuneButton(chart, "network", t("roll.network"));
  // One of them sounds at a time.
  target.element.addEventListener("click", () => network.stop());
  network.element.addEventListener("click", () => target.stop());
  const buttons = h("div", { class: "picture-buttons" }, target.element, network.element);
  element.append(choice, legend, count, chart, buttons);

  function stop() {
    target.stop();
    network.stop();
  }

  function chosen() {
    stop();
    ask();
  }

  return {
    draw(frame) {
      const rows = frame.picture.rows ?? [];
      const ofWindow = frame.tokens.inputs[sequenceIn(state, frame)][0];
      offer(
        choice,
        ofWindow,
        rows.map(({ inputs }) => inputs[0]),
      );
      const row = rows.find(({ inputs }) => inputs[0] === (choice.value || ofWindow));
      if (!row) return;
      const known = Boolean(state.shown.peek()?.updated);
      const right = known ? row.right : [];
      target.tune = tuneOf(row.targets);
      network.tune = known ? tuneOf(row.outputs) : [];
      chart.replaceChildren(drawRoll({ target: target.tune, network: network.tune, right }));
      const numbers = { right: right.filter((one) => one).length, all: right.length };
      setText(count, known ? t("roll.right", numbers) : t("rows.later"));
      chart.setAttribute("aria-label", t("roll.summary", { title: row.inputs[0] }));
      network.element.disabled = !known;
      for (const button of [target, network]) button.show();
    },
    dispose: stop,
  };
}

/** The tunes; the first choice follows the window. @param {HTMLSelectElement} choice
 * @param {string} ofWindow @param {string[]} titles */
function offer(choice, ofWindow, titles) {
  if (choice.length !== titles.length + 1) {
    const options = ["", ...titles].map((title) => h("option", { value: title }, title));
    choice.replaceChildren(...options);
  }
  setText(choice.options[0], t("roll.window", { title: ofWindow }));
}
