// What the page says of a request that was refused or failed: problems are data, told in its language.

import { has, t } from "../lib/strings.js";
import { controlAt } from "../state/settings.js";
import { ApiError, isAbort } from "../wire/server.js";

/** @import { Control } from "../state/settings.js"
 * @import { Problem, State } from "../state/pane.js"
 * @typedef {Problem["params"][string]} Param */

/** The control of a field: a fork is refused by the same names as a config, with "edits." before them.
 * @param {string | null} [field] @returns {Control | undefined} */
function controlOf(field) {
  const plain = field?.replace(/^edits\./, "");
  return controlAt(plain) ?? controlAt(`${plain}.name`);
}

/** A problem in the page's language; a code that the page does not know, in the server's words.
 * @param {Problem} problem @returns {string} */
export function problemWords({ code, params, field, message }) {
  const key = `problem.${params.expected ?? code}`;
  if (!has(key)) return message;
  const control = controlOf(field);
  const shown = Object.entries(params).map(([name, value]) => [
    name,
    paramWords(name, value, control),
  ]);
  const label = control ? t(`config.${control.key}.label`) : (field ?? "");
  return t(key, { ...Object.fromEntries(shown), field: label });
}

/** A param as it is read: what a setting is, such as the task, in that setting's own words.
 * @param {string} name @param {Param} value @param {Control} [control] of the field, for its choices
 * @returns {string} */
function paramWords(name, value, control) {
  if (Array.isArray(value)) {
    return value.map((one) => paramWords(name, one, control)).join(t("problem.join"));
  }
  const setting = name === "choices" ? control : controlOf(name);
  const key = `config.${setting?.key}.${value}`;
  return setting && has(key) ? t(key) : String(value);
}

/** What went wrong, as a sentence. @param {unknown} error @returns {string} */
export function errorWords(error) {
  if (error instanceof ApiError) return problemWords(error.problem);
  return error instanceof Error ? error.message : String(error);
}

/** Say what went wrong, in a sentence a reader can act on.
 * @param {State} state @param {unknown} error @param {() => void} [retry] */
export function report(state, error, retry) {
  if (isAbort(error)) return;
  state.playing.value = false;
  const words = errorWords(error);
  const offline = error instanceof ApiError && error.offline;
  const message = offline ? words : t("notice.failed", { message: words });
  state.notice.value = { kind: "error", message, retry };
  if (!(error instanceof ApiError)) console.error(error);
}

/** What was asked for cannot be: said beside its control or, where there is none, in a notice.
 * @param {State} state @param {unknown} error @param {() => void} retry */
export function refuse(state, error, retry) {
  if (!(error instanceof ApiError) || !error.refused) {
    report(state, error, retry);
    return;
  }
  const message = problemWords(error.problem);
  const control = controlOf(error.field);
  if (state.run.peek() && control) {
    state.problem.value = { ...error.problem, field: control.path, message };
    return;
  }
  const plain = error.code === "unknown_run";
  const told = plain ? message : t("notice.refused", { message });
  state.notice.value = { kind: "warning", message: told };
}
