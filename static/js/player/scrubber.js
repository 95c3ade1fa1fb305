// The scrubber: the loss curve of the whole run with a playhead; a click or drag on it seeks.
import { effect, signal } from "../../vendor/signals-core.mjs";
import { h, on, setAttribute, setText } from "../lib/dom.js";
import { formatCount, formatNumber, t } from "../lib/strings.js";
import { toUpdate, toX } from "./curve.js";
import { paintBuffered, paintCurve } from "./curve-paint.js";
import { addLoopHandles } from "./loop-handles.js";

/** @import { Looper } from "../playback/looper.js"
 * @import { Player } from "../playback/player.js"
 * @import { State } from "../state/pane.js"
 * @import { ReadonlySignal } from "../../vendor/signals-core.mjs"
 * @typedef {ReadonlySignal<{width: number, height: number}>} SizeSignal of the plot */

/** @param {HTMLElement} element @param {State} state @param {Player} player @param {Looper} looper */
export function mountScrubber(element, state, player, looper) {
  const size = signal({ width: 0, height: 0 });
  const axis = h("div", { class: "axis", "aria-hidden": "true" });
  const heldOut = h("span", { class: "held-out" }, t("player.legend.held_out"));
  const loss = h("span", {}, t("player.legend.loss"));
  const legend = h("div", { class: "legend", "aria-hidden": "true" }, loss, heldOut);
  const { future, playhead, range } = playheadOf(state, size, player);
  const [curve, buffered] = [curveOf(state, size, axis, heldOut), bufferedOf(state, size)];
  const plot = h("div", { class: "scrub" }, curve, future, buffered, playhead, legend, range);
  addTip(plot, state, size);
  addLoopHandles(plot, state, size, looper);
  // After the mouse, the arrow keys go back to stepping through the update.
  on(plot, "pointerup", () => setTimeout(() => range.blur()));
  element.append(axis, plot);
  new ResizeObserver(() => {
    size.value = { width: Math.round(plot.clientWidth), height: Math.round(plot.clientHeight) };
  }).observe(plot);
}

/** What changes only with the run, its losses, the theme or the size.
 * @param {State} state @param {SizeSignal} size @param {HTMLElement} axis for the words of the losses
 * @param {HTMLElement} heldOut the word for its line */
function curveOf(state, size, axis, heldOut) {
  const canvas = h("canvas", { class: "curve", "aria-hidden": "true" });
  effect(() => {
    const [run, scalars] = [state.run.value, state.scalars.value];
    state.theme.value;
    if (!run) return;
    heldOut.hidden = run.task.series?.targets.length !== 1; // only its error can be drawn as a loss
    const labels = paintCurve(canvas, size.value, run, state.lineage.value, scalars);
    axis.replaceChildren(
      ...labels.map(({ top, text }) => {
        const label = h("span", {}, text);
        label.style.top = `${top}px`;
        return label;
      }),
    );
  });
  return canvas;
}

/** @param {State} state @param {SizeSignal} size */
function bufferedOf(state, size) {
  const canvas = h("canvas", { class: "buffered", "aria-hidden": "true" });
  effect(() => {
    state.theme.value;
    paintBuffered(canvas, size.value.width, state.buffered.value, state.last.value);
  });
  return canvas;
}

/** The playhead, what lies after it, and the range that moves it. It follows a seek at once, before
 * its frame has come.
 * @param {State} state @param {SizeSignal} size @param {Player} player */
function playheadOf(state, size, player) {
  const future = h("div", { class: "future" });
  const playhead = h("div", { class: "playhead" });
  const range = h("input", { type: "range", min: 1, max: 1, "aria-label": t("player.scrubber") });
  effect(() => {
    const [frame, last] = [state.frame.value, state.last.value];
    const update = state.seeking.value ?? frame?.update ?? 1;
    const x = toX(update, last, size.value.width);
    playhead.style.transform = `translateX(${x}px)`;
    future.style.left = `${x}px`;
    range.max = String(last);
    range.value = String(update);
    const loss = frame?.update === update ? formatNumber(frame.loss) : "…";
    const text = { update: formatCount(update), last: formatCount(last), loss };
    setAttribute(range, "aria-valuetext", t("player.scrubber.text", text));
  });
  on(range, "input", () => player.seek(Number(range.value)));
  on(range, "keydown", (/** @type {KeyboardEvent} */ event) => {
    const pages = { PageUp: 1, PageDown: -1 }[event.key];
    if (!pages) return;
    event.preventDefault();
    player.page(pages);
  });
  return { future, playhead, range };
}

/** The losses under the pointer. @param {HTMLElement} plot @param {State} state @param {SizeSignal} size */
function addTip(plot, state, size) {
  const tip = h("output", { class: "scrub-tip", hidden: true, "aria-hidden": "true" });
  plot.append(tip);
  on(plot, "pointermove", (/** @type {PointerEvent} */ event) => {
    const { width } = size.peek();
    const x = event.clientX - plot.getBoundingClientRect().left;
    setText(tip, describe(state, toUpdate(x, state.last.value, width)));
    tip.hidden = false;
    const half = tip.offsetWidth / 2;
    tip.style.left = `${Math.max(half, Math.min(width - half, x))}px`;
  });
  on(plot, "pointerleave", () => {
    tip.hidden = true;
  });
}

/** @param {State} state @param {number} update */
function describe(state, update) {
  const { loss, known, evaluations } = state.scalars.peek();
  const told = update <= known ? formatNumber(loss[update - 1]) : "…";
  const words = { update: formatCount(update), loss: told };
  const evaluation = evaluations.findLast((one) => one.update <= update);
  if (!evaluation) return t("player.hover", words);
  const error = formatNumber(evaluation.held_out_metric);
  return t("player.hover.held_out", { ...words, error });
}
