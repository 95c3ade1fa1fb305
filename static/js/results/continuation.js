// A series that a network has continued: what is said of it, and how it is drawn into the figure.
import { colour } from "../draw/theme.js";
import { asWords } from "../draw/words.js";
import { formatPercent, t } from "../lib/strings.js";
import { columnName } from "../state/columns.js";
import { decode } from "../wire/decoding.js";

/** @typedef {import("../state/pane.js").Run} Run
 * @typedef {import("../state/pane.js").Wire["Forecast"]} Answer
 * @typedef {Omit<Answer, "values" | "low" | "high"> & Record<"values" | "low" | "high", number[][]>} Forecast
 *   by target */

const SEE_THROUGH = "33";
const LONGEST = 14; // characters of a label, as those of the figure

/** What columns are called. @param {Run["task"]} task @param {string[]} names */
export const listed = (task, names) =>
  names.map((name) => columnName(task, name)).join(t("problem.join"));

/** Labels stay as they are written: one may look like a number. @param {Answer} answer
 * @returns {Forecast} */
export function read(answer) {
  const count = decode(answer.values).shape[1] ?? 1;
  const numbers = (/** @type {unknown} */ list) => {
    const data = Array.from(decode(list).data ?? []);
    return Array.from({ length: count }, (_, row) => data.filter((_, i) => i % count === row));
  };
  const { values, low, high } = answer;
  return { ...answer, values: numbers(values), low: numbers(low), high: numbers(high) };
}

/** Where it begins, and what its band is. @param {Forecast} forecast @param {Run} run */
export function sentence({ update, start, first, known, low: [low], count, coverage }, { task }) {
  const label = task.series?.labels[first - 1] ?? "";
  const given = known.length > 0 ? ` ${t("forecast.known", { names: listed(task, known) })}` : "";
  const begins = t(`forecast.${start}.help`, { label, update }) + given;
  if (low.length === 0) return `${begins} ${t("forecast.band.none", { count: count[0] })}`;
  const tries = { most: count[0], least: count[low.length - 1] };
  return `${begins} ${t("forecast.band.help", { share: formatPercent(coverage), ...tries })}`;
}

/** The figure with the forecast drawn into it, and the axis as long as that goes on.
 * @param {import("../draw/plotly.js").Figure} figure @param {Forecast} forecast @param {Run} run */
export function continued({ data, layout }, forecast, { task }) {
  const { first, labels, start } = forecast;
  const { tickvals, ticktext, range } = layout.xaxis; // labels that are no scale stand at their rows
  const places = tickvals ? labels.map((_, i) => first + i) : labels;
  const traces = [...data, ...traced(forecast, places)];
  if (start !== "now") return { data: traces, layout };
  const last = tickvals ? first - 1 : task.series?.labels.at(-1);
  const middle = labels.length >> 1;
  const written = tickvals && {
    tickvals: [...tickvals, places[middle]],
    ticktext: [...ticktext, asWords(labels[middle], LONGEST)],
  };
  const xaxis = { ...layout.xaxis, ...written, range: [range[0], places.at(-1)] };
  const line = { color: colour("$muted"), width: 1, dash: "dot" };
  const shapes = [{ type: "line", yref: "paper", x0: last, x1: last, y0: 0, y1: 1, line }];
  const text = { text: t("forecast.boundary"), font: { color: line.color } };
  const place = { x: last, y: 1, yref: "paper", xanchor: "left", yanchor: "top" };
  return {
    data: traces,
    layout: {
      ...layout,
      ...{ xaxis, shapes },
      annotations: [...(layout.annotations ?? []), { ...text, ...place, showarrow: false }],
    },
  };
}

/** In the row of each target the band's two ends and the line within. @param {Forecast} forecast
 * @param {(string | number)[]} places */
function traced({ values, low, high }, places) {
  const ground = colour("$W_h");
  const line = { color: ground, width: 2, dash: "dash" };
  return values.flatMap((own, row) => {
    const usual = {
      ...{ type: "scatter", mode: "lines", hoverinfo: "skip", showlegend: false },
      yaxis: row === 0 ? "y" : `y${row + 1}`,
    };
    const end = { ...usual, line: { width: 0 }, x: places.slice(0, low[row].length) };
    return [
      { ...end, name: "low", y: low[row] },
      { ...end, name: "high", y: high[row], fill: "tonexty", fillcolor: ground + SEE_THROUGH },
      { ...usual, name: "free", x: places, y: own, line },
    ];
  });
}

/** The figure with the names of its rows, where it has several targets.
 * @param {import("../draw/plotly.js").Figure} figure @param {Run} run */
export function named({ data, layout }, { task }) {
  const targets = task.series?.targets ?? [];
  const annotations = layout.annotations?.map(
    (/** @type {any} */ note, /** @type {number} */ i) => ({
      ...note,
      text: asWords(columnName(task, targets[i].name)),
    }),
  );
  return { data, layout: { ...layout, annotations } };
}
