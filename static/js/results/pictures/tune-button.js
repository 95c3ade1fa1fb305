// The button that plays a tune: while it sounds, its notes light up in the piano roll, one by one.
import { h, setText } from "../../lib/dom.js";
import { t } from "../../lib/strings.js";
import { playTune } from "./sound.js";

/** @typedef {import("./notes.js").Note} Note */

export class TuneButton {
  element = h("button", { type: "button", onclick: () => this.#toggle() });
  /** @type {Note[]} */
  tune = [];
  #chart;
  #kind;
  #words;
  /** @type {(() => void) | null} */
  #stopSound = null;
  /** The note that sounds; -1: none. */
  #place = -1;

  /** @param {HTMLElement} chart the piano roll @param {"target" | "network"} kind whose notes
   * @param {string} words on the button */
  constructor(chart, kind, words) {
    this.#chart = chart;
    this.#kind = kind;
    this.#words = words;
    this.show();
  }

  stop() {
    this.#stopSound?.();
    this.#stopSound = null;
    this.#place = -1;
    this.show();
  }

  /** Say what the button does now, and light up the note that sounds. */
  show() {
    setText(this.element, this.#stopSound ? `■ ${t("roll.stop")}` : `▶ ${this.#words}`);
    for (const [i, note] of this.#chart.querySelectorAll(`.${this.#kind}`).entries()) {
      note.classList.toggle("sounding", i === this.#place);
    }
  }

  #toggle() {
    if (this.#stopSound) return this.stop();
    const onNote = (/** @type {number} */ place) => {
      this.#place = place;
      this.show();
    };
    this.#stopSound = playTune(this.tune, onNote, () => this.stop());
    this.show();
  }
}
