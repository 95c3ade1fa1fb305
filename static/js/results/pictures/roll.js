// A tune as a piano roll: the notes that were to be played, and those that the network plays.

import { key } from "../../draw/legend.js";
import { h, setText } from "../../lib/dom.js";
import { t } from "../../lib/strings.js";
import { sequenceIn } from "../../state/pane.js";
import { tuneOf } from "./notes.js";
import { drawRoll } from "./roll-chart.js";
import { playTune } from "./sound.js";

/** @typedef {import("./notes.js").Note} Note
 * @typedef {"target" | "network"} Player */

const PLAYERS = /** @type {const} */ (["target", "network"]);

/** @type {import("../pictures.js").Create} */
export function rollPicture(element, state, ask) {
  const choice = h("select", { "aria-label": t("roll.tune"), onchange: chosen });
  const legend = h("div", { class: "track-legend" });
  key(legend, ["note_target", "note_network", "note_wrong"]);
  const count = h("p", { class: "picture-line" });
  const chart = h("div", { class: "roll-box", tabindex: 0, role: "img" });
  const buttons = PLAYERS.map((who) => h("button", { type: "button", onclick: () => toggle(who) }));
  element.append(choice, legend, count, chart, h("div", { class: "picture-buttons" }, ...buttons));

  /** @type {Record<Player, Note[]>} */
  let tunes = { target: [], network: [] };
  /** What sounds: whose tune, and which of its notes. @type {{who: Player, place: number} | null} */
  let sounding = null;
  let stopSound = () => {};

  function chosen() {
    stop();
    ask();
  }

  function stop() {
    stopSound();
    sounding = null;
    showSounding();
  }

  /** @param {Player} who */
  function toggle(who) {
    const again = sounding?.who === who;
    stop();
    if (again) return;
    sounding = { who, place: 0 };
    stopSound = playTune(tunes[who], sound, stop);
    showSounding();

    function sound(/** @type {number} */ place) {
      sounding = { who, place };
      showSounding();
    }
  }

  function showSounding() {
    for (const note of chart.querySelectorAll(".sounding")) note.classList.remove("sounding");
    if (sounding) {
      chart.querySelectorAll(`.${sounding.who}`)[sounding.place]?.classList.add("sounding");
    }
    for (const [i, button] of buttons.entries()) {
      const playing = sounding?.who === PLAYERS[i];
      setText(button, `${playing ? "■" : "▶"} ${t(`roll.${playing ? "stop" : PLAYERS[i]}`)}`);
    }
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
      tunes = { target: tuneOf(row.targets), network: known ? tuneOf(row.outputs) : [] };
      chart.replaceChildren(drawRoll({ ...tunes, right }));
      const numbers = { right: right.filter((one) => one).length, all: right.length };
      setText(count, known ? t("roll.right", numbers) : t("rows.later"));
      chart.setAttribute("aria-label", t("roll.summary", { title: row.inputs[0] }));
      buttons[1].disabled = !known;
      showSounding();
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
