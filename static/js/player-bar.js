// The player: buttons, speed, scrubber, and in words where the page is.
import { effect } from "../vendor/signals-core.mjs";
import { disposeAll, h, on, setAttribute, setText } from "./dom.js";
import { formatCount, formatNumber, t } from "./i18n.js";
import { icon } from "./icons.js";
import { mountScrubber } from "./scrubber.js";
import { SPEEDS } from "./state.js";

/** @import { Player } from "./player.js"
 * @import { State } from "./state.js" */

/** @param {HTMLElement} element @param {State} state @param {Player} player @returns {() => void} */
export function mountPlayerBar(element, state, player) {
  const play = button("play", "player.play", player.toggle);
  play.classList.add("primary");
  const first = button("first", "player.first", player.first);
  const back = button("back", "player.back", () => player.steps(-1));
  const forward = button("forward", "player.forward", () => player.steps(1));
  const end = button("last", "player.last", player.last);
  const speed = h("select", { "aria-label": t("player.speed") }, ...SPEEDS.map(speedOption));
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
  element.append(h("div", { class: "controls" }, transport, speed), scrubber, readout.element);

  return disposeAll([
    mountScrubber(scrubber, state, player),
    readout.dispose,
    effect(() => {
      const name = state.playing.value ? "pause" : "play";
      play.replaceChildren(icon(name));
      setAttribute(play, "aria-label", t(`player.${name}`));
      setAttribute(play, "title", t(`player.${name}`));
    }),
    effect(() => {
      speed.selectedIndex = state.speed.value;
    }),
    on(speed, "change", () => {
      state.speed.value = speed.selectedIndex;
    }),
    effect(() => {
      element.inert = state.run.value === null;
    }),
    () => element.replaceChildren(),
  ]);
}

/** @param {(typeof SPEEDS)[number]} speed @param {number} index */
function speedOption({ granularity, rate }, index) {
  return h("option", { value: index }, t(`player.speed.${granularity}`, { rate }));
}

/** A button of the transport. The mouse leaves the focus where it is, so that space still plays.
 * @param {string} name @param {string} label key of its words @param {() => void} act */
function button(name, label, act) {
  return h(
    "button",
    {
      type: "button",
      class: name,
      title: t(label),
      "aria-label": t(label),
      onclick: () => act(),
      onmousedown: (/** @type {Event} */ event) => event.preventDefault(),
    },
    icon(name),
  );
}

/** Update, loss, and the step inside the update. @param {State} state */
function createReadout(state) {
  const update = h("strong", { class: "update" });
  const last = h("span", { class: "of" });
  const loss = h("strong", { class: "loss" });
  const detail = h("span", { class: "detail" });
  const element = h(
    "div",
    { class: "readout" },
    h("span", { class: "name" }, t("player.update")),
    h("span", {}, update, last),
    h("span", { class: "name" }, t("player.loss")),
    h("span", {}, loss),
    detail,
  );
  const dispose = effect(() => {
    const frame = state.frame.value;
    const run = state.run.value;
    if (!frame || !run) return;
    setText(update, formatCount(state.seeking.value ?? frame.update));
    setText(last, t("player.of", { last: formatCount(run.last_update) }));
    const { seeking, shown } = state;
    const elsewhere = seeking.value !== null && seeking.value !== frame.update;
    const known = shown.value?.whole || ["backward", "update"].includes(shown.value?.phase ?? "");
    setText(loss, elsewhere ? "…" : known ? formatNumber(frame.loss) : "–");
    setText(detail, elsewhere ? t("player.computing") : describe(state, frame));
    element.classList.toggle("exploded", frame.first_nonfinite !== null);
  });
  return { element, dispose };
}

/** @param {State} state @param {import("./state.js").Frame} frame */
function describe(state, frame) {
  const broken = frame.first_nonfinite;
  if (broken) {
    const words = { update: formatCount(broken.update), t: broken.t ?? "" };
    return t(broken.t === null ? "player.exploded" : "player.exploded.t", words);
  }
  const [step, count] = [state.step.value + 1, frame.script.length];
  const where = step === count ? t("player.whole") : t("player.step", { step, count });
  return `${t("player.epoch", { epoch: frame.epoch })} · ${where}`;
}
