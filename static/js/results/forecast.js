// What is held out of a series: one step ahead and, if asked, from the network's own values alone.
import { effect } from "../../vendor/signals-core.mjs";
import { resolveColour } from "../draw/theme.js";
import { disposeAll, h, setText } from "../lib/dom.js";
import { t } from "../lib/strings.js";
import { errorWords } from "../runs/problems.js";
import { decode } from "../wire/decoding.js";
import { LatestRequest } from "../wire/latest-request.js";
import { forecastAt } from "../wire/server.js";
import { figurePicture } from "./figure.js";

/** @typedef {{update: number, first: number, values: import("../state/pane.js").NdArray}} Forecast */

/** @type {import("./pictures.js").Create} */
export function forecastPicture(element, state, ask) {
  /** The series continued by the network alone. @type {Forecast | null} */
  let free = null;
  const figure = figurePicture("forecast", ["truth", "network", "baseline", "free"], (run) =>
    free ? [trace(free, run)] : [],
  )(element, state, ask);
  const legend = /** @type {HTMLElement} */ (element.querySelector("[data-key=free]"));
  const box = h("input", { type: "checkbox", onchange: askFree });
  const said = h("p", { class: "picture-line", role: "status" });
  element.append(h("label", { class: "free" }, box, t("forecast.free")), said);
  const request = new LatestRequest();

  function askFree() {
    const [run, frame] = [state.run.peek(), state.frame.peek()];
    legend.hidden = !box.checked;
    request.cancel();
    if (!box.checked || state.playing.peek() || !run || !frame) {
      show(null, "");
      return;
    }
    request.send(
      0,
      (signal) => forecastAt(run.id, frame.update, signal),
      (answer) => show(decode(answer), t("forecast.free.help", { update: frame.update })),
      (error) => show(null, errorWords(error)),
    );
  }

  /** @param {Forecast | null} next @param {string} sentence */
  function show(next, sentence) {
    setText(said, sentence);
    if (next !== free) ask();
    free = next;
  }

  return {
    draw: figure.draw,
    dispose: disposeAll([
      effect(() => {
        const { run, frame, playing } = state;
        for (const signal of [run, frame, playing]) signal.value;
        askFree();
      }),
      () => request.cancel(),
      () => figure.dispose?.(),
    ]),
  };
}

/** @param {Forecast} forecast @param {import("../state/pane.js").Run} run */
function trace({ first, values }, { task }) {
  return {
    ...{ type: "scatter", mode: "lines", name: "free", hoverinfo: "skip", showlegend: false },
    x: task.series?.labels.slice(first, first + values.data.length),
    y: values.data,
    line: { color: resolveColour("$W_h"), width: 2, dash: "dash" },
  };
}
