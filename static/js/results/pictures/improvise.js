// A tune that nobody wrote: notes drawn from the network, after a title or a first note.
import { h } from "../../lib/dom.js";
import { t } from "../../lib/strings.js";
import { parseNote, tuneOf } from "./notes.js";
import { drawRoll } from "./roll-chart.js";
import { samplingForm } from "./sampling-form.js";
import { TuneButton } from "./tune-button.js";

const LENGTH = 24; // notes

/** @type {import("../pictures.js").Create} */
export function improvisePicture(element, state) {
  const start = h("select", {});
  const chart = h("div", { class: "roll-box", tabindex: 0, role: "img", hidden: true });
  chart.setAttribute("aria-label", t("improvise.summary"));
  const button = new TuneButton(chart, "network", t("improvise.play"));
  button.element.hidden = true;
  const { form, said, dispose } = samplingForm(state, {
    ...{ start, lengthLabel: t("improvise.length") },
    length: LENGTH,
    words: () => [start.value],
    show,
  });
  element.append(form, said, chart, h("div", { class: "picture-buttons" }, button.element));

  /** @param {string[]} words */
  function show(words) {
    button.stop();
    const first = parseNote(start.value).pitch === null ? [] : [start.value];
    const tune = words.length > 0 ? tuneOf([...first, ...words]) : [];
    button.tune = tune;
    chart.hidden = button.element.hidden = tune.length === 0;
    chart.replaceChildren(drawRoll({ target: [], network: tune, right: [] }));
    button.element.scrollIntoView({ block: "nearest" });
  }

  return {
    draw(_frame, { task, config }) {
      if (start.length === 0) {
        start.replaceChildren(...task.input_names.map((word) => h("option", {}, word)));
      }
      form.hidden = config.bidirectional || config.output_activation !== "softmax";
    },
    dispose() {
      button.stop();
      dispose();
    },
  };
}
