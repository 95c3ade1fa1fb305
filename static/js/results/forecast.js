// What is held out of a series: one step ahead and, if asked, from the network's own values alone,
// over what is held out or on into the future, with how far off such forecasts have been.
import { effect, signal } from "../../vendor/signals-core.mjs";
import { colour } from "../draw/theme.js";
import { asWords } from "../draw/words.js";
import { createChoice } from "../lib/choice.js";
import { disposeAll, h, setText } from "../lib/dom.js";
import { formatPercent, t } from "../lib/strings.js";
import { errorWords } from "../runs/problems.js";
import { decode } from "../wire/decoding.js";
import { LatestRequest } from "../wire/latest-request.js";
import { forecastAt } from "../wire/server.js";
import { figurePicture } from "./figure.js";

/** @typedef {import("../state/pane.js").Run} Run
 * @typedef {import("../state/pane.js").Wire["Forecast"]} Answer
 * @typedef {Omit<Answer, "values" | "low" | "high"> & Record<"values" | "low" | "high", number[]>} Forecast */

const STARTS = /** @type {const} */ (["off", "held_out", "now"]);
const LATER = ["free", "band"]; // of the legend: drawn only if asked for
const SEE_THROUGH = "33";

/** @type {import("./pictures.js").Create} */
export function forecastPicture(element, state, ask) {
  /** @type {Forecast | null} */
  let forecast = null;
  const figure = figurePicture(
    "forecast",
    ["truth", "network", "baseline", ...LATER],
    (bound, run) => (forecast ? continued(bound, forecast, run) : bound),
  )(element, state, ask);
  const start = signal(/** @type {typeof STARTS[number]} */ ("off"));
  const name = h("span", { id: "free-name" }, t("forecast.free"));
  const words = (/** @type {string} */ one) => t(`forecast.${one}`);
  const choice = createChoice(STARTS, start, words, { "aria-labelledby": "free-name" });
  const said = h("p", { class: "picture-line", role: "status" });
  element.append(h("div", { class: "free" }, name, choice), said);
  const request = new LatestRequest();

  function askFree() {
    const [run, frame] = [state.run.peek(), state.frame.peek()];
    request.cancel();
    if (start.value === "off" || state.playing.peek() || !run || !frame) {
      show(null, "");
      return;
    }
    request.send(
      0,
      (cancelled) => forecastAt(run.id, frame.update, start.peek(), cancelled),
      (answer) => show(read(answer), sentence(read(answer), run)),
      (error) => show(null, errorWords(error)),
    );
  }

  /** @param {Forecast | null} next @param {string} text */
  function show(next, text) {
    setText(said, text);
    if (next !== forecast) ask();
    forecast = next;
    const there = { free: next !== null, band: next !== null && next.low.length > 0 };
    for (const [key, is] of Object.entries(there)) {
      const sign = /** @type {HTMLElement} */ (element.querySelector(`[data-key=${key}]`));
      sign.hidden = !is;
    }
  }

  return {
    draw: figure.draw,
    dispose: disposeAll([
      effect(() => {
        const { run, frame, playing } = state;
        for (const one of [run, frame, playing, start]) one.value;
        askFree();
      }),
      () => request.cancel(),
      () => figure.dispose?.(),
    ]),
  };
}

/** Labels stay as they are written: one may look like a number. @param {Answer} answer
 * @returns {Forecast} */
function read(answer) {
  const numbers = (/** @type {unknown} */ list) => [...(decode(list).data ?? [])];
  const { values, low, high } = answer;
  return { ...answer, values: numbers(values), low: numbers(low), high: numbers(high) };
}

/** Where it begins, and what its band is. @param {Forecast} forecast @param {Run} run */
function sentence({ update, start, first, low, count, coverage }, { task }) {
  const label = task.series?.labels[first - 1] ?? "";
  const begins = t(`forecast.${start}.help`, { label, update });
  if (low.length === 0) return `${begins} ${t("forecast.band.none", { count: count[0] })}`;
  const tries = { most: count[0], least: count[low.length - 1] };
  return `${begins} ${t("forecast.band.help", { share: formatPercent(coverage), ...tries })}`;
}

/** The figure with the forecast drawn into it, and the axis as long as that goes on.
 * @param {import("../draw/plotly.js").Figure} figure @param {Forecast} forecast @param {Run} run */
function continued({ data, layout }, forecast, { task }) {
  const labels = forecast.labels.map(asWords);
  const traces = [...data, ...traced(forecast, labels)];
  if (forecast.start !== "now") return { data: traces, layout };
  const last = asWords(task.series?.labels.at(-1) ?? "");
  const xaxis = { ...layout.xaxis, range: [layout.xaxis.range[0], labels.at(-1)] };
  const line = { color: colour("$muted"), width: 1, dash: "dot" };
  const shapes = [{ type: "line", yref: "paper", x0: last, x1: last, y0: 0, y1: 1, line }];
  const text = { text: t("forecast.boundary"), font: { size: 11, color: line.color } };
  const place = { x: last, y: 1, yref: "paper", xanchor: "left", yanchor: "top" };
  return {
    data: traces,
    layout: { ...layout, xaxis, shapes, annotations: [{ ...text, ...place, showarrow: false }] },
  };
}

/** The band's two ends and the line within. @param {Forecast} forecast @param {string[]} labels */
function traced({ values, low, high }, labels) {
  const ground = colour("$W_h");
  const usual = { type: "scatter", mode: "lines", hoverinfo: "skip", showlegend: false };
  const line = { color: ground, width: 2, dash: "dash" };
  const end = { ...usual, line: { width: 0 }, x: labels.slice(0, low.length) };
  return [
    { ...end, name: "low", y: low },
    { ...end, name: "high", y: high, fill: "tonexty", fillcolor: ground + SEE_THROUGH },
    { ...usual, name: "free", x: labels, y: values, line },
  ];
}
