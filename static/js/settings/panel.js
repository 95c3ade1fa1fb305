// The settings of the run. Every change is sent at once; a refusal is shown beside its control.
import { effect } from "../../vendor/signals-core.mjs";
import { disposeAll, h, on, setText } from "../lib/dom.js";
import { formatCount, has, t } from "../lib/strings.js";
import { differences, getPath, rebase, withPath } from "../runs/config.js";
import { FORKABLE, withForkable } from "../runs/forks.js";
import { isShown, moved, settled, whyOff } from "../runs/rules.js";
import { CONTROLS, GROUPS } from "../state/controls.js";
import { createActivationPlot } from "./activation.js";
import { createApplyFrom } from "./apply-from.js";
import { createField } from "./field.js";
import { createOwnData } from "./own-data.js";

/** @import { Control } from "../state/controls.js"
 * @import { RunConfig, State } from "../state/pane.js" */

const TYPING = 350;
const SLIDING = 90;

/** @param {HTMLElement} element @param {State} state
 * @param {(config: RunConfig) => void} submit opens what was edited, from where it is to hold
 * @returns {() => void} */
export function mountConfigPanel(element, state, submit) {
  /** What the form says: the run's config and the edits not yet accepted.
   * @type {RunConfig | null} */
  let draft = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** What learns the reader's own data, by task. @type {Map<string, RunConfig>} */
  const mine = new Map();

  const here = () => state.applyFrom.value === "here";
  /** What suits a task and a cell; without a cell, the task's usual one.
   * @param {string | undefined} name @param {string} [cell] */
  const defaults = (name, cell) => {
    const task = state.tasks.value.find((one) => one.name === name);
    return (cell ? task?.cell_defaults[cell] : task?.defaults) ?? null;
  };

  /** @param {RunConfig} next @param {number} delay */
  function send(next, delay) {
    draft = next;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      submit(next);
    }, delay);
  }

  /** @param {Control} control @param {unknown} value @param {"now" | "typing" | "sliding"} how */
  function edit(control, value, how) {
    const from = draft ?? state.config.peek();
    if (!from || getPath(from, control.path) === value) return;
    // A fork is kept: there is one for a finished edit, not one for each value on the way.
    if (here() && how !== "now") return;
    const delay = { now: 0, typing: TYPING, sliding: SLIDING }[how];
    const old = defaults(from.task.name, from.cell);
    const chosen = String(value);
    const task = control.path === "task.name" && (defaults(chosen) ?? mine.get(chosen));
    const cell = control.path === "cell" && defaults(from.task.name, chosen);
    if (task) send(moved(from, old ?? from, task), delay);
    else if (cell && old) send(rebase(from, old, cell), delay);
    else send(settled(withPath(from, control.path, value), control.path, old), delay);
  }

  const fields = CONTROLS.map((control) =>
    createField(control, (value, how) => edit(control, value, how)),
  );
  const reset = h("button", { type: "button", class: "reset" }, t("config.reset"));
  const count = h("p", { class: "count" });
  const groups = GROUPS.map((group) => {
    const own = fields.filter(({ control }) => group.controls.includes(control));
    const title = h("summary", {}, t(`config.group.${group.name}`));
    const list = h("div", {}, ...own.map((field) => field.element));
    return { fields: own, details: h("details", { class: "group" }, title, list), title };
  });
  for (const [i, { details: one }] of groups.entries()) one.open = !GROUPS[i].folded;
  const plot = createActivationPlot(state);
  fields.find(({ control }) => control.name === "f")?.element.after(plot.element);
  const own = createOwnData((config, report) => {
    state.notice.value = { kind: "info", message: report };
    send(config, 0);
  });
  const about = h("p", { class: "about" });
  fields[0].element.after(about, own.element);
  const applyFrom = createApplyFrom(state);
  const form = h(
    "form",
    { novalidate: true },
    applyFrom.element,
    ...groups.map((group) => group.details),
    h("div", { class: "foot" }, count, reset),
  );
  const details = h("details", { class: "panel" }, h("summary", {}, t("config.title")), form);
  element.append(details);
  const wide = matchMedia("(min-width: 1200px)");
  const unfold = () => {
    details.open = wide.matches && !state.big.value;
  };

  return disposeAll([
    () => clearTimeout(timer),
    applyFrom.dispose,
    own.dispose,
    plot.dispose,
    on(form, "submit", (event) => event.preventDefault()),
    on(wide, "change", unfold),
    effect(unfold),
    on(reset, "click", () => {
      const config = state.config.peek();
      const usual = defaults(config?.task.name);
      if (config && usual) send(here() ? withForkable(config, usual) : usual, 0);
    }),
    effect(() => {
      const config = state.config.value;
      if (config?.task.dataset) mine.set(config.task.name, config);
      const names = [...state.tasks.value.map((task) => task.name), ...mine.keys()];
      fields[0].setOptions(names, (name) =>
        has(`config.task.${name}`)
          ? t(`config.task.${name}`)
          : (state.tasks.value.find((task) => task.name === name)?.title ?? name),
      );
    }),
    effect(() => {
      const accepted = state.config.value;
      if (!accepted) return;
      if (timer === undefined) draft = null;
      const config = draft ?? accepted; // what has been typed since is not taken away
      setText(about, t(`task.about.${config.task.name}`));
      const usual = defaults(config.task.name, config.cell);
      const changed = usual ? differences(config, usual) : [];
      for (const field of fields) {
        field.show(getPath(config, field.control.path), changed.includes(field.control.path));
        field.element.hidden = !isShown(field.control.name, config);
      }
      for (const group of groups) {
        const touched = group.fields.some(({ control }) => changed.includes(control.path));
        group.title.classList.toggle("changed", touched);
      }
      reset.disabled = !changed.some((path) => !here() || FORKABLE.includes(path));
    }),
    effect(() => {
      const [task, config] = [state.run.value?.task, state.config.value];
      if (task && config) for (const field of fields) field.setLimits(task, config);
    }),
    effect(() => {
      const config = state.config.value;
      const anyLength = state.run.value?.task.any_length;
      for (const field of fields) {
        const fixed = here() && !FORKABLE.includes(field.control.path);
        const off = config && whyOff(field.control.name, config, anyLength);
        field.disable(fixed ? t("runs.apply.fixed") : off ? t(`config.off.${off}`) : null);
      }
    }),
    effect(() => {
      const problem = state.problem.value;
      for (const field of fields) {
        field.refuse(problem?.field === field.control.path ? problem.message : null);
      }
      for (const group of groups) {
        const refused = group.fields.some(({ control }) => control.path === problem?.field);
        if (refused) group.details.open = true;
      }
      if (problem) {
        reset.disabled = false;
        details.open = true;
      }
    }),
    effect(() => {
      const run = state.run.value;
      setText(
        count,
        run ? t("config.parameters", { count: formatCount(run.parameter_count) }) : "",
      );
    }),
    () => element.replaceChildren(),
  ]);
}
