// What recurrent networks are good at and what not, each to be seen in a run of its own.

import { h, setText } from "../lib/dom.js";
import { withMath } from "../lib/katex.js";
import { formatNumber, t } from "../lib/strings.js";
import { getTiming } from "../wire/server.js";

/** The runs that show each of them: what differs is in the address.
 * @type {readonly [string, string[]][]} */
const SHOWN = [
  ["memory", ["?task=echo&tracks=graph,series,input_flow", "?task=echo&k=10"]],
  ["length", ["?task=sentiment"]],
  ["future", ["?task=fill_the_gap&bi=0", "?task=fill_the_gap"]],
  ["vanishing", ["?task=first_bit&cell=rnn", "?task=first_bit"]],
];

/** @param {HTMLElement} element @param {import("../state/pane.js").State} state */
export function mountLimits(element, state) {
  const title = h("h2", {}, t("limits.title"));
  const items = SHOWN.map(([name, links]) => {
    const anchors = links.map((href, i) => h("a", { href }, t(`limits.${name}.${i + 1}`)));
    return h("li", {}, ...withMath(t(`limits.${name}`)), h("span", { class: "links" }, ...anchors));
  });
  const bars = h("div", { class: "timing", role: "img" });
  const measure = h("button", { type: "button", onclick: draw }, t("limits.slow.measure"));
  const slow = h("li", {}, ...withMath(t("limits.slow")), measure, bars);
  element.append(title, h("ul", { class: "limits" }, ...items, slow));
  bars.hidden = true;

  async function draw() {
    const run = state.run.peek();
    if (!run) return;
    measure.disabled = true;
    try {
      const { k, seconds } = await getTiming(run.id);
      const most = Math.max(...seconds);
      bars.replaceChildren(...k.map((steps, i) => bar(steps, seconds[i], most)));
      const told = k.map((steps, i) => `k = ${steps}: ${micro(seconds[i])}`).join(", ");
      bars.setAttribute("aria-label", told);
      bars.hidden = false;
      setText(measure, t("limits.slow.measure"));
    } catch {
      setText(measure, t("limits.slow.failed"));
    } finally {
      measure.disabled = false;
    }
  }
}

/** @param {number} seconds */
const micro = (seconds) => `${formatNumber(seconds * 1e6)} µs`;

/** @param {number} steps @param {number} seconds @param {number} most */
function bar(steps, seconds, most) {
  const line = h("i");
  line.style.width = `${(seconds / most) * 100}%`;
  return h("p", {}, h("span", {}, `k = ${steps}`), line, h("span", {}, micro(seconds)));
}
