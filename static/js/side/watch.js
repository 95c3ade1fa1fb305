// Every variable in scope, under the pseudocode: of the column under the cursor, else the last one.
import { effect, signal } from "../../vendor/signals-core.mjs";
import { h, setAttribute, setText } from "../lib/dom.js";
import { t } from "../lib/strings.js";
import { sequenceIn } from "../state/pane.js";
import { LatestRequest } from "../wire/latest-request.js";
import { getSoFar } from "../wire/server.js";
import { NONE, watched } from "./watch-values.js";

/** @typedef {import("../state/pane.js").State} State
 * @typedef {{element: HTMLElement, name: HTMLElement, value: HTMLElement}} Row */

/** @param {HTMLElement} element @param {State} state */
export function mountWatch(element, state) {
  const list = h("dl", { class: "watch-values" });
  element.append(h("h3", {}, t("pseudocode.watch")), list);
  /** @type {Map<string, Row>} */
  const rows = new Map();
  const grownAt = followGrowth(state);
  let moment = "";

  /** @param {string} key @returns {Row} */
  function rowOf(key) {
    const known = rows.get(key);
    if (known) return known;
    const [name, value] = [h("dt"), h("dd")];
    const row = { element: h("div", { "data-watch": key }, name, value), name, value };
    rows.set(key, row);
    return row;
  }

  effect(() => {
    const [run, visible] = [state.trainer.value, state.visible.value];
    if (!run || !visible) return;
    const { frame, now } = visible;
    const values = watched(
      run,
      frame,
      now,
      state.cursor.value,
      sequenceIn(state, frame),
      grownAt(frame),
    );
    const next = `${run.id} ${frame.update} ${state.step.value}`;
    const moved = next !== moment;
    moment = next;
    const wanted = values.map(({ key }) => rowOf(key));
    if (wanted.some((row, i) => list.children[i] !== row.element)) {
      list.replaceChildren(...wanted.map((row) => row.element));
    }
    for (const [i, { name, value, wide = false }] of values.entries()) {
      const row = wanted[i];
      setAttribute(row.element, "data-wide", wide);
      const changed = row.value.textContent !== value;
      setText(row.name, name);
      setText(row.value, value);
      if (moved || changed) {
        setAttribute(
          row.element,
          "data-changed",
          moved && changed && !state.hurried.value && value !== NONE,
        );
      }
    }
  });
}

/** The norms of the gradients on their way back, asked for only while the update is walked through.
 * @param {State} state */
function followGrowth(state) {
  const request = new LatestRequest();
  let asked = "";
  const known = signal(
    /** @type {{key: string, norms: Record<string, (number | string)[]>} | null} */ (null),
  );
  const key = (/** @type {import("../state/pane.js").Frame} */ frame) =>
    `${state.run.value?.id} ${frame.update}`;

  effect(() => {
    const [run, frame, now] = [state.run.value, state.frame.value, state.shown.value];
    if (!run || !frame || now?.phase !== "backward" || asked === key(frame)) return;
    asked = key(frame);
    request.send(
      0,
      (until) => getSoFar(run.id, frame.update, until),
      (norms) => {
        known.value = { key: asked, norms };
      },
      () => {
        asked = ""; // A courtesy: the whole gradient is told at its line anyway.
      },
    );
  });

  return (/** @type {import("../state/pane.js").Frame} */ frame) =>
    known.value?.key === key(frame) ? known.value.norms : null;
}
