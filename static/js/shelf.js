// Hiding tracks, and the shelf from which hidden ones come back.
import { effect } from "../vendor/signals-core.mjs";
import { disposeAll, h } from "./dom.js";
import { t } from "./i18n.js";
import { TRACKS } from "./state.js";

/** @param {HTMLElement} body @param {import("./state.js").State} state
 * @param {Record<string, import("./track.js").Track>} tracks @returns {() => void} */
export function mountShelf(body, state, tracks) {
  const shelf = h("div", { class: "shelf" });
  body.after(shelf);
  const title = (/** @type {string} */ name) => t(`tracks.${name}.title`);

  /** @param {string} name @param {boolean} shown */
  const show = (name, shown) => {
    const now = state.tracks.peek().filter((one) => one !== name);
    state.tracks.value = TRACKS.filter((one) => now.includes(one) || (shown && one === name));
  };

  for (const [name, { element }] of Object.entries(tracks)) {
    const label = t("tracks.hide", { track: title(name) });
    const hide = h(
      "button",
      { type: "button", class: "hide", title: label, "aria-label": label },
      "×",
    );
    hide.addEventListener("click", () => show(name, false));
    element.querySelector(".track-head")?.append(hide);
  }

  return disposeAll([
    effect(() => {
      const hidden = TRACKS.filter((name) => !state.tracks.value.includes(name));
      shelf.hidden = hidden.length === 0;
      shelf.replaceChildren(
        t("tracks.shelf"),
        ...hidden.map((name) => {
          const label = t("tracks.show", { track: title(name) });
          const back = h("button", { type: "button", title: label }, `+ ${title(name)}`);
          back.addEventListener("click", () => show(name, true));
          return back;
        }),
      );
    }),
    () => shelf.remove(),
  ]);
}
