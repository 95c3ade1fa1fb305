// The header's actions: share, API, language, keys, theme.
import { effect } from "../../vendor/signals-core.mjs";
import { h, setAttribute } from "../lib/dom.js";
import { icon, iconButton } from "../lib/icons.js";
import { currentLanguage, t } from "../lib/strings.js";

/** @import { Shared } from "../state/shared.js"
 * @typedef {{address: (changes?: object) => string, toggleTheme: () => void, showKeys: () => void}} Actions */

const OTHER = { en: ["zh-Hans", "中文"], "zh-Hans": ["en", "English"] };

/** @param {HTMLElement} element @param {Shared} state @param {Actions} actions */
export function mountHeader(element, state, { address, toggleTheme, showKeys }) {
  const [lang, name] = OTHER[currentLanguage() === "zh-Hans" ? "zh-Hans" : "en"];
  const share = h(
    "button",
    { type: "button", class: "share", "aria-label": t("header.share") },
    icon("link"),
    h("span", {}, t("header.share")),
  );
  share.addEventListener("click", () => copy(state, address()));
  const language = h("a", { href: address({ lang }), lang, hreflang: lang }, name);
  // The address moves on while playing: it is read at the moment of leaving.
  language.addEventListener("click", () => {
    language.href = address({ lang });
  });
  const api = h("a", { href: `docs?lang=${currentLanguage()}`, title: t("header.api.title") });
  api.append(t("header.api"));
  const theme = h("button", { type: "button", class: "quiet", onclick: toggleTheme });
  const words = t("header.keys");
  const keys = iconButton("keys", words, { class: "quiet keys", title: words, onclick: showKeys });
  const larger = t("header.big");
  const toggle = () => {
    state.big.value = !state.big.value;
  };
  const big = iconButton("big", larger, { class: "quiet big", title: larger, onclick: toggle });
  element.append(share, api, language, keys, big, theme);

  effect(() => {
    setAttribute(big, "aria-pressed", String(state.big.value));
    const dark = state.theme.value === "dark";
    const label = t(dark ? "header.theme.light" : "header.theme.dark");
    theme.replaceChildren(icon(dark ? "sun" : "moon"));
    setAttribute(theme, "title", label);
    setAttribute(theme, "aria-label", label);
  });
}

/** @param {Shared} state @param {string} address */
async function copy(state, address) {
  try {
    await navigator.clipboard.writeText(new URL(address, location.href).href);
    state.notice.value = { kind: "info", message: t("header.share.done") };
  } catch {
    state.notice.value = { kind: "warning", message: t("header.share.failed") };
  }
}
