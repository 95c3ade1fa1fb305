// One inspected number: its formula, the same with numbers, the result, a check, an edit, a cut.
import { effect, signal } from "../../vendor/signals-core.mjs";
import { disposeAll, h, setText } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { renderMath } from "../lib/katex.js";
import { exact, t } from "../lib/strings.js";
import { editOf } from "../runs/forks.js";
import { sequenceIn } from "../state/pane.js";
import { changed } from "../state/questions.js";
import { getInspection, isAbort } from "../wire/server.js";
import { createCheck } from "./check.js";
import { createCut } from "./cut.js";
import { createFields, nameOf } from "./fields.js";
import { NumberEdit } from "./number-edit.js";
import { WeightMatrix } from "./weights.js";

/** @import { Edits } from "../runs/forks.js"
 * @import { Inspected, Question, State, Wire } from "../state/pane.js"
 * @typedef {Wire["Inspection"]} Inspection
 * @typedef {ReturnType<typeof createPanel>} Panel */

/** @param {State} state @param {number} id @param {(edits: Edits) => void} fork */
export function createPanel(state, id, fork) {
  const own = signal(/** @type {Question | null} */ (null));
  /** The one of the batch that the tracks show. */
  const sequence = () => {
    const frame = state.frame.peek();
    return frame ? sequenceIn(state, frame) + 1 : 1;
  };
  const fields = createFields(ask);
  const number = new NumberEdit((value) => {
    const question = own.peek();
    const edits = question && editOf(question, value, sequence());
    if (edits) fork(edits);
  });
  const weights = new WeightMatrix(
    (index) => ask({ .../** @type {Question} */ (own.peek()), index }),
    () => number.focus(),
  );
  const pin = button("pin", "pin", () => {
    const panel = state.inspected.peek().find((one) => one.id === id);
    change({ pinned: !panel?.pinned });
  });
  const close = button("close", "close", () => {
    state.inspected.value = state.inspected.peek().filter((one) => one.id !== id);
  });
  const [formula, numbers] = [
    h("p", { class: "formula" }),
    h("p", { class: "formula numbers", tabindex: 0 }),
  ];
  const [result, parts, problem] = [
    h("output"),
    h("dl", { class: "parts", tabindex: 0 }),
    h("p", { class: "problem" }),
  ];
  const check = createCheck(state);
  const cut = createCut(state, own, fork);
  const tools = h("div", { class: "tools" }, check.button, cut.button);
  const body = h("div", { class: "inspect-body" }, formula, numbers, result, parts);
  const element = h(
    "article",
    { class: "inspect", "data-id": id },
    h("header", {}, fields.element, pin, close),
    problem,
    body,
    weights.element,
    number.element,
    tools,
    check.found,
  );
  /** @type {Inspection | null} */
  let found = null;
  let fresh = true; // and not seen whole yet
  let abort = new AbortController();

  /** @param {Partial<Inspected>} changes */
  function change(changes) {
    state.inspected.value = changed(state.inspected.peek(), id, changes);
  }

  /** @param {Question} question */
  function ask(question) {
    change({ question });
  }

  /** @param {Inspection} answer */
  function write(answer) {
    found = answer;
    renderMath(formula, answer.formula);
    renderMath(numbers, `= ${answer.substituted}`);
    setText(result, `= ${exact(answer.result)}`);
    const several = answer.parts.length > 1 || answer.parts.some((part) => part.cut);
    parts.replaceChildren(...(several ? answer.parts.map(partRow) : []));
    check.offer(answer.check);
    const { parameter } = answer;
    weights.element.hidden = !parameter;
    if (parameter) weights.show(parameter);
    const given = parameter ? parameter.value : answer.result;
    number.element.hidden = !editOf(/** @type {Question} */ (own.peek()), 0, 1);
    number.show(t("inspect.edit", { name: edited(answer) }), Number(given));
    body.classList.toggle("total", answer.what.startsWith("grad_"));
  }

  const dispose = disposeAll([
    effect(() => {
      const panel = state.inspected.value.find((one) => one.id === id);
      if (!panel) return;
      own.value = panel.question;
      pin.setAttribute("aria-pressed", String(panel.pinned));
    }),
    effect(() => {
      const [question, run, frame] = [own.value, state.stretch.value?.run, state.frame.value];
      if (!question || !run || !frame) return;
      fields.show(question, run, frame);
      element.setAttribute("aria-label", nameOf(question.what));
    }),
    effect(() => {
      const [question, run, frame] = [own.value, state.run.value, state.frame.value];
      const hurried = state.playing.value && state.pace.value.granularity === "update";
      element.toggleAttribute("data-stale", true);
      if (!question || !run || !frame || hurried) return;
      abort.abort();
      abort = new AbortController();
      const { signal: until } = abort;
      getInspection(run.id, frame.update, { ...question, b: sequence() }, until)
        .then((answer) => {
          if (until.aborted) return;
          setText(problem, "");
          write(answer);
          element.removeAttribute("data-stale");
          if (fresh) element.scrollIntoView({ block: "nearest" });
          fresh = false;
          if (state.inspected.peek()[0]?.id === id) state.dependencies.value = answer.depends;
        })
        .catch((error) => {
          if (!isAbort(error)) setText(problem, error.message);
        });
    }),
    cut.dispose,
    () => abort.abort(),
    () => element.remove(),
  ]);

  return {
    element,
    dispose,
    /** Mark what this number is computed from. */
    mark() {
      if (found) state.dependencies.value = found.depends;
    },
    /** Have the keyboard here. */
    focus: () => element.querySelector("select")?.focus({ preventScroll: true }),
  };
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
function edited({ parameter, what, t: time }) {
  if (parameter) return `${parameter.name}[${parameter.index.map((i) => i + 1).join(", ")}]`;
  return `${what === "inputs" ? "x" : "p"}_${time}`;
}

/** @param {string} name @param {string} picture @param {() => void} act */
function button(name, picture, act) {
  const words = t(`inspect.${name}`);
  const attributes = { type: "button", class: `quiet ${name}`, title: words, "aria-label": words };
  return h("button", { ...attributes, onclick: act }, icon(picture));
}
