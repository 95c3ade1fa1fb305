// The buttons in the title row of a track: to hide it, to move it up and down, to make an image of it;
// and the shelf from which hidden ones come back.
import { effect } from "../../vendor/signals-core.mjs";
import { h, on, setAttribute } from "../lib/dom.js";
import { t } from "../lib/strings.js";
import { trackNames } from "../state/tracks.js";

/** @import { Track } from "./track.js" */

/** The tracks with one of them moved by so many places, as far as there are.
 * @param {string[]} names @param {string} name @param {number} by */
export function movedBy(names, name, by) {
  const from = names.indexOf(name);
  const to = Math.max(0, Math.min(from + by, names.length - 1));
  const others = names.filter((one) => one !== name);
  return from < 0 ? names : [...others.slice(0, to), name, ...others.slice(to)];
}

/** A button at the end of a title row. @param {Track} track @param {string} kind
 * @param {string} sign @param {string} label @param {(button: HTMLButtonElement) => void} act */
export function titleButton({ element }, kind, sign, label, act) {
  const attributes = { type: "button", class: kind, title: label, "aria-label": label };
  const button = h("button", attributes, sign);
  on(button, "click", (event) => {
    event.stopPropagation();
    act(button);
  });
  element.querySelector(".track-buttons")?.append(button);
  return button;
}

/** @param {HTMLElement} body @param {import("../state/shared.js").Shared} state
 * @param {Record<string, Track>} tracks */
export function mountShelf(body, state, tracks) {
  const shelf = h("div", { class: "shelf" });
  body.after(shelf);
  const title = (/** @type {string} */ name) => t(`tracks.${name}.title`);

  const hide = (/** @type {string} */ name) => {
    state.tracks.value = state.tracks.peek().filter((one) => one !== name);
  };
  const show = (/** @type {string} */ name) => {
    state.tracks.value = [...state.tracks.peek(), name];
    tracks[name].element.scrollIntoView({ block: "nearest" });
  };

  for (const [name, track] of Object.entries(tracks)) {
    const label = (/** @type {string} */ key) => t(`tracks.${key}`, { track: title(name) });
    const move = (/** @type {number} */ by) => (/** @type {HTMLElement} */ button) => {
      state.tracks.value = movedBy(state.tracks.peek(), name, by);
      track.element.scrollIntoView({ block: "nearest" });
      button.focus(); // a moved element loses it
    };
    titleButton(track, "up", "↑", label("up"), move(-1));
    titleButton(track, "down", "↓", label("down"), move(1));
    titleButton(track, "hide", "×", label("hide"), () => hide(name));
  }

  effect(() => {
    const hidden = trackNames().filter((name) => !state.tracks.value.includes(name));
    shelf.hidden = hidden.length === 0;
    shelf.replaceChildren(
      t("tracks.shelf"),
      ...hidden.map((name) => {
        const label = t("tracks.show", { track: title(name) });
        const back = h("button", { type: "button", title: label }, `+ ${title(name)}`);
        back.addEventListener("click", () => show(name));
        return back;
      }),
    );
  });
}

/** The button of each track that makes an image of it; what it does is fetched when it is wanted.
 * @param {import("../state/pane.js").State} state @param {Record<string, Track>} tracks */
export function mountImageButtons(state, tracks) {
  for (const [name, track] of Object.entries(tracks)) {
    const label = t("tracks.image", { track: t(`tracks.${name}.title`) });
    const act = async (/** @type {HTMLElement} */ button) => {
      const { offerImages } = await import("../export/image.js");
      offerImages(button, track, state);
    };
    setAttribute(titleButton(track, "image-button", "⤓", label, act), "aria-haspopup", "true");
  }
}
