// A series that a network has continued: what is said of it, and how it is drawn into the figure.
import { colour } from "../draw/theme.js";
import { asWords } from "../draw/words.js";
import { formatPercent, t } from "../lib/strings.js";
import { decode } from "../wire/decoding.js";

/** @typedef {import("../state/pane.js").Run} Run
 * @typedef {import("../state/pane.js").Wire["Forecast"]} Answer
 * @typedef {Omit<Answer, "values" | "low" | "high"> & Record<"values" | "low" | "high", number[]>} Forecast */

const SEE_THROUGH = "33";

export const listed = (/** @type {string[]} */ names) => names.join(t("problem.join"));

/** The numbers of the target that is drawn, the first one. Labels stay as they are written: one may
 * look like a number. @param {Answer} answer @returns {Forecast} */
export function read(answer) {
  const numbers = (/** @type {unknown} */ list) => {
    const { data = [], shape = [] } = decode(list);
    return Array.from(data).filter((_, i) => i % (shape[1] ?? 1) === 0);
  };
  const { values, low, high } = answer;
  return { ...answer, values: numbers(values), low: numbers(low), high: numbers(high) };
}

/** Where it begins, and what its band is. @param {Forecast} forecast @param {Run} run */
export function sentence({ update, start, first, known, low, count, coverage }, { task }) {
  const label = task.series?.labels[first - 1] ?? "";
  const given = known.length > 0 ? ` ${t("forecast.known", { names: listed(known) })}` : "";
  const begins = t(`forecast.${start}.help`, { label, update }) + given;
  if (low.length === 0) return `${begins} ${t("forecast.band.none", { count: count[0] })}`;
  const tries = { most: count[0], least: count[low.length - 1] };
  return `${begins} ${t("forecast.band.help", { share: formatPercent(coverage), ...tries })}`;
}

/** The figure with the forecast drawn into it, and the axis as long as that goes on.
 * @param {import("../draw/plotly.js").Figure} figure @param {Forecast} forecast @param {Run} run */
export function continued({ data, layout }, forecast, { task }) {
  const labels = forecast.labels.map(asWords);
  const traces = [...data, ...traced(forecast, labels)];
  if (forecast.start !== "now") return { data: traces, layout };
  const last = asWords(task.series?.labels.at(-1) ?? "");
  const xaxis = { ...layout.xaxis, range: [layout.xaxis.range[0], labels.at(-1)] };
  const line = { color: colour("$muted"), width: 1, dash: "dot" };
  const shapes = [{ type: "line", yref: "paper", x0: last, x1: last, y0: 0, y1: 1, line }];
  const text = { text: t("forecast.boundary"), font: { color: line.color } };
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
