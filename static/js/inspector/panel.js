// One inspected number: its formula, the same with numbers, the result, a check, an edit, a cut.
import { effect, signal } from "../../vendor/signals-core.mjs";
import { disposeAll, h, setText } from "../lib/dom.js";
import { iconButton } from "../lib/icons.js";
import { renderMath } from "../lib/katex.js";
import { exact, t } from "../lib/strings.js";
import { editOf } from "../runs/forks.js";
import { errorWords } from "../runs/problems.js";
import { columnName, inUnit } from "../state/columns.js";
import { sequenceIn } from "../state/pane.js";
import { changed } from "../state/questions.js";
import { LatestRequest } from "../wire/latest-request.js";
import { getInspection } from "../wire/server.js";
import { createCheck } from "./check.js";
import { createCut } from "./cut.js";
import { createFields, nameOf } from "./fields.js";
import { NumberEdit } from "./number-edit.js";
import { WeightMatrix } from "./weights.js";

/** @import { Edits } from "../runs/forks.js"
 * @import { Inspected, Question, State, Wire } from "../state/pane.js"
 * @typedef {Wire["Inspection"]} Inspection */

/** What has a value in the unit of a column. */
const VALUES = ["inputs", "targets", "outputs", "errors"];

export class Panel {
  #state;
  #id;
  /** What the panel shows. */
  #question = signal(/** @type {Question | null} */ (null));
  #fields;
  #number;
  #weights;
  #check;
  #pin = button("pin", "pin", () => this.#change({ pinned: !this.#inspected?.pinned }));
  #column = h("p", { class: "column" });
  #formula = h("p", { class: "formula" });
  #numbers = h("p", { class: "formula numbers", tabindex: 0 });
  #result = h("output");
  #parts = h("dl", { class: "parts", tabindex: 0 });
  #problem = h("p", { class: "problem" });
  #body = h(
    "div",
    { class: "inspect-body" },
    this.#column,
    this.#formula,
    this.#numbers,
    this.#result,
    this.#parts,
  );
  /** @type {Inspection | null} */
  #found = null;
  #fresh = true; // and not seen whole yet
  #request = new LatestRequest();

  /** @param {State} state @param {number} id @param {(edits: Edits) => void} fork */
  constructor(state, id, fork) {
    this.#state = state;
    this.#id = id;
    this.#fields = createFields((question) => this.#change({ question }));
    this.#number = new NumberEdit((value) => {
      const question = this.#question.peek();
      const edits = question && editOf(question, value, this.#sequence);
      if (edits) fork(edits);
    });
    this.#weights = new WeightMatrix(
      (index) =>
        this.#change({ question: { .../** @type {Question} */ (this.#question.peek()), index } }),
      () => this.#number.focus(),
    );
    this.#check = createCheck(state);
    const cut = createCut(state, this.#question, fork);
    const close = button("close", "close", () => {
      state.inspected.value = state.inspected.peek().filter((one) => one.id !== id);
    });
    this.element = h(
      "article",
      { class: "inspect", "data-id": id },
      h("header", {}, this.#fields.element, this.#pin, close),
      this.#problem,
      this.#body,
      this.#weights.element,
      this.#number.element,
      h("div", { class: "tools" }, this.#check.button, cut.button),
      this.#check.found,
    );
    this.dispose = disposeAll([
      effect(() => this.#follow()),
      effect(() => this.#showQuestion()),
      effect(() => this.#ask()),
      cut.dispose,
      () => this.#request.cancel(),
      () => this.element.remove(),
    ]);
  }

  /** Mark what this number is computed from. */
  mark() {
    if (this.#found) this.#state.dependencies.value = this.#found.depends;
  }

  /** What the page holds of this panel. */
  get #inspected() {
    return this.#state.inspected.value.find((one) => one.id === this.#id);
  }

  /** The one of the batch that the tracks show, from 1. */
  get #sequence() {
    const frame = this.#state.frame.peek();
    return frame ? sequenceIn(this.#state, frame) + 1 : 1;
  }

  /** @param {Partial<Inspected>} changes */
  #change(changes) {
    const { inspected } = this.#state;
    inspected.value = changed(inspected.peek(), this.#id, changes);
  }

  #follow() {
    const panel = this.#inspected;
    if (!panel) return;
    this.#question.value = panel.question;
    this.#pin.setAttribute("aria-pressed", String(panel.pinned));
  }

  #showQuestion() {
    const { trainer, frame } = this.#state;
    const [question, run] = [this.#question.value, trainer.value];
    if (!question || !run || !frame.value) return;
    this.#fields.show(question, run, frame.value);
    this.element.setAttribute("aria-label", nameOf(question.what));
  }

  /** Have the server explain the number, of every update that stays on screen. */
  #ask() {
    const { run, frame, hurried } = this.#state;
    const [question, of, at] = [this.#question.value, run.value, frame.value];
    this.element.toggleAttribute("data-stale", true);
    if (!question || !of || !at || hurried.value) return;
    const asked = { ...question, b: this.#sequence };
    this.#request.send(
      0,
      (until) => getInspection(of.id, at.update, asked, until),
      (answer) => this.#answer(answer),
      (error) => setText(this.#problem, errorWords(error)),
    );
  }

  /** @param {Inspection} answer */
  #answer(answer) {
    const { inspected, dependencies } = this.#state;
    setText(this.#problem, "");
    this.#write(answer);
    this.element.removeAttribute("data-stale");
    if (this.#fresh) this.element.scrollIntoView({ block: "nearest" });
    this.#fresh = false;
    if (inspected.peek()[0]?.id === this.#id) dependencies.value = answer.depends;
  }

  /** @param {Inspection} answer */
  #write(answer) {
    this.#found = answer;
    const task = this.#state.run.peek()?.task;
    setText(this.#column, task ? columnWords(task, answer) : "");
    renderMath(this.#formula, answer.formula);
    renderMath(this.#numbers, `= ${answer.substituted}`);
    setText(this.#result, `= ${exact(answer.result)}`);
    const several = answer.parts.length > 1 || answer.parts.some((part) => part.cut);
    this.#parts.replaceChildren(...(several ? answer.parts.map(partRow) : []));
    this.#check.offer(answer.check);
    const { parameter } = answer;
    this.#weights.element.hidden = !parameter;
    if (parameter) this.#weights.show(parameter);
    const given = parameter ? parameter.value : answer.result;
    const question = /** @type {Question} */ (this.#question.peek());
    this.#number.element.hidden = !editOf(question, 0, 1);
    this.#number.show(t("inspect.edit", { name: edited(answer) }), Number(given));
    this.#body.classList.toggle("total", answer.what.startsWith("grad_"));
  }
}

/** Which column of a series it belongs to; of what is read, asked or answered also its own value.
 * @param {import("../state/pane.js").Run["task"]} task @param {Inspection} answer */
function columnWords(task, { column, what, unit, result }) {
  if (column === null) return "";
  const name = columnName(task, column);
  if (!VALUES.includes(what) || unit === null || !Number.isFinite(result)) return name;
  const difference = what === "errors";
  const of = what === "inputs" ? "inputs" : "targets";
  const value = inUnit(task, of, `${unit}`, Number(result), difference);
  return t("inspect.named", { name, value });
}

/** @param {Inspection["parts"][number]} part */
function partRow({ label, formula, result, cut }) {
  const time = /^t(\d+)$/.exec(label)?.[1];
  const words = time ? t("inspect.part.t", { t: time }) : t(`inspect.part.${label}`);
  return h(
    "div",
    { "data-part": label, class: cut ? "cut-off" : null },
    h("dt", {}, words, renderMath(h("span", { class: "math" }), formula)),
    h("dd", {}, exact(result), cut ? h("small", {}, t("inspect.part.cut")) : null),
  );
}

/** What an edit changes, in plain letters. @param {Inspection} answer */
function edited({ parameter, what, t: time, unit, column }) {
  if (parameter) return `${parameter.name}[${parameter.index.map((i) => i + 1).join(", ")}]`;
  return `${what === "inputs" ? "x" : "p"}_${time}${column === null ? "" : `[${unit}]`}`;
}

/** @param {string} name @param {string} picture @param {() => void} act */
function button(name, picture, act) {
  const words = t(`inspect.${name}`);
  return iconButton(picture, words, { class: `quiet ${name}`, title: words, onclick: act });
}
