// A track as an image: PNG or SVG, in the theme that is on. Fetched when wanted.

import { bind } from "../draw/bind.js";
import { image } from "../draw/plotly.js";
import { resolveColour } from "../draw/theme.js";
import { asWords } from "../draw/words.js";
import { h, on } from "../lib/dom.js";
import { t } from "../lib/strings.js";
import { placesIn } from "../state/pane.js";
import { getStandaloneFigure } from "../wire/server.js";

/** @typedef {import("../state/pane.js").State} State
 * @typedef {import("../score/track.js").Track} Track
 * @typedef {"png" | "svg"} Format */

const SHARPER = 2; // pixels of a PNG for each of the page's

/** The kinds of image, under the button. @param {HTMLElement} button @param {Track} track
 * @param {State} state */
export function offerImages(button, track, state) {
  const formats = /** @type {Format[]} */ (["png", "svg"]);
  const buttons = formats.map((format) =>
    h("button", { type: "button", "data-format": format }, format.toUpperCase()),
  );
  const label = button.getAttribute("aria-label");
  const attributes = { popover: "auto", class: "image-formats", role: "dialog" };
  const menu = h("div", { ...attributes, "aria-label": label }, ...buttons);
  for (const [i, one] of buttons.entries()) {
    on(one, "click", async (event) => {
      event.stopPropagation();
      menu.hidePopover();
      await save(track, formats[i], state);
    });
  }
  on(menu, "toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "closed") menu.remove();
  });
  button.after(menu);
  menu.showPopover();
  const { bottom, right } = button.getBoundingClientRect();
  menu.style.top = `${Math.min(bottom, innerHeight - menu.offsetHeight)}px`;
  menu.style.left = `${Math.max(0, right - menu.offsetWidth)}px`;
  buttons[0].focus();
}

/** @param {Track} track @param {Format} format @param {State} state */
async function save(track, format, state) {
  const [run, frame] = [state.run.peek(), state.frame.peek()];
  if (!run || !frame) return;
  try {
    const template = await getStandaloneFigure(run.id, frame.update, track.name);
    const { data, layout } = track.choose?.(/** @type {any} */ (template)) ?? template;
    const figure = bind({ data, layout }, frame, resolveColour, placesIn(state, frame));
    const update = `${t("player.update")} ${frame.update}`;
    figure.layout.title.text = `${t(`tracks.${track.name}.title`)} · ${asWords(run.task.title)}, ${update}`;
    const href = await image(figure, format, format === "png" ? SHARPER : 1);
    const download = `${run.task.name}_${frame.update}_${track.name}.${format}`;
    h("a", { href, download }).click();
  } catch (error) {
    state.notice.value = { kind: "warning", message: t("tracks.image.failed") };
    console.info(error);
  }
}
