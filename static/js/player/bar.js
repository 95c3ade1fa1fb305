// The player: buttons, speed, scrubber, whether the server answers, and the readout.
import { effect } from "../../vendor/signals-core.mjs";
import { h, on, setAttribute, setText } from "../lib/dom.js";
import { icon, iconButton } from "../lib/icons.js";
import { t } from "../lib/strings.js";
import { SPEEDS } from "../state/speeds.js";
import { createReadout } from "./readout.js";
import { mountScrubber } from "./scrubber.js";

/** @import { Looper } from "../playback/looper.js"
 * @import { Player } from "../playback/player.js"
 * @import { State } from "../state/pane.js" */

/** @param {HTMLElement} element @param {State} state @param {Player} player
 * @param {Looper} looper */
export function mountPlayerBar(element, state, player, looper) {
  const play = button("play", "player.play", () => player.toggle());
  play.classList.add("primary");
  const first = button("first", "player.first", () => player.first());
  const back = button("back", "player.back", () => player.steps(-1));
  const forward = button("forward", "player.forward", () => player.steps(1));
  const end = button("last", "player.last", () => player.last());
  const speed = h("select", { "aria-label": t("player.speed") }, ...SPEEDS.map(speedOption));
  const replay = button("slowly", "player.replay", () => player.replay());
  const loop = button("loop", "player.loop", looper.toggle);
  const lost = h("p", { class: "lost", role: "status" });
  const scrubber = h("div", { class: "scrubber" });
  const readout = createReadout(state);
  const transport = h(
    "div",
    { class: "transport", role: "group" },
    first,
    back,
    play,
    forward,
    end,
  );
  const below = h("div", { class: "pace" }, replay, speed, loop);
  const controls = h("div", { class: "controls" }, transport, below);
  scrubber.append(lost);
  element.append(controls, scrubber, readout);

  mountScrubber(scrubber, state, player, looper);
  effect(() => {
    const name = state.playing.value ? "pause" : "play";
    play.replaceChildren(icon(name));
    setAttribute(play, "aria-label", t(`player.${name}`));
    setAttribute(play, "title", t(`player.${name}`));
  });
  effect(() => setAttribute(loop, "aria-pressed", String(state.loop.value !== null)));
  effect(() => setText(lost, state.lost.value ? t("player.lost") : ""));
  effect(() => {
    speed.selectedIndex = state.speed.value;
  });
  on(speed, "change", () => {
    state.speed.value = speed.selectedIndex;
  });
  effect(() => {
    element.inert = state.run.value === null;
  });
}

/** @param {import("../state/speeds.js").Speed} speed @param {number} index */
function speedOption({ granularity, rate, times = 1 }, index) {
  return h("option", { value: index }, t(`player.speed.${granularity}`, { rate, times }));
}

/** A button of the transport. The mouse leaves the focus where it is, so that space still plays.
 * @param {string} name @param {string} label key of its words @param {() => void} act */
function button(name, label, act) {
  return iconButton(name, t(label), {
    ...{ class: name, title: t(label), onclick: () => act() },
    onmousedown: (event) => event.preventDefault(),
  });
}
