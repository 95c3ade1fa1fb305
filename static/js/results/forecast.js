// What is held out of a series: one step ahead and, if asked, from the network's own values alone,
// over what is held out or on into the future, with how far off such forecasts have been.
import { effect, signal } from "../../vendor/signals-core.mjs";
import { createChoice } from "../lib/choice.js";
import { disposeAll, h, setText } from "../lib/dom.js";
import { t } from "../lib/strings.js";
import { errorWords } from "../runs/problems.js";
import { LatestRequest } from "../wire/latest-request.js";
import { forecastAt } from "../wire/server.js";
import { continued, listed, named, read, sentence } from "./continuation.js";
import { figurePicture } from "./figure.js";

/** @typedef {import("../state/pane.js").Run} Run
 * @typedef {import("./continuation.js").Forecast} Forecast */

const STARTS = /** @type {const} */ (["off", "held_out", "now"]);
const LATER = ["free", "band"]; // of the legend: drawn only if asked for

/** @type {import("./pictures.js").Create} */
export function forecastPicture(element, state, ask) {
  /** @type {Forecast | null} */
  let forecast = null;
  const figure = figurePicture(
    "forecast",
    ["truth", "network", "baseline", ...LATER],
    (bound, run) => (forecast ? continued(named(bound, run), forecast, run) : named(bound, run)),
  )(element, state, ask);
  const start = signal(/** @type {typeof STARTS[number]} */ ("off"));
  const name = t("forecast.free");
  const words = (/** @type {string} */ one) => t(`forecast.${one}`);
  const choice = createChoice(STARTS, start, words, { "aria-label": name });
  const why = h("p", { class: "picture-line" });
  const said = h("p", { class: "picture-line", role: "status" });
  element.append(h("div", { class: "free" }, name, choice), why, said);
  const request = new LatestRequest();

  function askFree() {
    const [run, frame] = [state.run.peek(), state.frame.peek()];
    const from = start.value;
    request.cancel();
    if (from === "off" || state.playing.peek() || !run || !frame) {
      show(null, "");
      return;
    }
    request.send(
      0,
      (cancelled) => forecastAt(run.id, frame.update, from, cancelled),
      (answer) => {
        const found = read(answer);
        show(found, sentence(found, run));
      },
      (error) => show(null, errorWords(error)),
    );
  }

  /** @param {Forecast | null} next @param {string} text */
  function show(next, text) {
    setText(said, text);
    if (next !== forecast) ask();
    forecast = next;
    explain(element, next);
  }

  return {
    draw: figure.draw,
    dispose: disposeAll([
      effect(() => {
        const { run, frame, playing } = state;
        for (const one of [run, frame, playing, start]) one.value;
        askFree();
      }),
      effect(() => {
        const able = !state.run.value || offer(state.run.value, choice, why);
        if (!able && start.peek() === "now") start.value = "off";
      }),
      () => request.cancel(),
      () => figure.dispose?.(),
    ]),
  };
}

/** The legend has the signs of what is drawn. @param {HTMLElement} element @param {Forecast | null} forecast */
function explain(element, forecast) {
  const there = { free: forecast !== null, band: (forecast?.low[0] ?? []).length > 0 };
  for (const [key, is] of Object.entries(there)) {
    const sign = /** @type {HTMLElement} */ (element.querySelector(`[data-key=${key}]`));
    sign.hidden = !is;
  }
}

/** Whether the run can go into the future; else that is off, with the reason: beyond its last value
 * nobody knows what is read and not predicted.
 * @param {Run} run @param {HTMLElement} choice @param {HTMLElement} why */
function offer({ task }, choice, why) {
  const predicted = task.series?.targets.map(({ name }) => name) ?? [];
  const read = task.series?.inputs.map(({ name }) => name) ?? [];
  const names = read.filter((name) => !predicted.includes(name));
  /** @type {HTMLButtonElement} */ (choice.lastElementChild).disabled = names.length > 0;
  setText(why, names.length > 0 ? t("problem.reads_more", { names: listed(task, names) }) : "");
  return names.length === 0;
}
