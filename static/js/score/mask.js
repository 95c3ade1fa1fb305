// The mask that truncation lays over the flow: dragged, or moved by the slider in the title row.
import { effect } from "../../vendor/signals-core.mjs";
import { columnAt, middleOf } from "../draw/axis.js";
import { h, on, setOptions, setText, svg } from "../lib/dom.js";
import { formatNumber, t } from "../lib/strings.js";
import { metaOf } from "../state/pane.js";

/** @typedef {import("../state/pane.js").State} State
 * @typedef {import("../draw/axis.js").Axis} Axis
 * @typedef {import("../state/pane.js").Wire["TruncationMeta"]} Meta
 * @typedef {{axis: Axis, top: number, row: number, kept: number[][]}} Place top, row: in pixels;
 *   kept: by the number of kept steps, the first one that is kept of each row */

/** @param {State} state @param {string} track @returns {import("./track.js").Part} */
export function maskPart(state, track) {
  const schedule = () => {
    const { schedules = {}, schedule: first = "" } = metaOf(state, track);
    const { value: chosen } = state.cutBy;
    return chosen !== null && chosen in schedules ? chosen : first;
  };
  const cut = () => Math.min(state.cut.value ?? state.steps.value, state.steps.value);
  const picture = createPicture(state);
  const readout = h("output", { class: "track-readout", "aria-live": "off" });
  readout.title = t(`tracks.${track}.kept.title`);

  return {
    controls: [
      createSlider(state, track, cut),
      createScheduleChoice(state, track, schedule),
      readout,
    ],
    overlay: [picture.element],
    follow: () => [cut(), schedule()],
    choose(template) {
      const { data, meta } = template;
      const kept = meta.schedules[schedule()];
      return { ...template, data: [...data.slice(0, -1), kept] };
    },
    drawn({ layout, meta }, { made }, _now, axis) {
      const name = schedule();
      const inner = layout.height - layout.margin.t - layout.margin.b;
      const matrix = inner * (layout.yaxis.domain[1] - layout.yaxis.domain[0]);
      const row = matrix / meta.rows.length;
      const place = {
        axis,
        top: layout.margin.t,
        row,
        kept: metaOf(state, track).first_kept?.[name] ?? [],
      };
      picture.draw(place, layout.height, cut());
      const words = (/** @type {number} */ value) =>
        (made?.backward ?? 1) > 1 ? "–" : formatNumber(value, 4);
      const [cosine, ratio] = [meta.cosine[name], meta.norm_ratio[name]].map(words);
      setText(readout, t(`tracks.${track}.kept`, { cosine, ratio }));
    },
  };
}

/** @param {State} state @param {number} k */
function keep(state, k) {
  const steps = state.steps.peek();
  const next = Math.max(1, Math.min(k, steps));
  state.cut.value = next === steps ? null : next;
}

/** @param {State} state @param {string} track @param {() => number} cut */
function createSlider(state, track, cut) {
  const label = t(`tracks.${track}.k`);
  const slider = h("input", { type: "range", min: 1, step: 1, "aria-label": label });
  const amount = h("span", { class: "amount" });
  on(slider, "input", () => keep(state, Number(slider.value)));
  effect(() => {
    slider.max = String(state.steps.value);
    slider.value = String(cut());
    setText(amount, `k = ${cut()}`);
  });
  return h("label", { class: "track-slider" }, amount, slider);
}

/** Of the schedules that there are. @param {State} state @param {string} track
 * @param {() => string} schedule */
function createScheduleChoice(state, track, schedule) {
  const choice = h("select", { class: "track-choice", "aria-label": t(`tracks.${track}.by`) });
  on(choice, "change", () => {
    state.cutBy.value = choice.value;
  });
  effect(() => {
    const names = Object.keys(metaOf(state, track).schedules ?? {});
    setOptions(
      choice,
      names.map((name) => [name, t(`tracks.${track}.${name}`)]),
    );
    choice.value = schedule();
  });
  return choice;
}

/** What is dropped, covered, with an edge that can be dragged. @param {State} state */
function createPicture(state) {
  const dropped = svg("path", { class: "mask-dropped" });
  const edge = svg("path", { class: "mask-edge" });
  const element = svg("svg", { class: "mask", "aria-hidden": "true" }, dropped, edge);
  /** @type {Place | null} */
  let place = null;
  let moved = false;

  /** The state under the pointer is to be kept, by as few steps as do. @param {PointerEvent} event */
  function drag(event) {
    if (!place || !element.hasPointerCapture(event.pointerId)) return;
    const { left, top } = element.getBoundingClientRect();
    const time = columnAt(place.axis, event.clientX - left);
    if (time === null) return;
    const { kept } = place;
    const at = Math.floor((event.clientY - top - place.top) / place.row);
    const row = Math.max(0, Math.min(at, kept[0].length - 1));
    moved = true;
    keep(state, kept.findIndex((first) => first[row] <= Math.max(1, time)) + 1);
  }
  on(element, "pointerdown", (event) => {
    moved = false;
    element.setPointerCapture(event.pointerId);
  });
  on(element, "pointermove", drag);
  on(element, "click", (event) => {
    if (moved) event.stopPropagation();
  });

  return {
    element,
    /** @param {Place} now @param {number} height @param {number} cut the number of kept steps */
    draw(now, height, cut) {
      place = now;
      const { axis, top, row, kept } = now;
      const x = (/** @type {number} */ time) => middleOf(axis, time) - axis.column / 2;
      const firsts = kept[cut - 1];
      const covered = firsts.map((first, i) => {
        const [from, to, y] = [x(1), x(first), top + i * row];
        return from < to ? `M${from} ${y}H${to}V${y + row}H${from}Z` : "";
      });
      const line = firsts.map(
        (first, i) => `${i === 0 ? "M" : "L"}${x(first)} ${top + i * row}V${top + (i + 1) * row}`,
      );
      element.setAttribute("width", String(axis.width));
      element.setAttribute("height", String(height));
      dropped.setAttribute("d", covered.join(""));
      edge.setAttribute("d", line.join(""));
    },
  };
}
