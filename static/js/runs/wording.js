// What a run is called: its name or, without one, what sets it apart. Pure.

import { formatCount, has, t } from "../lib/strings.js";
import { controlAt, controls } from "../state/settings.js";
import { differences, getPath } from "./config.js";
import { isShown } from "./rules.js";

/** @import { Edits } from "./forks.js"
 * @import { RunSummary, Task } from "../state/pane.js"
 * @import { Control } from "../state/settings.js"
 * @typedef {import("../state/pane.js").RunConfig} RunConfig
 * @typedef {import("../wire/types.js").components["schemas"]["Fork"]} Fork */

const MOST = 3; // edits told one by one

/** Its name or, without one, its description. @param {RunSummary} run @param {Task[]} tasks */
export function runLabel(run, tasks) {
  return run.name ?? describeRun(run, tasks);
}

/** @param {RunSummary} run @param {Task[]} tasks @returns {string} */
export function describeRun({ config, fork }, tasks) {
  return fork ? describeFork(fork) : describeRoot(config, tasks);
}

/** "from 340: learning rate 0.01" @param {Fork} fork */
export function describeFork({ update, edits }) {
  const all = editWords(edits);
  const told = all.slice(0, MOST);
  if (all.length > MOST) told.push(t("runs.edit.more", { count: all.length - MOST }));
  return t("runs.from", { update: formatCount(update), edits: told.join(t("runs.edit.and")) });
}

/** "Sunspots · k = 12 · m = 8 · tanh", then what else differs from the task's defaults.
 * @param {RunConfig} config @param {Task[]} tasks */
function describeRoot(config, tasks) {
  const known = tasks.find(({ name }) => name === config.task.name);
  const labels = controls()
    .filter(({ label }) => label)
    .sort((a, b) => Number(a.label) - Number(b.label));
  const others = (known ? differences(known.defaults, config) : []).filter(
    (path) => !labels.some((one) => one.path === path),
  );
  return [
    ...labels.flatMap((one) => labelWords(one, config, known)),
    ...others.flatMap((path) => settingWords(path, getPath(config, path)) ?? []),
  ]
    .map((part) => part.replaceAll(" ", "\u00a0")) // a line breaks between parts, not within
    .join(" · ");
}

/** What a label says of a setting; the usual cell is known by its activation.
 * @param {Control} control @param {RunConfig} config @param {Task | undefined} task */
function labelWords(control, config, task) {
  const { path, symbol, kind, key } = control;
  const value = getPath(config, path);
  if (!isShown(control, config) || (key === "cell" && value === control.default)) return [];
  if (symbol && kind !== "choice") return [`${symbol} = ${short(value)}`];
  const words = `config.${key}.${value}`;
  return [key === "task" && !has(words) ? (task?.title ?? value) : t(words)];
}

/** A value without the noise of its last digits. @param {unknown} value */
function short(value) {
  const broken = typeof value === "number" && !Number.isInteger(value);
  return String(broken ? Number(value.toPrecision(6)) : value);
}

/** @param {string} path @param {unknown} value @returns {string | null} */
function settingWords(path, value) {
  const control = controlAt(path);
  if (!control) return null;
  if (control.kind === "choice" || control.kind === "pictures")
    return t(`config.${control.key}.${value}`);
  const key = `runs.edit.${control.key}`;
  const special = `${key}.${value}`;
  if (has(special)) return t(special);
  return has(key)
    ? t(key, { value: short(value) })
    : `${t(`config.${control.key}.label`)} ${short(value)}`;
}

/** One phrase for each edit. @param {Edits} edits @returns {string[]} */
function editWords(edits) {
  const { detached, params, inputs, targets, ...settings } = edits;
  /** @param {string} sign @param {{t: number, index: number, value: number}[]} [edited] */
  const steps = (sign, edited = []) =>
    edited.map(({ t: time, index, value }) => {
      const place = index > 0 ? `[${index}]` : "";
      return `${sign}_${time}${place} = ${short(value)}`;
    });
  return [
    ...Object.entries(settings).flatMap(([part, edited]) =>
      Object.entries(edited ?? {}).map(
        ([name, value]) => settingWords(`${part}.${name}`, value) ?? `${name} = ${value}`,
      ),
    ),
    ...(detached ? [cutWords(detached)] : []),
    ...(params ?? []).map(({ name, index, value }) =>
      index ? `${name}[${index.join(",")}] = ${short(value)}` : t("runs.edit.whole", { name }),
    ),
    ...steps("x", inputs),
    ...steps("p", targets),
  ];
}

/** @param {number[]} steps */
function cutWords(steps) {
  if (steps.length === 0) return t("runs.edit.uncut");
  return t("runs.edit.cut", { steps: steps.join(", ") });
}
