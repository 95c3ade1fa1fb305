// The settings of the run. Every change is sent at once; a refusal is shown beside its control.
import { effect } from "../../vendor/signals-core.mjs";
import { createChoice } from "../lib/choice.js";
import { h, on, setText } from "../lib/dom.js";
import { formatCount, has, t } from "../lib/strings.js";
import { differences, getPath } from "../runs/config.js";
import { isShown, situationOf, whyOff } from "../runs/rules.js";
import { forkable, groups } from "../state/settings.js";
import { createActivationPlot } from "./activation.js";
import { Draft } from "./draft.js";
import { Field } from "./field.js";
import { Pictures } from "./pictures.js";

/** @import { Control } from "../state/settings.js"
 * @import { RunConfig, State } from "../state/pane.js"
 * @typedef {(learn: (config: RunConfig, report: string) => void) => void} OpenOwnData learn takes what
 *   learns the data, and what was done to them
 * @typedef {{fields: (Field | Pictures)[], details: HTMLDetailsElement, title: HTMLElement}} Group */

/** @param {HTMLElement} element @param {State} state
 * @param {(config: RunConfig) => void} submit opens what was edited, from where it is to hold
 * @param {OpenOwnData} openOwnData asks for data of the reader's own */
export function mountConfigPanel(element, state, submit, openOwnData) {
  const panel = new Panel(state, submit, openOwnData);
  element.append(panel.element);
  for (const part of [panel.showTasks, panel.showConfig, panel.showLimits, panel.showProblem]) {
    effect(() => part.call(panel));
  }
  effect(() => panel.showCount());
  panel.fold();
}

class Panel {
  #state;
  #draft;
  #groups;
  #fields;
  #about = h("p", { class: "about" });
  #count = h("p", { class: "count" });
  #reset = h("button", { type: "button", class: "reset" }, t("config.reset"));

  /** @param {State} state @param {(config: RunConfig) => void} submit
   * @param {OpenOwnData} openOwnData */
  constructor(state, submit, openOwnData) {
    this.#state = state;
    this.#draft = new Draft(state, submit);
    this.#groups = groups().map((group) => this.#createGroup(group));
    this.#fields = this.#groups.flatMap((group) => group.fields);
    this.#field("activation")?.element.after(createActivationPlot(state));
    this.#field("task.name")?.element.after(this.#about, this.#createOwnData(openOwnData));
    const form = h(
      "form",
      { novalidate: true },
      applyFrom(state),
      ...this.#groups.map((group) => group.details),
      h("div", { class: "foot" }, this.#count, this.#reset),
    );
    on(form, "submit", (event) => event.preventDefault());
    on(this.#reset, "click", () => this.#draft.reset());
    this.element = h("details", { class: "panel" }, h("summary", {}, t("config.title")), form);
  }

  /** @param {{name: string, folded: boolean, controls: Control[]}} group @returns {Group} */
  #createGroup({ name, folded, controls }) {
    const fields = controls.map((control) => {
      const Kind = control.kind === "pictures" ? Pictures : Field;
      return new Kind(control, (value, how) => this.#draft.edit(control.path, value, how));
    });
    const title = h("summary", {}, t(`config.group.${name}`));
    const list = h("div", {}, ...fields.map((field) => field.element));
    return { fields, details: h("details", { class: "group", open: !folded }, title, list), title };
  }

  /** @param {OpenOwnData} open */
  #createOwnData(open) {
    const learn = (/** @type {RunConfig} */ config, /** @type {string} */ report) => {
      this.#state.notice.value = { kind: "info", message: report };
      this.#draft.send(config);
    };
    return h(
      "button",
      { type: "button", class: "own-data", onclick: () => open(learn) },
      t("data.open"),
    );
  }

  /** @param {string} path */
  #field(path) {
    return this.#fields.find(({ control }) => control.path === path);
  }

  /** Open where there is room for it. */
  fold() {
    const wide = matchMedia("(min-width: 1200px)");
    const unfold = () => {
      this.element.open = wide.matches && !this.#state.big.value;
    };
    on(wide, "change", unfold);
    effect(unfold);
  }

  /** What can be learnt: the server's tasks, and the reader's own data. */
  showTasks() {
    const config = this.#state.config.value;
    const { mine } = this.#draft;
    const tasks = this.#state.tasks.value;
    if (config?.task.dataset) mine.set(config.task.name, config);
    const word = (/** @type {string} */ name) =>
      has(`config.task.${name}`)
        ? t(`config.task.${name}`)
        : (tasks.find((task) => task.name === name)?.title ?? name);
    const names = [...tasks.map(({ name }) => name), ...mine.keys()];
    const field = this.#field("task.name");
    if (field instanceof Field) field.setOptions(names.map((name) => [name, word(name)]));
  }

  showConfig() {
    const accepted = this.#state.config.value;
    if (!accepted) return;
    const config = this.#draft.over(accepted);
    setText(this.#about, t(`task.about.${config.task.name}`));
    const usual = this.#draft.usual(config.task.name, config.cell);
    const changed = usual ? differences(config, usual) : [];
    for (const field of this.#fields) {
      const { path } = field.control;
      field.show(getPath(config, path), changed.includes(path));
      field.element.hidden = !isShown(field.control, config);
    }
    for (const { fields, title } of this.#groups) {
      title.classList.toggle(
        "changed",
        fields.some(({ control }) => changed.includes(control.path)),
      );
    }
    const fork = this.#draft.here ? forkable() : changed;
    this.#reset.disabled = !changed.some((path) => fork.includes(path));
  }

  /** What can be chosen for the run on screen. */
  showLimits() {
    const [run, config] = [this.#state.run.value, this.#state.config.value];
    if (!run || !config) return;
    const situation = situationOf(config, run.task);
    for (const field of this.#fields) {
      field.setLimits(situation);
      const fixed = this.#draft.here && !field.control.forkable;
      const off = whyOff(field.control.path, situation);
      field.disable(fixed ? t("runs.apply.fixed") : off ? t(`config.off.${off}`) : null);
    }
  }

  showProblem() {
    const problem = this.#state.problem.value;
    for (const field of this.#fields) {
      field.refuse(problem?.field === field.control.path ? problem.message : null);
    }
    for (const { fields, details } of this.#groups) {
      if (fields.some(({ control }) => control.path === problem?.field)) details.open = true;
    }
    if (!problem) return;
    this.#reset.disabled = false;
    this.element.open = true;
  }

  showCount() {
    const count = this.#state.run.value?.parameter_count;
    setText(
      this.#count,
      count === undefined ? "" : t("config.parameters", { count: formatCount(count) }),
    );
  }
}

/** From where an edited setting holds: a new run, or a fork at the update on screen.
 * @param {State} state */
function applyFrom(state) {
  const name = h("span", { id: "apply-from", class: "apply-name" }, t("runs.apply"));
  const choice = createChoice(
    /** @type {const} */ (["start", "here"]),
    state.applyFrom,
    (from) => t(`runs.apply.${from}`),
    { "aria-labelledby": name.id },
    (from) => t(`runs.apply.${from}.title`),
  );
  return h("div", { class: "apply-from" }, name, choice);
}
