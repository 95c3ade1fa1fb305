// The mask that truncation lays over the flow: dragged, or moved by the slider in the title row.
import { effect } from "../../vendor/signals-core.mjs";
import { columnAt, middleOf } from "../draw/axis.js";
import { h, on, setText, svg } from "../lib/dom.js";
import { formatNumber, t } from "../lib/strings.js";

/** The first state that the loss of step τ still reaches: of the window in which it is new.
 * @param {number} tau @param {number} k @param {number | null} k1 how far apart windows begin;
 * null: k */
export function firstKept(tau, k, k1) {
  const apart = Math.min(k1 ?? k, k);
  return Math.ceil(Math.max(0, tau - k) / apart) * apart + 1;
}

const NAMED = ["sliding_window", "chunks"];

/** @param {import("../state/pane.js").State} state @returns {import("./track.js").Part} */
export function maskPart(state) {
  const slider = h("input", { type: "range", min: 1, step: 1, "aria-label": t("tracks.flow.k") });
  const by = h("select", { class: "track-choice", "aria-label": t("tracks.flow.by") });
  const amount = h("span", { class: "amount" });
  const title = t("tracks.flow.kept.title");
  const readout = h("output", { class: "track-readout", "aria-live": "off", title });
  const dropped = svg("path", { class: "mask-dropped" });
  const edge = svg("path", { class: "mask-edge" });
  const picture = svg("svg", { class: "mask", "aria-hidden": "true" }, dropped, edge);
  /** @type {{axis: import("../draw/axis.js").Axis, rows: number[], top: number, row: number,
   *   apart: number | null} | null} */
  let place = null;
  let moved = false;

  const steps = () => state.steps.peek();
  const own = () => state.config.peek()?.schedule.name ?? "";
  /** The schedules to choose from: what no name says is there for a run that has it. */
  const choices = () => (own() === "tbptt" ? [...NAMED, "tbptt"] : NAMED);
  const schedule = () => {
    const wanted = [state.cutBy.peek() ?? own(), own()];
    return wanted.find((one) => choices().includes(one)) ?? "sliding_window";
  };
  const cut = () => Math.min(state.cut.peek() ?? steps(), steps());

  /** @param {number} k */
  function keep(k) {
    const next = Math.max(1, Math.min(k, steps()));
    state.cut.value = next === steps() ? null : next;
  }

  /** The state under the pointer is to be the first that is kept. @param {PointerEvent} event */
  function drag(event) {
    if (!place || !picture.hasPointerCapture(event.pointerId)) return;
    const { left, top } = picture.getBoundingClientRect();
    const time = columnAt(place.axis, event.clientX - left);
    const i = Math.floor((event.clientY - top - place.top) / place.row);
    const tau = place.rows[Math.max(0, Math.min(i, place.rows.length - 1))];
    if (time === null) return;
    moved = true;
    keep(tau - Math.min(time, tau) + 1);
  }

  const stops = [
    on(slider, "input", () => keep(Number(slider.value))),
    on(by, "change", () => {
      state.cutBy.value = by.value;
    }),
    on(picture, "pointerdown", (event) => {
      moved = false;
      picture.setPointerCapture(event.pointerId);
    }),
    on(picture, "pointermove", drag),
    on(picture, "click", (event) => {
      if (moved) event.stopPropagation();
    }),
    effect(() => {
      slider.max = String(state.steps.value);
      state.cut.value;
      slider.value = String(cut());
      setText(amount, `k = ${cut()}`);
    }),
    effect(() => {
      state.config.value;
      state.cutBy.value;
      if (by.options.length !== choices().length) {
        by.replaceChildren(
          ...choices().map((name) => h("option", { value: name }, t(`tracks.flow.${name}`))),
        );
      }
      by.value = schedule();
    }),
  ];

  /** @param {any} layout */
  function outline(layout) {
    if (!place) return;
    const { axis, rows, top, row, apart } = place;
    const k = cut();
    const x = (/** @type {number} */ t) => middleOf(axis, t) - axis.column / 2;
    const covered = rows.map((tau, i) => {
      const [from, to, y] = [x(1), x(firstKept(tau, k, apart)), top + i * row];
      return from < to ? `M${from} ${y}H${to}V${y + row}H${from}Z` : "";
    });
    const line = rows.map((tau, i) => {
      const at = x(firstKept(tau, k, apart));
      return `${i === 0 ? "M" : "L"}${at} ${top + i * row}V${top + (i + 1) * row}`;
    });
    picture.setAttribute("width", String(axis.width));
    picture.setAttribute("height", String(layout.height));
    dropped.setAttribute("d", covered.join(""));
    edge.setAttribute("d", line.join(""));
  }

  return {
    controls: [h("label", { class: "track-slider" }, amount, slider), by, readout],
    overlay: [picture],
    follow: () => [state.cut.value, state.cutBy.value],
    choose(template) {
      const { data, meta } = template;
      const kept = meta.schedules[schedule()] ?? meta.schedules.sliding_window;
      return { ...template, data: [...data.slice(0, -1), kept] };
    },
    drawn({ layout, meta }, { made }, _now, axis) {
      const inner = layout.height - layout.margin.t - layout.margin.b;
      const matrix = inner * (layout.yaxis.domain[1] - layout.yaxis.domain[0]);
      const kind = schedule();
      const [rows, apart] = [meta.rows, meta.windows[kind] ?? null];
      place = { axis, rows, top: layout.margin.t, row: matrix / rows.length, apart };
      outline(layout);
      const words = (/** @type {number} */ value) =>
        (made?.backward ?? 1) > 1 ? "–" : formatNumber(value, 4);
      const [cosine, ratio] = [meta[`cosine_${kind}`], meta[`norm_ratio_${kind}`]].map(words);
      setText(readout, t("tracks.flow.kept", { cosine, ratio }));
    },
    dispose() {
      for (const stop of stops) stop();
    },
  };
}
