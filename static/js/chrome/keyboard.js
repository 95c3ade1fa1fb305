// The keyboard: one table for what keys do and for the dialog that lists them.
import { h, isTyping, on } from "../lib/dom.js";
import { iconButton } from "../lib/icons.js";
import { t } from "../lib/strings.js";

/** @import { Looper } from "../playback/looper.js"
 * @import { Player } from "../playback/player.js"
 * @import { State } from "../state/pane.js" */

/** Which keys of the table a pressed key is: shift counts only with arrows.
 * @param {{key: string, shiftKey: boolean}} event @returns {string} */
export function keyName({ key, shiftKey }) {
  if (key.startsWith("Arrow")) return shiftKey ? `Shift+${key}` : key;
  if (key === "+") return "=";
  if (key === "_") return "-";
  return key.length === 1 ? key.toLowerCase() : key;
}

/**
 * @param {State} state @param {Player} player @param {Looper} looper
 * @param {() => void} toggleTheme
 * @returns {{show: () => void}}
 */
export function startKeyboard(state, player, looper, toggleTheme) {
  const dialog = createDialog();
  document.body.append(dialog);
  const show = () => dialog.showModal();
  /** @type {Record<string, () => void>} */
  const keys = {
    " ": () => player.toggle(),
    ArrowLeft: () => player.steps(-1),
    ArrowRight: () => player.steps(1),
    "Shift+ArrowLeft": () => player.updates(-1),
    "Shift+ArrowRight": () => player.updates(1),
    Home: () => player.first(),
    End: () => player.last(),
    "-": () => player.faster(-1),
    "=": () => player.faster(1),
    r: () => player.replay(),
    "[": looper.begin,
    "]": looper.end,
    "\\": looper.toggle,
    v: () => {
      state.view.value = state.view.value === "unrolled" ? "compressed" : "unrolled";
    },
    d: toggleTheme,
    b: () => {
      state.big.value = !state.big.value;
    },
    "?": show,
  };
  on(document, "keydown", (/** @type {KeyboardEvent} */ event) => {
    // Many keyboards have brackets and backslash only together with Alt (and Ctrl).
    const typed = event.altKey && "[]\\".includes(event.key);
    const modified = event.metaKey || ((event.ctrlKey || event.altKey) && !typed);
    const free = !modified && !event.defaultPrevented;
    const focus = /** @type {HTMLInputElement | null} */ (document.activeElement);
    const act = keys[keyName(event)];
    if (!free || !act || dialog.open || isTyping(focus, event.key)) return;
    event.preventDefault();
    act();
  });
  return { show };
}

function createDialog() {
  const shift = t("keys.shift");
  /** @type {[string[], string][]} */
  const rows = [
    [[t("keys.space")], "keys.play"],
    [["←", "→"], "keys.step"],
    [[`${shift} ←`, `${shift} →`], "keys.update"],
    [["PgDn", "PgUp"], "keys.page"],
    [["Home", "End"], "keys.ends"],
    [["−", "+"], "keys.speed"],
    [["R"], "keys.replay"],
    [["[", "]"], "keys.loop"],
    [["\\"], "keys.loop.toggle"],
    [["Ctrl Z"], "keys.undo"],
    [["Tab", "↑", "↓", "Enter"], "keys.inspect"],
    [["V"], "keys.view"],
    [["D"], "keys.theme"],
    [["B"], "keys.big"],
    [["?"], "keys.help"],
  ];
  const list = h("dl");
  for (const [names, words] of rows) {
    list.append(h("dt", {}, ...names.map((name) => h("kbd", {}, name))), h("dd", {}, t(words)));
  }
  const close = iconButton("close", t("keys.close"), { class: "quiet", type: "submit" });
  const head = h(
    "form",
    { method: "dialog" },
    h("h2", { id: "keys-title" }, t("keys.title")),
    close,
  );
  const box = h("article", {}, head, list, h("p", {}, t("keys.note")));
  const dialog = h("dialog", { id: "keys", "aria-labelledby": "keys-title" }, box);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return dialog;
}
