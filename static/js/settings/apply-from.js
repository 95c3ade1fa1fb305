// From where an edited setting holds: a new run, or a fork at the update on screen.
import { effect } from "../../vendor/signals-core.mjs";
import { h } from "../lib/dom.js";
import { t } from "../lib/strings.js";

const CHOICES = /** @type {const} */ (["start", "here"]);

/** @param {import("../state/pane.js").State} state */
export function createApplyFrom(state) {
  const buttons = CHOICES.map((choice) =>
    h(
      "button",
      {
        type: "button",
        title: t(`runs.apply.${choice}.title`),
        onclick: () => (state.applyFrom.value = choice),
      },
      t(`runs.apply.${choice}`),
    ),
  );
  const name = h("span", { id: "apply-from", class: "apply-name" }, t("runs.apply"));
  const group = h("div", { class: "views", role: "group", "aria-labelledby": name.id }, ...buttons);
  effect(() => {
    for (const [i, button] of buttons.entries()) {
      button.setAttribute("aria-pressed", String(CHOICES[i] === state.applyFrom.value));
    }
  });
  return h("div", { class: "apply-from" }, name, group);
}
