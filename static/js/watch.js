// The values of the moment, under the pseudocode: of the column under the cursor, else the last one.
import { effect } from "../vendor/signals-core.mjs";
import { h, setText } from "./dom.js";
import { formatNumber, t } from "./i18n.js";
import { normsAt, visibleFrame } from "./script.js";
import { subscript } from "./track-legend.js";

/** @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Frame} Frame */

const PARAMS = /** @type {const} */ (["W_x", "W_h", "b_h", "W_y", "b_y"]);
const NONE = "–";

/** @param {HTMLElement} element @param {State} state @returns {() => void} */
export function mountWatch(element, state) {
  const terms = Array.from({ length: 6 }, () => h("dt"));
  const values = Array.from({ length: 6 }, () => h("dd"));
  const pairs = terms.map((term, i) => h("div", {}, term, values[i]));
  const gradients = gradientTable();
  element.append(
    h("h3", {}, t("pseudocode.watch")),
    h("dl", { class: "watch-values" }, ...pairs),
    gradients.table,
  );
  return effect(() => {
    const [frame, now] = [state.frame.value, state.shown.value];
    if (!frame || !now) return;
    const seen = visibleFrame(frame, now);
    const T = frame.hidden.shape[0];
    const j = state.cursor.value ?? T;
    const made = (/** @type {boolean} */ there, /** @type {number} */ value) =>
      there ? formatNumber(value) : NONE;
    const forward = j <= now.forward || now.whole;
    const backward = Math.max(j, 1) >= now.backward || now.whole;
    const output = j > 0 && frame.has_output[j - 1] && (now.whole || now.error.has(j));
    const norms = normsAt(seen, j);
    /** @type {[string, string][]} */
    const rows = [
      ["j", String(j)],
      [`‖${subscript("h", j)}‖`, made(forward, norms.hidden)],
      [subscript("e", j), made(output, j > 0 ? seen.errors.data[j - 1] : 0)],
      ["L", made(now.whole || !Number.isNaN(seen.loss), seen.loss)],
      [`‖∂L/∂${subscript("h", j)}‖`, made(backward, norms.gradient)],
      [`‖${subscript("δ", j)}‖`, made(backward && j > 0, norms.delta)],
    ];
    for (const [i, [term, value]] of rows.entries()) {
      setText(terms[i], term);
      setText(values[i], value);
    }
    gradients.write(frame, now.whole || now.phase === "update");
  });
}

/** The norm of each weight's gradient, before and after clipping. */
function gradientTable() {
  const before = [...PARAMS, "all"].map(() => h("td"));
  const after = [...PARAMS, "all"].map(() => h("td"));
  const clipped = h(
    "tr",
    { hidden: true },
    h("th", { scope: "row" }, t("pseudocode.clipped")),
    ...after,
  );
  const heading = (/** @type {string} */ name) => {
    const [letter, index] = name.split("_");
    const words =
      name === "all" ? [t("pseudocode.all")] : [h("i", {}, letter), h("sub", {}, index)];
    return h("th", { scope: "col", "data-weight": name }, ...words);
  };
  const table = h(
    "table",
    { class: "watch-gradients" },
    h("thead", {}, h("tr", {}, h("td"), ...PARAMS.map(heading), heading("all"))),
    h("tbody", {}, h("tr", {}, h("th", { scope: "row" }, "‖∂L/∂·‖"), ...before), clipped),
  );
  return {
    table,
    /** @param {Frame} frame @param {boolean} summed */
    write(frame, summed) {
      const norms = PARAMS.map((name) => frame.summary.grad_params_norm[name]);
      const factor = frame.grad_norm > 0 ? frame.clipped_grad_norm / frame.grad_norm : 1;
      const all = [...norms, frame.grad_norm];
      clipped.hidden = !summed || factor === 1 || Number.isNaN(factor);
      for (const [i, value] of all.entries()) {
        setText(before[i], summed ? compact(value) : NONE);
        setText(after[i], compact(value * factor));
      }
    },
  };
}

/** In as little room as a table of seven columns has. @param {number} value */
function compact(value) {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size === 0) return formatNumber(value);
  if (size >= 0.001 && size < 1000) return value.toPrecision(2);
  return value.toExponential(0).replace("e+", "e").replace("-", "−");
}
