// Does it learn? The network's errors beside those of "as last time", and what it says of years it
// has not been trained on.
import { effect } from "../vendor/signals-core.mjs";
import { bind } from "./bind.js";
import { disposeAll, h, setText } from "./dom.js";
import { formatNumber, t } from "./i18n.js";
import { draw, erase } from "./plot.js";
import { coalesced } from "./redraw.js";
import { visibleFrame } from "./script.js";
import { resolveColour } from "./theme.js";
import { key } from "./track-legend.js";

/** @typedef {import("./state.js").State} State */

const PARTS = /** @type {const} */ (["train_rmse", "held_out_rmse"]);
const PAUSE = 200; // between two drawings while playing, so that the tracks have the time

/** @param {HTMLElement} element @param {State} state @returns {() => void} */
export function mountForecast(element, state) {
  const table = errorTable();
  const legend = h("div", { class: "track-legend" });
  key(legend, ["truth", "network", "baseline"]);
  const label = t("forecast.summary");
  const figure = h("div", { class: "figure" });
  const plot = h("div", { class: "forecast-plot", role: "img", "aria-label": label }, figure);
  const title = h("h2", {}, t("forecast.title"));
  element.append(title, table.element, legend, plot);
  let width = 0;
  let drawn = 0;
  let waiting = 0;

  const redraw = coalesced(() => {
    const [frame, now] = [state.frame.peek(), state.shown.peek()];
    const template = state.figures.peek().forecast;
    if (!frame || !now || !template || width === 0) return;
    drawn = performance.now();
    draw(figure, bind(template, visibleFrame(frame, now), resolveColour), width);
  });

  function ask() {
    clearTimeout(waiting);
    const wait = state.playing.peek() ? PAUSE - (performance.now() - drawn) : 0;
    if (wait > 0) waiting = setTimeout(redraw.ask, wait);
    else redraw.ask();
  }

  const observer = new ResizeObserver(([{ contentRect }]) => {
    width = contentRect.width;
    ask();
  });
  observer.observe(plot);
  return disposeAll([
    effect(() => {
      const { run, frame, shown, figures, theme, big, playing } = state;
      for (const signal of [figures, theme, big, playing]) signal.value;
      if (!run.value || !frame.value || !shown.value) return;
      table.write(run.value, frame.value, shown.value.updated);
      ask();
    }),
    () => observer.disconnect(),
    () => clearTimeout(waiting),
    redraw.cancel,
    () => erase(figure),
    () => element.replaceChildren(),
  ]);
}

/** Root mean square errors in the task's unit: two predictors, two parts of the series. */
function errorTable() {
  const cells = { network: PARTS.map(() => h("td")), baseline: PARTS.map(() => h("td")) };
  const verdicts = PARTS.map(() => h("td"));
  const name = { network: h("th", { scope: "row" }), baseline: h("th", { scope: "row" }) };
  const caption = h("caption");
  const element = h(
    "table",
    { class: "forecast-errors" },
    caption,
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("td"),
        ...PARTS.map((part) => h("th", { scope: "col" }, t(`forecast.${part}`))),
      ),
    ),
    h(
      "tbody",
      {},
      h("tr", { "data-key": "network" }, name.network, ...cells.network),
      h("tr", { "data-key": "baseline" }, name.baseline, ...cells.baseline),
      h("tr", { class: "verdict" }, h("th", { scope: "row" }, t("forecast.verdict")), ...verdicts),
    ),
  );
  return {
    element,
    /** @param {import("./state.js").Run} run @param {import("./state.js").Frame} frame
     * @param {boolean} known whether the update is done, after which the network is judged */
    write({ task }, frame, known) {
      const unit = t(`tooltip.unit.${task.name}`);
      setText(caption, unit ? t("forecast.caption", { unit }) : t("forecast.captionPlain"));
      setText(name.network, t("forecast.network", { update: frame.update }));
      setText(name.baseline, t(`forecast.baseline.${task.name}`));
      for (const [i, part] of PARTS.entries()) {
        const [mine, last] = [frame[part], task.baseline[part]];
        setText(cells.network[i], known ? formatNumber(mine) : "–");
        setText(cells.baseline[i], formatNumber(last));
        const better = mine < last;
        setText(verdicts[i], known ? t(better ? "forecast.better" : "forecast.worse") : "–");
        verdicts[i].dataset.better = String(better);
      }
    },
  };
}
