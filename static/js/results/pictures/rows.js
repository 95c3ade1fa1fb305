// What the network was asked of what is held out, what was wanted and what it gave.
import { h, setText } from "../../lib/dom.js";
import { formatCount, t } from "../../lib/strings.js";
import { abridged, countRight, endOf, isSeveral, isSpelt, isStream, marked } from "./answers.js";

/** @typedef {import("../../state/pane.js").Answered} Answered
 * @typedef {import("../../state/pane.js").Run} Run
 * @typedef {import("./answers.js").Marked} Marked */

/** @type {import("../pictures.js").Create} */
export function rowsPicture(element, state) {
  const count = h("p", { class: "picture-line" });
  const box = h("div", { class: "answers-box", tabindex: 0, role: "region" });
  box.setAttribute("aria-label", t("rows.title"));
  element.append(count, box);
  return {
    draw({ picture }, run) {
      const rows = picture.rows ?? [];
      const known = Boolean(state.shown.peek()?.updated);
      const judged = isJudged(run);
      const { right, all } = countRight(rows);
      const numbers = { right: formatCount(right), all: formatCount(all) };
      count.hidden = !judged;
      setText(count, known ? t("rows.right", numbers) : t("rows.later"));
      const shown = known ? rows : rows.map(hideGiven);
      const streams = rows.some(isStream);
      box.replaceChildren(
        ...(streams ? shown.map((row) => stream(row, run)) : [table(shown, run, judged && known)]),
      );
    },
  };
}

/** A picture that is there when it is asked for. @param {import("../pictures.js").Create} create
 * @param {string} title @returns {import("../pictures.js").Create} */
export function folded(create, title) {
  return (element, state, ask) => {
    const place = h("div");
    const details = h("details", { class: "folded-picture" }, h("summary", {}, t(title)), place);
    details.addEventListener("toggle", ask);
    element.append(details);
    const inner = create(place, state, ask);
    return {
      draw(frame, run) {
        if (details.open) inner.draw(frame, run);
      },
      dispose: inner.dispose,
    };
  };
}

/** Whether answers are right or wrong; a number as it is, is nearer or farther. @param {Run} run */
const isJudged = ({ task }) => task.metric !== "rmse";

/** @param {Answered} row @returns {Answered} */
const hideGiven = (row) => ({ ...row, outputs: row.targets.map(() => "–"), right: [] });

/** @param {Answered[]} rows @param {Run} run @param {boolean} judged */
function table(rows, run, judged) {
  const { input_names: inputs, output_names: outputs } = run.task;
  const head = ["asked", "wanted", "given"].map((name) =>
    h("th", { scope: "col" }, t(`rows.${name}`)),
  );
  const lines = rows.map((row) => {
    const good = row.right.every((one) => one);
    const verdict = t(good ? "rows.good" : "rows.bad");
    const sign = h("span", { role: "img", "aria-label": verdict }, good ? "✓" : "✗");
    return h(
      "tr",
      { "data-right": judged ? String(good) : null },
      h("td", {}, sequence(abridged(row.inputs).map(plain), inputs)),
      h("td", {}, sequence(abridged(row.targets).map(plain), outputs)),
      h("td", {}, sequence(judged ? marked(row) : row.outputs.map(plain), outputs)),
      h("td", { class: "sign" }, judged && sign),
    );
  });
  return h(
    "table",
    { class: "answers" },
    h("thead", {}, h("tr", {}, ...head, h("td"))),
    h("tbody", {}, ...lines),
  );
}

/** The end of what was wanted above what was given. @param {Answered} row @param {Run} run */
function stream(row, { task }) {
  const end = endOf(row);
  const line = (/** @type {string} */ name, /** @type {Marked[]} */ words) => [
    h("dt", {}, t(`rows.${name}`)),
    h("dd", { class: "mono" }, sequence(words, task.output_names)),
  ];
  const [wanted, given] = [line("wanted", end.targets.map(plain)), line("given", marked(end))];
  const title = t("rows.last", { count: end.targets.length });
  return h("div", { class: "stream" }, h("p", {}, title), h("dl", {}, ...wanted, ...given));
}

/** @param {string} word @returns {Marked} */
const plain = (word) => ({ word, wrong: false });

/** Words beside each other; several numbers of one step under each other.
 * @param {Marked[]} words @param {string[]} names */
function sequence(words, names) {
  const spelt = isSpelt(words.map(({ word }) => word));
  const parts = words.flatMap((one, i) => [i > 0 && !spelt && " ", part(one, names)]);
  return h("span", {}, ...parts);
}

/** @param {Marked} marked @param {string[]} names */
function part({ word, wrong }, names) {
  if (wrong) return h("mark", {}, word);
  return isSeveral(word, names) ? h("span", { class: "several" }, word) : word;
}
