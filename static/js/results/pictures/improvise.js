// A tune that nobody wrote: notes drawn from the network, after a title or a first note.
import { h, setText } from "../../lib/dom.js";
import { t } from "../../lib/strings.js";
import { drawForm } from "./draw-form.js";
import { parseNote, tuneOf } from "./notes.js";
import { drawRoll } from "./roll-chart.js";
import { playTune } from "./sound.js";

const LENGTH = 24; // notes

/** @type {import("../pictures.js").Create} */
export function improvisePicture(element, state) {
  const start = h("select", {});
  const chart = h("div", { class: "roll-box", tabindex: 0, role: "img", hidden: true });
  chart.setAttribute("aria-label", t("improvise.summary"));
  const play = h("button", { type: "button", hidden: true, onclick: toggle });
  const { form, said, dispose } = drawForm(state, {
    ...{ start, lengthLabel: t("improvise.length") },
    length: LENGTH,
    words: () => [start.value],
    show,
  });
  element.append(form, said, chart, h("div", { class: "picture-buttons" }, play));

  /** @type {import("./notes.js").Note[]} */
  let tune = [];
  /** @type {(() => void) | null} */
  let stopSound = null;

  /** @param {string[]} words */
  function show(words) {
    stop();
    const first = parseNote(start.value).pitch === null ? [] : [start.value];
    tune = words.length > 0 ? tuneOf([...first, ...words]) : [];
    chart.hidden = tune.length === 0;
    play.hidden = chart.hidden;
    chart.replaceChildren(drawRoll({ target: [], network: tune, right: [] }));
    play.scrollIntoView({ block: "nearest" });
  }

  function toggle() {
    if (stopSound) {
      stop();
      return;
    }
    stopSound = playTune(tune, sound, stop);
    label();
  }

  function stop() {
    stopSound?.();
    stopSound = null;
    sound(-1);
    label();
  }

  /** @param {number} place of the note that sounds; -1: none */
  function sound(place) {
    for (const [i, note] of chart.querySelectorAll(".network").entries()) {
      note.classList.toggle("sounding", i === place);
    }
  }

  function label() {
    setText(play, stopSound ? `■ ${t("roll.stop")}` : `▶ ${t("improvise.play")}`);
  }

  label();
  return {
    draw(_frame, { task, config }) {
      if (start.length === 0) {
        start.replaceChildren(...task.input_names.map((word) => h("option", {}, word)));
      }
      form.hidden = config.bidirectional || config.output_activation !== "softmax";
    },
    dispose() {
      stop();
      dispose();
    },
  };
}
