// The looped range on the scrubber: a band, and a handle at each end, dragged or moved by keys.
import { effect } from "../../vendor/signals-core.mjs";
import { h, on, setAttribute } from "../lib/dom.js";
import { formatCount, t } from "../lib/strings.js";
import { pageOf } from "../playback/loop.js";
import { toUpdate, toX } from "./curve.js";

/** @import { Loop } from "../playback/loop.js"
 * @import { Looper } from "../playback/looper.js"
 * @import { SizeSignal } from "./scrubber.js"
 * @import { State } from "../state/pane.js" */

const NAMES = /** @type {const} */ (["from", "to"]);

/** @param {HTMLElement} plot @param {State} state @param {SizeSignal} size @param {Looper} looper */
export function addLoopHandles(plot, state, size, looper) {
  const band = h("div", { class: "loop-band" });
  const handles = NAMES.map((name) =>
    h("div", {
      class: `loop-handle ${name}`,
      role: "slider",
      tabindex: 0,
      title: t(`player.loop.${name}`),
      "aria-label": t(`player.loop.${name}`),
    }),
  );
  plot.append(band, ...handles);
  const { last } = state;
  effect(() => {
    const { loop } = state;
    for (const element of [band, ...handles]) element.hidden = loop.value === null;
    if (loop.value) place(band, handles, loop.value, last.value, size.value.width);
  });
  for (const [index, handle] of handles.entries()) {
    const side = /** @type {0 | 1} */ (index);
    on(handle, "pointerdown", (/** @type {PointerEvent} */ event) => {
      handle.setPointerCapture(event.pointerId);
      // The focus stays where it is, so that the arrow keys still step through the update.
      event.preventDefault();
    });
    on(handle, "pointermove", (/** @type {PointerEvent} */ event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const x = event.clientX - plot.getBoundingClientRect().left;
      looper.move(side, toUpdate(x, last.peek(), size.peek().width));
    });
    on(handle, "keydown", (/** @type {KeyboardEvent} */ event) => {
      const now = state.loop.peek()?.[side] ?? 1;
      const next = moved(event.key, now, last.peek());
      if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      looper.move(side, next);
    });
  }
}

/** @param {HTMLElement} band @param {HTMLElement[]} handles @param {Loop} loop
 * @param {number} last the run's last update @param {number} width */
function place(band, handles, loop, last, width) {
  const [start, end] = loop.map((update) => toX(update, last, width));
  band.style.transform = `translateX(${start}px)`;
  band.style.width = `${end - start}px`;
  for (const [side, handle] of handles.entries()) {
    handle.style.transform = `translateX(${side === 0 ? start : end}px)`;
    setAttribute(handle, "aria-valuemin", side === 0 ? 1 : loop[0]);
    setAttribute(handle, "aria-valuemax", side === 0 ? loop[1] : last);
    setAttribute(handle, "aria-valuenow", loop[side]);
    const words = t("player.loop.at", { update: formatCount(loop[side]) });
    setAttribute(handle, "aria-valuetext", words);
  }
}

/** Where a key takes the end of a loop, or null. @param {string} key @param {number} update
 * @param {number} last @returns {number | null} */
function moved(key, update, last) {
  /** @type {Record<string, number>} */
  const places = {
    ArrowLeft: update - 1,
    ArrowDown: update - 1,
    ArrowRight: update + 1,
    ArrowUp: update + 1,
    PageDown: update - pageOf(last),
    PageUp: update + pageOf(last),
    Home: 1,
    End: last,
  };
  return places[key] ?? null;
}
