// The rows of the run menu: a run in a line, its forks in a list under it.
import { h } from "../lib/dom.js";
import { icon, iconButton } from "../lib/icons.js";
import { formatAge, formatMoment, t } from "../lib/strings.js";
import { describeRun, runLabel } from "../runs/wording.js";

/** @import { Branch } from "../runs/family.js"
 * @import { RunSummary, Task } from "../state/pane.js"
 * @import { Refusal } from "./run-list.js" */

/** What rows are drawn from. Only one run is being renamed, and only one about to be deleted.
 * @typedef {object} View
 * @property {string | undefined} present the run on screen
 * @property {Task[]} tasks
 * @property {string | null} renaming
 * @property {string} draft of the name
 * @property {string | null} deleting
 * @property {Refusal | null} refusal
 *
 * @typedef {object} Acts
 * @property {(id: string) => void} open
 * @property {(run: RunSummary) => void} startRenaming
 * @property {(draft: string) => void} type
 * @property {(id: string) => void} rename
 * @property {(id: string) => void} remove the first time it only asks */

/** @param {Branch[]} branches @param {View} view @param {Acts} acts */
export function runTree(branches, view, acts) {
  return h("ul", {}, ...branches.map((branch) => item(branch, view, acts)));
}

/** @param {Branch} branch @param {View} view @param {Acts} acts @returns {HTMLLIElement} */
function item({ run, forks }, view, acts) {
  const label = runLabel(run, view.tasks);
  const row = h(
    "div",
    { class: "run-row" },
    view.renaming === run.id ? nameForm(run, view, acts) : opener(run, label, view, acts),
    ...(view.deleting === run.id ? [] : [age(run), pencil(run, label, acts)]),
    bin(run, label, view, acts),
  );
  const refusal =
    view.refusal?.id === run.id
      ? h("p", { class: "refusal", role: "alert" }, view.refusal.message)
      : null;
  return h("li", {}, row, refusal, forks.length > 0 ? runTree(forks, view, acts) : null);
}

/** @param {RunSummary} run @param {string} label @param {View} view @param {Acts} acts */
function opener(run, label, view, acts) {
  return h(
    "button",
    {
      type: "button",
      class: "run-open",
      "data-key": `${run.id}:open`,
      "aria-current": run.id === view.present ? "true" : null,
      title: describeRun(run, view.tasks),
      onclick: () => acts.open(run.id),
    },
    h("span", {}, label),
    run.name ? h("small", {}, describeRun(run, view.tasks)) : null,
  );
}

/** @param {RunSummary} run @param {View} view @param {Acts} acts */
function nameForm(run, view, acts) {
  const input = h("input", {
    type: "text",
    "data-key": `${run.id}:name`,
    "aria-label": t("runs.name"),
    placeholder: describeRun(run, view.tasks),
    maxlength: 80,
    value: view.draft,
    autocomplete: "off",
    oninput: () => acts.type(input.value),
  });
  /** @param {SubmitEvent} event */
  const onsubmit = (event) => {
    event.preventDefault();
    acts.rename(run.id);
  };
  return h("form", { class: "run-name", onsubmit }, input);
}

/** @param {RunSummary} run */
function age(run) {
  const created = new Date(run.created);
  const attributes = { datetime: run.created, title: formatMoment(created) };
  return h("time", attributes, formatAge(created));
}

/** @param {RunSummary} run @param {string} label @param {Acts} acts */
function pencil(run, label, acts) {
  return iconButton("pencil", t("runs.rename", { label }), {
    class: "quiet",
    "data-key": `${run.id}:rename`,
    onclick: () => acts.startRenaming(run),
  });
}

/** @param {RunSummary} run @param {string} label @param {View} view @param {Acts} acts */
function bin(run, label, view, acts) {
  const present = run.id === view.present;
  const sure = view.deleting === run.id;
  const words = present ? "runs.delete.present" : sure ? "runs.delete.really" : "runs.delete";
  return h(
    "button",
    {
      type: "button",
      class: sure ? "sure" : "quiet",
      "data-key": `${run.id}:delete`,
      disabled: present,
      title: present ? t(words) : null,
      "aria-label": t(words, { label }),
      onclick: () => acts.remove(run.id),
    },
    sure ? t("runs.delete.sure") : icon("trash"),
  );
}
