// The outer products: which weight they are of, and the numbers of the sum and of the gradient.
import { effect } from "../../vendor/signals-core.mjs";
import { isReverse, weightName } from "../lib/directions.js";
import { h, on, setOptions, setText } from "../lib/dom.js";
import { formatNumber, subscript, t } from "../lib/strings.js";

const DIGITS = 6;

/** @param {import("../state/pane.js").State} state @param {string} track
 * @returns {import("./track.js").Part} */
export function weightPart(state, track) {
  const select = h("select", { class: "track-choice", "aria-label": t("tracks.weight") });
  const sum = h("span", { class: "sum" });
  const gradient = h("span", { class: "gradient" });
  const readout = h("output", { class: "track-readout", "aria-live": "off" }, sum, gradient);

  on(select, "change", () => {
    state.weight.value = select.value;
  });
  on(readout, "click", (event) => event.stopPropagation());

  return {
    controls: [select],
    foot: [readout],
    follow: () => state.weight.value,
    array: () => state.weight.peek(),
    choose(template) {
      const { weights, weight: first } =
        /** @type {import("../state/pane.js").Wire["WeightsMeta"]} */ (template.meta);
      const weight = state.weight.peek() in weights ? state.weight.peek() : first;
      setOptions(
        select,
        Object.keys(weights).map((name) => [name, weightName(name)]),
      );
      if (select.value !== weight) select.value = weight;
      const { data, meta } = weights[weight];
      return { data, layout: template.layout, meta: { ...meta, weight } };
    },
    drawn({ meta }, frame) {
      const T = frame.hidden.shape[0];
      const begun = (frame.made?.backward ?? 1) <= T;
      const reverse = isReverse(meta.weight);
      const back = frame.made?.backward ?? 1;
      const [from, to] = reverse ? [1, T + 1 - back] : [back, T];
      const words = (/** @type {number} */ norm, /** @type {number} */ largest) =>
        t(`tracks.${track}.numbers`, {
          norm: formatNumber(norm, DIGITS),
          largest: formatNumber(largest, DIGITS),
        });
      const range = `Σ ${subscript("", from)}…${subscript("", to)}  `;
      setText(sum, begun ? range + words(meta.norm, meta.largest) : "Σ –");
      const known = !Number.isNaN(frame.grad_norm) || !frame.made;
      const equal = known ? "=" : " ";
      const numbers = known ? words(meta.gradient_norm, meta.gradient_largest) : "–";
      setText(gradient, `${equal} ∂L/∂${weightName(meta.weight)}  ${numbers}`);
    },
  };
}

/** Which sequence of the batch the tracks show. @param {import("../state/pane.js").State} state
 * @returns {import("./track.js").Part} */
export function sequencePart(state) {
  const select = h("select", { class: "track-choice", "aria-label": t("tracks.sequence") });
  on(select, "change", () => {
    state.sequence.value = Number(select.value);
  });
  effect(() => {
    const size = state.config.value?.batch_size ?? 1;
    const there = state.frame.value?.hidden.shape[1] ?? 1; // the first ones of a large batch
    const at = Math.min(state.sequence.value, there);
    select.hidden = there === 1;
    const numbers = Array.from({ length: there }, (_, i) => i + 1);
    setOptions(
      select,
      numbers.map((b) => [b, t("tracks.sequence.of", { b, size })]),
    );
    select.value = String(at);
  });
  return { controls: [select] };
}
