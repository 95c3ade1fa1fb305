// What the network writes by itself: a sample after every update, and as many more as are drawn.
import { sampleAt } from "../api.js";
import { failureWords } from "../asked-words.js";
import { h, setText } from "../dom.js";
import { formatNumber, t } from "../i18n.js";
import { latest } from "../latest.js";

const TEMPERATURE = 0.7;
const LENGTH = 200; // letters
const MAX_LENGTH = 2000;

/** @type {import("../pictures.js").Create} */
export function textPicture(element, state) {
  const title = h("p", { class: "picture-line" });
  const sample = h("pre", { class: "written", tabindex: 0 });
  const heat = h("output", {}, formatNumber(TEMPERATURE, 2));
  const temperature = h("input", {
    ...{ type: "range", min: 0, max: 2, step: 0.1, value: TEMPERATURE },
    oninput: () => setText(heat, formatNumber(temperature.valueAsNumber, 2)),
  });
  const length = h("input", { type: "number", min: 1, max: MAX_LENGTH, value: LENGTH });
  const start = h("input", { type: "text", maxlength: 100, autocomplete: "off" });
  const drawn = h("pre", { class: "written", tabindex: 0, hidden: true });
  const said = h("p", { class: "picture-line", role: "status" });
  const form = h(
    "form",
    { class: "draw-form", onsubmit: submitted },
    h("label", {}, h("span", {}, t("text.temperature"), " ", heat), temperature),
    h("label", {}, t("text.length"), length),
    h("label", {}, t("text.start"), start),
    h("button", { type: "submit" }, t("text.draw")),
  );
  element.append(title, sample, form, said, drawn);
  const asking = latest();
  let draws = 0;

  /** @param {Event} event */
  function submitted(event) {
    event.preventDefault();
    const [run, frame] = [state.run.peek(), state.frame.peek()];
    if (!run || !frame) return;
    draws += 1;
    const asked = {
      update: frame.update,
      length: length.valueAsNumber,
      temperature: temperature.valueAsNumber,
      seed: draws, // another text each time
      start: [...start.value],
    };
    asking.ask(0, (signal) => sampleAt(run.id, asked, signal), show, refuse);
  }

  /** @param {{update: number, words: string[]}} answer */
  function show({ update, words }) {
    drawn.hidden = false;
    drawn.replaceChildren(h("b", {}, start.value), words.join(""));
    setText(said, t("text.drawn", { update }));
  }

  /** @param {unknown} error */
  function refuse(error) {
    drawn.hidden = true;
    setText(said, failureWords(error));
  }

  return {
    draw({ picture, update }) {
      const known = Boolean(state.shown.peek()?.updated);
      const able = picture.sample !== "";
      const words = able ? t("text.title", { update }) : t("text.unable");
      setText(title, known ? words : t("rows.later"));
      setText(sample, known ? (picture.sample ?? "") : "");
      sample.hidden = !able;
      form.hidden = !able;
    },
    dispose: asking.cancel,
  };
}
