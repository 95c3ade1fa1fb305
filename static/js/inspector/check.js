// The check of one gradient by finite differences: its button, and what it has found.

import { h, setText } from "../lib/dom.js";
import { exact, t } from "../lib/strings.js";
import { errorWords } from "../runs/problems.js";
import { getCheck } from "../wire/server.js";

/** @import { State, Wire } from "../state/pane.js"
 * @typedef {Wire["Inspection"]["check"]} Gradient */

/** @param {State} state */
export function createCheck(state) {
  const button = h("button", { type: "button", class: "check", onclick: run }, t("inspect.check"));
  const found = h("p", { class: "checked", role: "status" });
  /** @type {Gradient} */
  let gradient = null;

  async function run() {
    const [of, frame, asked] = [state.run.peek(), state.frame.peek(), gradient];
    if (!of || !frame || !asked) return;
    setText(found, t("inspect.checking"));
    try {
      const values = await getCheck(of.id, frame.update, asked);
      if (asked === gradient) found.replaceChildren(...table(values));
    } catch (error) {
      setText(found, errorWords(error));
    }
  }

  return {
    button,
    found,
    /** @param {Gradient} next null: there is nothing to check */
    offer(next) {
      gradient = next;
      button.hidden = !next;
      found.replaceChildren();
    },
  };
}

/** At a kink of ReLU the slopes on either side stand in place of a difference, and the reason.
 * @param {Wire["Checked"]} values */
function table({ analytic, numeric, relative_error, uncertainty, one_sided }) {
  const [left, right] = one_sided ?? [];
  const found = one_sided
    ? { analytic, left, right }
    : { analytic, numeric, relative_error, uncertainty };
  const rows = Object.entries(found);
  const row = (/** @type {string} */ key, /** @type {number | string} */ value) =>
    h(
      "div",
      { "data-check": key },
      h("dt", {}, t(`inspect.check.${key}`)),
      h("dd", {}, exact(value)),
    );
  const list = h("dl", { class: "parts" }, ...rows.map(([key, value]) => row(key, value)));
  return one_sided ? [list, t("inspect.check.kink")] : [list];
}
