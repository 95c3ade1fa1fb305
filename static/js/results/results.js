// Does it learn? The network's results beside those of simple rules, and the task's own picture.
import { effect } from "../../vendor/signals-core.mjs";
import { coalesced, h, setText } from "../lib/dom.js";
import { formatNumber, formatPercent, t } from "../lib/strings.js";
import { report } from "../runs/problems.js";
import { pictureOf } from "./pictures.js";

/** @typedef {import("../state/pane.js").State} State
 * @typedef {import("../state/pane.js").Run} Run
 * @typedef {import("../state/pane.js").Frame} Frame */

const PARTS = /** @type {const} */ (["train", "held_out"]);
const PAUSE = 200; // between two drawings while playing, so that the tracks have the time

/** @param {HTMLElement} element @param {State} state */
export function mountResults(element, state) {
  const title = h("h2", {}, t("results.title"));
  const table = h("table", { class: "results-table" });
  const place = h("div", { class: "picture" });
  const own = h("div", { class: "own" });
  element.append(title, table, place, own);
  /** @type {Required<import("./pictures.js").Picture> | null} */
  let picture = null;
  let kind = "";
  let drawn = 0;
  let waiting = 0;

  const redraw = coalesced(() => {
    const [run, visible] = [state.run.peek(), state.visible.peek()];
    if (!run || !visible) return;
    if (run.task.picture !== kind) {
      picture?.dispose();
      kind = run.task.picture;
      picture = pictureOf(kind, place, state, ask);
    }
    drawn = performance.now();
    picture?.draw(visible.frame, run);
  });

  function ask() {
    clearTimeout(waiting);
    const wait = state.playing.peek() ? PAUSE - (performance.now() - drawn) : 0;
    if (wait > 0) waiting = setTimeout(redraw, wait);
    else redraw();
  }

  effect(() => {
    const { run, frame, shown, figures, theme, big, playing, sequence } = state;
    for (const signal of [figures, theme, big, playing, sequence]) signal.value;
    if (!run.value || !frame.value || !shown.value) return;
    fillTable(table, run.value, frame.value, shown.value.updated);
    ask();
  });
  mountWhenWanted(own, state);
}

/** The reader's own input is fetched with the first task that takes one.
 * @param {HTMLElement} element @param {State} state */
function mountWhenWanted(element, state) {
  /** @type {Promise<void> | null} */
  let mounted = null;
  effect(() => {
    if (!state.run.value?.task.encodes) return;
    mounted ??= import("./pictures/own-input.js").then((part) =>
      part.mountOwnInput(element, state),
    );
    mounted.catch((error) => report(state, error));
  });
}

/** The metric of the network and of each rule, on both parts of the data.
 * @param {HTMLTableElement} table @param {Run} run @param {Frame} frame
 * @param {boolean} known whether the update is done, after which the network is judged */
function fillTable(table, { task }, frame, known) {
  const { baselines, higher_is_better: higher } = task;
  const share = task.metric === "accuracy" || task.metric === "exact_match";
  const say = (/** @type {number} */ value) => (share ? formatPercent(value) : formatNumber(value));
  const mine = [frame.train_metric, frame.held_out_metric];
  const counts = [task.train_length, task.held_out_length];
  const verdicts = PARTS.map((part, i) => {
    const ahead = baselines.map((one) => (higher ? 1 : -1) * (mine[i] - one[part]));
    // Shares of so few answers differ by chance: two standard errors of a difference, at one half.
    const least = baselines.map((one) =>
      share ? Math.sqrt(2 / counts[i]) : 0.05 * Math.abs(one[part]),
    );
    if (ahead.every((by, at) => by > least[at])) return "better";
    return ahead.some((by, at) => by < -least[at]) ? "worse" : "same";
  });
  const rows = [
    ["caption", metricWords(task)],
    ["head", "", ...PARTS.map((part) => t(`results.${part}`))],
    [
      "network",
      t("results.network", { update: frame.update }),
      ...mine.map((value) => (known ? say(value) : "–")),
    ],
    ...baselines.map((one) => [
      "baseline",
      t(`results.baseline.${one.name}`),
      ...PARTS.map((part) => say(one[part])),
    ]),
    [
      "verdict",
      t("results.verdict"),
      ...verdicts.map((one) => (known ? t(`results.${one}`) : "–")),
    ],
  ];
  if (table.dataset.of !== `${task.name} ${rows.length}`) {
    table.dataset.of = `${task.name} ${rows.length}`;
    table.replaceChildren(...skeleton(rows));
  }
  const cells = table.querySelectorAll("caption, td, th");
  for (const [i, words] of rows.flatMap(([, ...texts]) => texts).entries()) {
    setText(/** @type {HTMLElement} */ (cells[i]), words);
  }
  for (const [i, cell] of table.querySelectorAll(".verdict td").entries()) {
    /** @type {HTMLElement} */ (cell).dataset.better = String(verdicts[i] === "better");
  }
  const apart = task.held_out_length > 0; // else all there is to learn is learnt
  for (const line of table.rows) line.cells[2].hidden = !apart;
}

/** What is judged, and in what unit: of several targets each has its own, and is measured in its usual
 * change from one value to the next. @param {Run["task"]} task */
function metricWords({ name, metric, unit, series }) {
  if (series && series.targets.length > 1) return t(`results.metric.${metric}.several`);
  const words = series?.targets[0].unit || (unit && t(`tooltip.unit.${name}`));
  return t(`results.metric.${metric}`, { unit: words || t("results.value") });
}

/** @param {string[][]} rows the caption, the head, the body: what each is, and its texts */
function skeleton([, [, corner, ...parts], ...body]) {
  const scope = (/** @type {string} */ of) => h("th", { scope: of });
  const head = h("tr", {}, h("td", {}, corner), ...parts.map(() => scope("col")));
  const lines = body.map(([kind]) => {
    const cells = parts.map(() => h("td"));
    return h("tr", { class: kind, "data-key": kind }, scope("row"), ...cells);
  });
  return [h("caption"), h("thead", {}, head), h("tbody", {}, ...lines)];
}
