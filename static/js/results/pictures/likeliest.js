// What the network expects after each letter of the window: its likeliest answers.
import { rowAt } from "../../lib/arrays.js";
import { h } from "../../lib/dom.js";
import { t } from "../../lib/strings.js";
import { seen } from "../../state/labels.js";
import { sequenceIn } from "../../state/pane.js";
import { percent } from "./words.js";

const MOST = 3;
const HEAD = ["read", "right", "expected"];

/** @type {import("../pictures.js").Create} */
export function likeliestPicture(element, state) {
  const box = h("div", { class: "answers-box", tabindex: 0, role: "region" });
  box.setAttribute("aria-label", t("likeliest.title"));
  element.append(box);
  return {
    draw(frame, run) {
      const b = sequenceIn(state, frame);
      const { inputs, targets } = frame.tokens;
      const rows = inputs[b].map((word, i) => {
        const answers = ranked(rowAt(frame.outputs, i + 1, b), run.task.output_names);
        const cells = answers.map(({ name, share }) =>
          h(name === targets[b][i] ? "b" : "span", {}, `${seen(name)} ${percent(share)}`),
        );
        const expected = h("td", { class: "expected" }, ...cells);
        return h("tr", {}, h("td", {}, seen(word)), h("td", {}, seen(targets[b][i])), expected);
      });
      const head = h("tr", {}, ...HEAD.map((name) => h("th", {}, t(`likeliest.${name}`))));
      const table = h("table", { class: "answers" }, h("thead", {}, head), h("tbody", {}, ...rows));
      box.replaceChildren(table);
    },
  };
}

/** The likeliest first; none while they are not there yet. @param {ArrayLike<number>} shares
 * @param {string[]} names */
function ranked(shares, names) {
  return Array.from(shares, (share, i) => ({ share, name: names[i] }))
    .filter(({ share }) => Number.isFinite(share))
    .sort((one, other) => other.share - one.share)
    .slice(0, MOST);
}
