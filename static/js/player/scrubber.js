// The scrubber: the loss curve of the whole run with a playhead; a click or drag on it seeks.
import { effect } from "../../vendor/signals-core.mjs";
import { disposeAll, h, on, setAttribute, setText } from "../lib/dom.js";
import { formatCount, formatNumber, t } from "../lib/strings.js";
import { toUpdate, toX } from "./curve.js";
import { paintBuffered, paintCurve } from "./curve-paint.js";
import { mountLoopHandles } from "./loop-handles.js";

/** @import { Looper } from "../playback/looper.js"
 * @import { Player } from "../playback/player.js"
 * @import { State } from "../state/pane.js" */

/** @param {HTMLElement} element @param {State} state @param {Player} player
 * @param {Looper} looper @returns {() => void} */
export function mountScrubber(element, state, player, looper) {
  const curve = h("canvas", { class: "curve", "aria-hidden": "true" });
  const future = h("div", { class: "future" });
  const buffered = h("canvas", { class: "buffered", "aria-hidden": "true" });
  const playhead = h("div", { class: "playhead" });
  const tip = h("output", { class: "scrub-tip", hidden: true, "aria-hidden": "true" });
  const range = h("input", { type: "range", min: 1, max: 1, "aria-label": t("player.scrubber") });
  const axis = h("div", { class: "axis", "aria-hidden": "true" });
  const heldOut = h("span", { class: "held-out" }, t("player.legend.held_out"));
  const plot = h(
    "div",
    { class: "scrub" },
    curve,
    future,
    buffered,
    playhead,
    legend(heldOut),
    range,
    tip,
  );
  const handles = mountLoopHandles(plot, state, looper);
  element.append(axis, plot);

  const last = () => state.run.value?.last_update ?? 1;
  let [width, height] = [0, 0];

  /** What changes only with the run, its losses, the theme or the size. */
  function drawCurve() {
    const [run, scalars] = [state.run.value, state.scalars.value];
    state.theme.value;
    if (!run) return;
    heldOut.hidden = !run.task.series; // only its error can be drawn as a loss
    const labels = paintCurve(curve, { width, height }, run, state.stretches.value, scalars);
    axis.replaceChildren(
      ...labels.map(({ top, text }) => {
        const label = h("span", {}, text);
        label.style.top = `${top}px`;
        return label;
      }),
    );
  }

  function drawBuffered() {
    state.theme.value;
    paintBuffered(buffered, width, state.buffered.value, last());
  }

  /** The playhead follows a seek at once, before its frame has come. */
  function place() {
    const update = state.seeking.value ?? state.frame.value?.update ?? 1;
    const x = toX(update, last(), width);
    playhead.style.transform = `translateX(${x}px)`;
    future.style.left = `${x}px`;
    range.max = String(last());
    range.value = String(update);
    const loss = state.frame.value?.update === update ? formatNumber(state.frame.value.loss) : "…";
    const text = { update: formatCount(update), last: formatCount(last()), loss };
    setAttribute(range, "aria-valuetext", t("player.scrubber.text", text));
  }

  /** @param {number} update */
  function describe(update) {
    const { loss, known, evaluations } = state.scalars.peek();
    const told = update <= known ? formatNumber(loss[update - 1]) : "…";
    const words = { update: formatCount(update), loss: told };
    const evaluation = evaluations.findLast((one) => one.update <= update);
    if (!evaluation) return t("player.hover", words);
    const error = formatNumber(evaluation.held_out_metric);
    return t("player.hover.held_out", { ...words, error });
  }

  /** @param {PointerEvent} event */
  function showTip(event) {
    const x = event.clientX - plot.getBoundingClientRect().left;
    setText(tip, describe(toUpdate(x, last(), width)));
    tip.hidden = false;
    const half = tip.offsetWidth / 2;
    tip.style.left = `${Math.max(half, Math.min(width - half, x))}px`;
  }

  const observer = new ResizeObserver(() => {
    [width, height] = [Math.round(plot.clientWidth), Math.round(plot.clientHeight)];
    drawCurve();
    drawBuffered();
    place();
    handles.place(width);
  });
  observer.observe(plot);

  return disposeAll([
    () => observer.disconnect(),
    handles.dispose,
    effect(drawCurve),
    effect(drawBuffered),
    effect(place),
    on(range, "input", () => player.seek(Number(range.value))),
    on(range, "keydown", (/** @type {KeyboardEvent} */ event) => {
      const pages = { PageUp: 1, PageDown: -1 }[event.key];
      if (!pages) return;
      event.preventDefault();
      player.page(pages);
    }),
    on(plot, "pointermove", showTip),
    on(plot, "pointerleave", () => {
      tip.hidden = true;
    }),
    // After the mouse, the arrow keys go back to stepping through the update.
    on(plot, "pointerup", () => setTimeout(() => range.blur())),
  ]);
}

/** @param {HTMLElement} heldOut */
function legend(heldOut) {
  const loss = h("span", {}, t("player.legend.loss"));
  return h("div", { class: "legend", "aria-hidden": "true" }, loss, heldOut);
}
