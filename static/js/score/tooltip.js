// The exact numbers of what the pointer is on.
import { effect } from "../../vendor/signals-core.mjs";
import { h } from "../lib/dom.js";
import { metaOf } from "../state/pane.js";
import { tooltipAt } from "./tooltip-rows.js";

const GAP = 14;

/** @param {import("../state/pane.js").State} state */
export function mountTooltip(state) {
  const tip = h("div", { class: "tip", role: "tooltip", hidden: true });
  document.body.append(tip);

  /** @param {import("./tooltip-rows.js").Tooltip} tooltip */
  function fill({ title, rows }) {
    tip.replaceChildren(
      h("strong", {}, title),
      h(
        "dl",
        {},
        ...rows.flatMap(({ name, value, note }) => [
          h("dt", {}, name),
          h("dd", {}, value, note ? h("small", {}, note) : null),
        ]),
      ),
    );
  }

  effect(() => {
    const { value: place } = state.selection;
    const [run, visible] = [state.run.value, state.visible.value];
    tip.hidden = !place || !run || !visible;
    if (place && run && visible) {
      const meta = metaOf(state, place.track);
      fill(tooltipAt(run, visible.frame, place, meta, state.sequence.value - 1));
    }
  });

  /** Beside the pointer, within the window. @param {number} x @param {number} y */
  return function follow(x, y) {
    if (tip.hidden) return;
    const { offsetWidth: width, offsetHeight: height } = tip;
    const right = x + GAP + width < innerWidth ? x + GAP : x - GAP - width;
    const below = y + GAP + height < innerHeight ? y + GAP : y - GAP - height;
    tip.style.transform = `translate(${Math.max(4, right)}px, ${Math.max(4, below)}px)`;
  };
}
