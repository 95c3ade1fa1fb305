// The scrubber: the loss curve of the whole run with a playhead; a click or drag on it seeks.
import { effect } from "../vendor/signals-core.mjs";
import { bin, errorAsLoss, extent, firstExploded, logScale, smooth, ticks, toX } from "./curve.js";
import { disposeAll, h, on, setAttribute, setText } from "./dom.js";
import { formatCount, formatNumber, t } from "./i18n.js";
import { resolveColour } from "./theme.js";

/** @import { Player } from "./player.js"
 * @import { State } from "./state.js" */

const RAIL = 4;
const TOP = 5;
/** Pixels to a bin. */
const BIN = 2;
/** The line of a long run is smoothed over this share of it to both sides: single windows differ so
 * much that a bin's mean is mostly noise. */
const SMOOTH = 0.014;
const LONG = 500;
/** The least distance of two labels of the axis. */
const APART = 13;

/** @param {HTMLElement} element @param {State} state @param {Player} player @returns {() => void} */
export function mountScrubber(element, state, player) {
  const curve = h("canvas", { class: "curve", "aria-hidden": "true" });
  const future = h("div", { class: "future" });
  const buffered = h("canvas", { class: "buffered", "aria-hidden": "true" });
  const playhead = h("div", { class: "playhead" });
  const tip = h("output", { class: "scrub-tip", hidden: true, "aria-hidden": "true" });
  const range = h("input", { type: "range", min: 1, max: 1, "aria-label": t("player.scrubber") });
  const legend = h(
    "div",
    { class: "legend", "aria-hidden": "true" },
    h("span", {}, t("player.legend.loss")),
    h("span", { class: "held-out" }, t("player.legend.held_out")),
  );
  const axis = h("div", { class: "axis", "aria-hidden": "true" });
  const plot = h("div", { class: "scrub" }, curve, future, buffered, playhead, legend, range, tip);
  element.append(axis, plot);

  const last = () => state.run.value?.last_update ?? 1;
  let width = 0;
  let height = 0;

  /** Draw the curve: what changes only with the run, its losses, the theme or the size. */
  function drawCurve() {
    const { scalars, run } = { scalars: state.scalars.value, run: state.run.value };
    const pen = prepare(curve, width, height);
    axis.replaceChildren();
    if (!pen || !run) return;
    const bottom = height - RAIL - 3;
    const count = Math.max(1, Math.min(Math.round(width / BIN), last()));
    const bins = bin(scalars.loss, scalars.known, count);
    const outputs = run.config.sequence_type === "many_to_one" ? 1 : run.steps;
    const errors = scalars.evaluations.map(({ update, held_out_rmse }) => ({
      x: toX(update, last(), width),
      value: errorAsLoss(held_out_rmse, run.task.scale, outputs),
    }));
    const exploded = firstExploded(scalars.loss, scalars.known);
    const mean = smooth(
      bins.mean,
      exploded === null && last() >= LONG ? Math.round(SMOOTH * count) : 0,
    );
    const start = exploded === null ? [] : [scalars.loss[0]];
    const span = extent([mean, errors.map((error) => error.value), start]);
    if (span) {
      const y = logScale(span, TOP, bottom);
      drawAxis(pen, y, span);
      drawLosses(pen, bins, mean, y);
      drawHeldOut(pen, errors, y);
    }
    drawExplosion(pen, exploded, bottom);
  }

  /** @param {CanvasRenderingContext2D} pen @param {(value: number) => number} y
   * @param {[number, number]} span */
  function drawAxis(pen, y, span) {
    pen.fillStyle = colour("line");
    let above = Number.POSITIVE_INFINITY;
    for (const tick of ticks(span)) {
      const top = Math.round(y(tick));
      if (above - top < APART) continue;
      above = top;
      pen.fillRect(0, top, width, 1);
      const label = h("span", {}, formatTick(tick));
      label.style.top = `${top}px`;
      axis.append(label);
    }
  }

  /** @param {CanvasRenderingContext2D} pen @param {import("./curve.js").Bins} bins
   * @param {Float64Array} mean @param {(value: number) => number} y */
  function drawLosses(pen, bins, mean, y) {
    const count = mean.length;
    const x = (/** @type {number} */ i) => ((i + 0.5) / count) * width;
    pen.fillStyle = colour("muted");
    pen.globalAlpha = 0.14;
    const wide = width / count;
    for (let i = 0; i < count; i += 1) {
      if (Number.isNaN(bins.mean[i])) continue;
      const top = y(bins.high[i]);
      pen.fillRect(i * wide, top, wide, Math.max(1, y(bins.low[i]) - top));
    }
    pen.globalAlpha = 1;
    pen.strokeStyle = colour("ink");
    pen.lineWidth = 1.75;
    strokeLine(
      pen,
      Array.from(mean, (value, i) => ({ x: x(i), value })),
      y,
    );
  }

  /** @param {CanvasRenderingContext2D} pen @param {{x: number, value: number}[]} errors
   * @param {(value: number) => number} y */
  function drawHeldOut(pen, errors, y) {
    pen.strokeStyle = colour("panel");
    pen.lineWidth = 4.5;
    strokeLine(pen, errors, y);
    pen.strokeStyle = colour("held_out");
    pen.lineWidth = 2;
    strokeLine(pen, errors, y);
  }

  /** @param {CanvasRenderingContext2D} pen @param {number | null} update @param {number} bottom */
  function drawExplosion(pen, update, bottom) {
    if (update === null) return;
    const x = Math.max(1, Math.min(width - 1, toX(update, last(), width)));
    pen.fillStyle = colour("danger");
    pen.globalAlpha = 0.1;
    pen.fillRect(x, 0, width - x, bottom + 1);
    pen.globalAlpha = 1;
    pen.fillRect(x - 1, 0, 2, bottom + 1);
  }

  function drawBuffered() {
    const ranges = state.buffered.value;
    const pen = prepare(buffered, width, RAIL);
    if (!pen) return;
    pen.fillStyle = colour("line");
    pen.fillRect(0, 0, width, RAIL);
    pen.fillStyle = colour("muted");
    for (const [from, to] of ranges) {
      const start = toX(from, last(), width);
      pen.fillRect(start - 0.5, 0, Math.max(1.5, toX(to, last(), width) - start), RAIL);
    }
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
    const error = formatNumber(evaluation.held_out_rmse);
    return t("player.hover.held_out", { ...words, error });
  }

  /** @param {PointerEvent} event */
  function showTip(event) {
    const x = event.clientX - plot.getBoundingClientRect().left;
    const update = Math.round(1 + (Math.max(0, Math.min(x, width)) / width) * (last() - 1));
    setText(tip, describe(update));
    tip.hidden = false;
    const half = tip.offsetWidth / 2;
    tip.style.left = `${Math.max(half, Math.min(width - half, x))}px`;
  }

  const observer = new ResizeObserver(() => {
    width = Math.round(plot.clientWidth);
    height = Math.round(plot.clientHeight);
    drawCurve();
    drawBuffered();
    place();
  });
  observer.observe(plot);

  return disposeAll([
    () => observer.disconnect(),
    effect(() => {
      state.theme.value;
      drawCurve();
    }),
    effect(() => {
      state.theme.value;
      drawBuffered();
    }),
    effect(place),
    on(range, "input", () => player.seek(Number(range.value))),
    on(plot, "pointermove", showTip),
    on(plot, "pointerleave", () => {
      tip.hidden = true;
    }),
    // After the mouse, the arrow keys go back to stepping through the update.
    on(plot, "pointerup", () => setTimeout(() => range.blur())),
  ]);
}

/** A canvas cleared and scaled to the screen's pixels.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height */
function prepare(canvas, width, height) {
  const ratio = globalThis.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext("2d");
  pen?.scale(ratio, ratio);
  return width > 0 && height > 0 ? pen : null;
}

/** @param {string} name @returns {string} */
function colour(name) {
  return String(resolveColour(name));
}

/** @param {CanvasRenderingContext2D} pen @param {{x: number, value: number}[]} points
 * @param {(value: number) => number} y */
function strokeLine(pen, points, y) {
  pen.beginPath();
  for (const { x, value } of points) {
    if (value > 0 && value < Number.POSITIVE_INFINITY) pen.lineTo(x, y(value));
  }
  pen.lineJoin = "round";
  pen.stroke();
}

/** @param {number} value */
function formatTick(value) {
  return value >= 0.001 && value <= 1000 ? String(value) : formatNumber(value, 1).split(" ").at(-1);
}
