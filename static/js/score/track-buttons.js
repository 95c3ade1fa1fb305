// The buttons in the title row of a track: to hide it, to move it up and down, to make an image of it;
// and the shelf from which hidden ones come back.
import { effect } from "../../vendor/signals-core.mjs";
import { h, on } from "../lib/dom.js";
import { t } from "../lib/strings.js";
import { trackNames } from "../state/tracks.js";

/** The tracks with one of them moved by so many places, as far as there are.
 * @param {string[]} names @param {string} name @param {number} by */
export function movedBy(names, name, by) {
  const from = names.indexOf(name);
  const to = Math.max(0, Math.min(from + by, names.length - 1));
  const others = names.filter((one) => one !== name);
  return from < 0 ? names : [...others.slice(0, to), name, ...others.slice(to)];
}

/** @param {HTMLElement} body @param {import("../state/shared.js").Shared} state
 * @param {Record<string, import("./track.js").Track>} tracks */
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

  /** A button of a title row. @param {string} name @param {string} key @param {string} sign
   * @param {() => void} act */
  function button(name, key, sign, act) {
    const label = t(`tracks.${key}`, { track: title(name) });
    const options = { type: "button", class: key, title: label, "aria-label": label };
    const element = h("button", options, sign);
    element.addEventListener("click", (event) => {
      event.stopPropagation();
      act();
      element.focus(); // a moved element loses it
    });
    return element;
  }

  for (const [name, { element }] of Object.entries(tracks)) {
    const move = (/** @type {number} */ by) => () => {
      state.tracks.value = movedBy(state.tracks.peek(), name, by);
      element.scrollIntoView({ block: "nearest" });
    };
    const buttons = [
      button(name, "up", "↑", move(-1)),
      button(name, "down", "↓", move(1)),
      button(name, "hide", "×", () => hide(name)),
    ];
    element.querySelector(".track-head")?.append(h("div", { class: "track-buttons" }, ...buttons));
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
 * @param {import("../state/pane.js").State} state
 * @param {Record<string, import("./track.js").Track>} tracks */
export function mountImageButtons(state, tracks) {
  for (const [name, track] of Object.entries(tracks)) {
    const label = t("tracks.image", { track: t(`tracks.${name}.title`) });
    const options = { type: "button", class: "image-button", title: label, "aria-label": label };
    const button = h("button", { ...options, "aria-haspopup": "true" }, "⤓");
    on(button, "click", async (event) => {
      event.stopPropagation();
      const { offerImages } = await import("../export/image.js");
      offerImages(button, track, state);
    });
    track.element.querySelector(".track-buttons")?.prepend(button);
  }
}
