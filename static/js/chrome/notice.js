// What the page has to say: one sentence at a time, until dismissed or no longer true.
import { effect } from "../../vendor/signals-core.mjs";
import { h } from "../lib/dom.js";
import { iconButton } from "../lib/icons.js";
import { t } from "../lib/strings.js";

/** @import { Shared } from "../state/shared.js" */

const SHORT = 4000;
const LONG = 15000;

/** @param {HTMLElement} element a status region @param {Shared} state */
export function mountNotice(element, state) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const dismiss = () => {
    state.notice.value = null;
  };
  effect(() => {
    clearTimeout(timer);
    const notice = state.notice.value;
    element.className = notice ? `shown ${notice.kind}` : "";
    if (!notice) {
      element.replaceChildren();
      return;
    }
    const { retry, undo } = notice;
    const again = () => {
      dismiss();
      retry?.();
    };
    element.replaceChildren(
      h("p", {}, notice.message),
      retry ? h("button", { type: "button", onclick: again }, t("notice.retry")) : "",
      undo ? h("button", { type: "button", onclick: undo }, t("runs.undo")) : "",
      iconButton("close", t("notice.close"), { class: "quiet", onclick: dismiss }),
    );
    if (notice.kind === "info") timer = setTimeout(dismiss, undo ? LONG : SHORT);
  });
}
