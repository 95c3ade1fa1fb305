// The button of each track that makes an image of it; what it does is fetched when it is wanted.
import { h, on } from "../lib/dom.js";
import { t } from "../lib/strings.js";

/** @param {import("../state/pane.js").State} state
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
