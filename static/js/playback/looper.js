// Setting, moving and switching the range that playing repeats.
import { effect, untracked } from "../../vendor/signals-core.mjs";
import { formatCount, t } from "../lib/strings.js";
import { beginAt, endAt, moveEnd, usualLoop } from "./loop.js";

/** @import { Loop } from "./loop.js"
 * @import { Player } from "./player.js"
 * @import { State } from "../state/pane.js"
 * @typedef {ReturnType<typeof createLooper>} Looper */

/** @param {State} state @param {Player} player */
export function createLooper(state, player) {
  /** The last one, to be switched on again. @type {Loop | null} */
  let kept = null;
  const last = () => state.last.peek();

  /** @param {Loop} loop */
  function set(loop) {
    if (!state.run.peek()) return;
    kept = loop;
    state.loop.value = loop;
  }

  /** A loop from the address, or of the run before, may end where this run has no updates. */
  effect(() => {
    const [run, loop] = [state.run.value, state.loop.value];
    if (!run || !loop || loop[1] <= run.last_update) return;
    const [from, to, end] = [...loop, run.last_update].map(formatCount);
    const message = t("notice.loop", { from, to, last: end });
    untracked(() => {
      state.loop.value = null;
      state.notice.value = { kind: "warning", message };
    });
  });

  return {
    begin: () => set(beginAt(state.loop.peek(), player.update, last())),
    end: () => set(endAt(state.loop.peek(), player.update)),
    toggle() {
      if (state.loop.peek()) state.loop.value = null;
      else set(kept && kept[1] <= last() ? kept : usualLoop(player.update, last()));
    },
    /** Put one end at an update. @param {0 | 1} side @param {number} update */
    move(side, update) {
      const loop = state.loop.peek();
      if (loop) set(moveEnd(loop, side, update, last()));
    },
  };
}
