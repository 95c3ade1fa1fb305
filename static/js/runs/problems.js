// What the page says of a request that was refused or failed.

import { t } from "../lib/strings.js";
import { controlAt } from "../state/settings.js";
import { ApiError, isAbort } from "../wire/server.js";
import { refusalWords } from "./problem-words.js";

/** @import { State } from "../state/pane.js" */

/** Say what went wrong, in a sentence a reader can act on.
 * @param {State} state @param {unknown} error @param {() => void} [retry] */
export function report(state, error, retry) {
  if (isAbort(error)) return;
  state.playing.value = false;
  if (error instanceof ApiError && error.offline) {
    state.notice.value = { kind: "error", message: t("notice.offline"), retry };
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  state.notice.value = { kind: "error", message: t("notice.failed", { message }), retry };
  if (!(error instanceof ApiError)) console.error(error);
}

/** What was asked for cannot be: said beside its control or, where there is none, in a notice.
 * @param {State} state @param {unknown} error @param {() => void} retry */
export function refuse(state, error, retry) {
  if (!(error instanceof ApiError) || !error.refused) {
    report(state, error, retry);
    return;
  }
  // A fork is refused by the same names as a config, with "edits." before them.
  const field = error.field?.replace(/^edits\./, "");
  const control = controlAt(field);
  const plain = error.message.replace(/^edits\./, "");
  const sentence = control ? refusalWords(control, plain) : plain;
  if (state.run.peek() && control) {
    state.problem.value = { ...error.problem, field, message: sentence };
    return;
  }
  const unknown = error.code === "unknown_run";
  const message = unknown ? t("runs.unknown") : t("notice.refused", { message: sentence });
  state.notice.value = { kind: "warning", message };
}
