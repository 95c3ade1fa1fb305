// In words where the page is.
import { effect } from "../../vendor/signals-core.mjs";
import { h, setText } from "../lib/dom.js";
import { formatCount, formatNumber, formatOrdinal, t } from "../lib/strings.js";
import { percentDone } from "../playback/pace.js";
import { stride } from "../state/speeds.js";

/** @import { State } from "../state/pane.js" */

/** Update, loss, and the step inside the update. @param {State} state */
export function createReadout(state) {
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
  effect(() => {
    const frame = state.frame.value;
    const run = state.run.value;
    if (!frame || !run) return;
    setText(update, formatCount(state.seeking.value ?? frame.update));
    setText(last, t("player.of", { last: formatCount(run.last_update) }));
    const { seeking, shown } = state;
    const elsewhere = seeking.value !== null && seeking.value !== frame.update;
    const known = shown.value?.whole || ["backward", "update"].includes(shown.value?.phase ?? "");
    setText(loss, elsewhere ? "…" : known ? formatNumber(frame.loss) : "–");
    setText(detail, elsewhere ? computing(state) : describe(state, frame));
    element.classList.toggle("exploded", frame.first_nonfinite !== null);
  });
  return element;
}

/** @param {State} state @param {import("../state/pane.js").Frame} frame */
function describe(state, frame) {
  const broken = frame.first_nonfinite;
  if (broken) {
    const words = { update: formatCount(broken.update), t: broken.t ?? "" };
    return t(broken.t === null ? "player.exploded" : "player.exploded.t", words);
  }
  const [step, count] = [state.step.value + 1, frame.script.length];
  const leaps = state.playing.value && state.breakpoints.value.size === 0;
  const every = leaps ? stride(state.pace.value, state.loop.value) : 1;
  if (every > 1) return t("player.skips", { nth: formatOrdinal(every) });
  const where = step === count ? t("player.whole") : t("player.step", { step, count });
  return `${t("player.epoch", { epoch: frame.epoch })} · ${where}`;
}

/** @param {State} state */
function computing(state) {
  const goal = state.seeking.value ?? 1;
  const percent = percentDone(state.seekFrom.value, state.scalars.value.known, goal);
  return percent === null || state.lost.value
    ? t("player.computing")
    : t("player.computing.part", { percent });
}
