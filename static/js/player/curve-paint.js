// Paints the scrubber's picture: losses, held-out error, explosion, and the part that is buffered.

import { colour } from "../draw/theme.js";
import { penOf } from "../lib/dom.js";
import { powerOfTen } from "../lib/strings.js";
import { trainerAt } from "../state/pane.js";
import { bin, errorAsLoss, extent, firstExploded, logScale, smooth, ticks, toX } from "./curve.js";

/** @import { Run, Scalars } from "../state/pane.js"
 * @import { Pen } from "../lib/dom.js"
 * @typedef {{width: number, height: number}} Size
 * @typedef {(value: number) => number} Scale
 * @typedef {{top: number, text: string}} Label a word of the axis */

/** Height of the bar at the bottom that shows what is buffered. */
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

/** The whole curve. @param {HTMLCanvasElement} canvas @param {Size} size @param {Run} run
 * @param {Run[]} lineage @param {Scalars} scalars @returns {Label[]} what to write beside it */
export function paintCurve(canvas, size, run, lineage, scalars) {
  const { width, height } = size;
  const pen = penOf(canvas, width, height);
  if (width === 0 || height === 0) return [];
  const bottom = height - RAIL - 3;
  const last = run.last_update;
  const count = Math.max(1, Math.min(Math.round(width / BIN), last));
  const exploded = firstExploded(scalars.loss, scalars.known);
  const bins = bin(scalars.loss, scalars.known, count);
  const calm = exploded === null && last >= LONG;
  const mean = smooth(bins.mean, calm ? Math.round(SMOOTH * count) : 0);
  const errors = heldOut(run, lineage, scalars, width);
  const start = exploded === null ? [] : [scalars.loss[0]];
  const span = extent([mean, errors.map((error) => error.value), start]);
  /** @type {Label[]} */
  let labels = [];
  if (span) {
    const y = logScale(span, TOP, bottom);
    labels = paintGrid(pen, width, y, span);
    paintLosses(pen, width, bins, mean, y);
    paintHeldOut(pen, errors, y);
  }
  if (exploded !== null) paintExplosion(pen, toX(exploded, last, width), width, bottom);
  return labels;
}

/** @param {HTMLCanvasElement} canvas @param {number} width @param {[number, number][]} ranges
 * @param {number} last */
export function paintBuffered(canvas, width, ranges, last) {
  const pen = penOf(canvas, width, RAIL);
  pen.fillStyle = colour("line");
  pen.fillRect(0, 0, width, RAIL);
  pen.fillStyle = colour("muted");
  for (const [from, to] of ranges) {
    const start = toX(from, last, width);
    pen.fillRect(start - 0.5, 0, Math.max(1.5, toX(to, last, width) - start), RAIL);
  }
}

/** @param {Run} run @param {Run[]} lineage @param {Scalars} scalars @param {number} width */
function heldOut(run, lineage, scalars, width) {
  const { series } = run.task;
  if (series?.targets.length !== 1) return [];
  return scalars.evaluations.map(({ update, held_out_metric }) => {
    const { config, steps } = trainerAt(lineage, update) ?? run;
    const outputs = config.sequence_type === "many_to_one" ? 1 : steps;
    return {
      x: toX(update, run.last_update, width),
      value: errorAsLoss(held_out_metric, series.scale, outputs),
    };
  });
}

/** @param {Pen} pen @param {number} width @param {Scale} y @param {[number, number]} span
 * @returns {Label[]} */
function paintGrid(pen, width, y, span) {
  /** @type {Label[]} */
  const labels = [];
  pen.fillStyle = colour("line");
  for (const tick of ticks(span)) {
    const top = Math.round(y(tick));
    const below = labels.at(-1);
    if (below && below.top - top < APART) continue;
    pen.fillRect(0, top, width, 1);
    labels.push({ top, text: tickText(tick) });
  }
  return labels;
}

/** The mean as a line, least and greatest as a light band.
 * @param {Pen} pen @param {number} width @param {import("./curve.js").Bins} bins
 * @param {Float64Array} mean @param {Scale} y */
function paintLosses(pen, width, { low, high }, mean, y) {
  const wide = width / mean.length;
  pen.fillStyle = colour("muted");
  pen.globalAlpha = 0.14;
  for (const [i, value] of mean.entries()) {
    if (Number.isNaN(value)) continue;
    const top = y(high[i]);
    pen.fillRect(i * wide, top, wide, Math.max(1, y(low[i]) - top));
  }
  pen.globalAlpha = 1;
  const points = Array.from(mean, (value, i) => ({ x: (i + 0.5) * wide, value }));
  stroke(pen, points, y, "ink", 1.75);
}

/** Set off from the losses behind it by a rim in the ground's colour.
 * @param {Pen} pen @param {{x: number, value: number}[]} errors @param {Scale} y */
function paintHeldOut(pen, errors, y) {
  stroke(pen, errors, y, "panel", 4.5);
  stroke(pen, errors, y, "held_out", 2);
}

/** @param {Pen} pen @param {number} at @param {number} width @param {number} bottom */
function paintExplosion(pen, at, width, bottom) {
  const x = Math.max(1, Math.min(width - 1, at));
  pen.fillStyle = colour("danger");
  pen.globalAlpha = 0.1;
  pen.fillRect(x, 0, width - x, bottom + 1);
  pen.globalAlpha = 1;
  pen.fillRect(x - 1, 0, 2, bottom + 1);
}

/** @param {Pen} pen @param {{x: number, value: number}[]} points @param {Scale} y
 * @param {string} name @param {number} width */
function stroke(pen, points, y, name, width) {
  pen.strokeStyle = colour(name);
  pen.lineWidth = width;
  pen.lineJoin = "round";
  pen.beginPath();
  for (const { x, value } of points) {
    if (value > 0 && value < Number.POSITIVE_INFINITY) pen.lineTo(x, y(value));
  }
  pen.stroke();
}

/** @param {number} value 1 or 3 times a power of ten */
function tickText(value) {
  if (value >= 0.001 && value <= 1000) return String(value);
  const [mantissa, exponent] = value.toExponential(0).split("e");
  return mantissa === "1" ? powerOfTen(exponent) : `${mantissa} × ${powerOfTen(exponent)}`;
}
