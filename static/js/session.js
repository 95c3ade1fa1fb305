// From a config to a run on screen. A refused config leaves the last good run where it is.
import { batch } from "../vendor/signals-core.mjs";
import { ApiError, getTasks, isAbort, openRun } from "./api.js";
import { CONTROLS } from "./controls.js";
import { decodeFrame } from "./decode.js";
import { t } from "./i18n.js";
import { WHOLE } from "./pace.js";
import { showFrame } from "./state.js";

/** @import { Connection } from "./connection.js"
 * @import { Position } from "./pace.js"
 * @import { Recording } from "./recording.js"
 * @import { State } from "./state.js" */

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

/** Where the page is now, to be kept over a change of the run. @param {State} state @returns {Position} */
export function position(state) {
  const frame = state.frame.peek();
  if (!frame) return { update: 1, step: WHOLE };
  const whole = state.step.peek() >= frame.script.length - 1;
  return { update: frame.update, step: whole ? WHOLE : state.step.peek() };
}

/** A question that may have been asked already: that answer is taken first, and once.
 * @template T @param {Promise<T> | undefined} asked @param {() => Promise<T>} ask */
function again(asked, ask) {
  let first = asked;
  return () => {
    const answer = first ?? ask();
    first = undefined;
    return answer;
  };
}

/** @param {State} state @param {Recording} recording @param {Connection} connection */
export function createSession(state, recording, connection) {
  let abort = new AbortController();

  /** Open the run of a config at a position. False: it was refused or did not work.
   * @param {object} config @param {Position} at
   * @param {ReturnType<typeof openRun>} [asked] where the server has been asked already
   * @returns {Promise<boolean>} */
  async function open(config, at, asked) {
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    state.busy.value = true;
    const ask = again(asked, () => openRun(config, at.update, state.extras.peek(), signal));
    try {
      const { run, figures, frame: raw } = await connection.reach(ask, signal);
      if (signal.aborted) return false;
      const frame = decodeFrame(raw);
      batch(() => {
        state.run.value = run;
        state.config.value = run.config;
        state.figures.value = figures;
        state.problem.value = null;
        if (state.notice.peek()?.kind === "error") state.notice.value = null;
        recording.open(run, frame);
        showFrame(state, frame, at.step);
      });
      return true;
    } catch (error) {
      if (!signal.aborted) refuse(error, config, at);
      return false;
    } finally {
      if (abort.signal === signal) state.busy.value = false;
    }
  }

  /** @param {unknown} error @param {object} config @param {Position} at */
  function refuse(error, config, at) {
    if (!(error instanceof ApiError) || !error.refused) {
      report(state, error, () => open(config, at));
      return;
    }
    if (state.run.peek() && CONTROLS.some(({ path }) => path === error.field)) {
      state.problem.value = error.problem;
      return;
    }
    const words = { message: error.message };
    state.notice.value = { kind: "warning", message: t("notice.refused", words) };
  }

  /** Something about the run on screen failed. A server that was started anew does not know the run
   * yet: it is told its config again. @param {unknown} error */
  function recover(error) {
    const reopen = () => open(state.config.peek() ?? {}, position(state));
    if (error instanceof ApiError && error.code === "unknown_run") reopen();
    else report(state, error, reopen);
  }

  return {
    open,
    recover,
    /** The first run: what the address says, or, where that is refused, the default.
     * @param {object} config @param {Position} at @param {object} fallback
     * @param {ReturnType<typeof openRun>} asked */
    async start(config, at, fallback, asked) {
      if (await open(config, at, asked)) return;
      const refusal = state.notice.peek();
      if (refusal?.kind !== "warning") return;
      if (!(await open(fallback, at))) return;
      const message = `${refusal.message} ${t("notice.fallback")}`;
      state.notice.value = { ...refusal, message };
    },
    /** What the server offers. */
    async readTasks(asked = getTasks()) {
      try {
        state.tasks.value = await connection.reach(again(asked, getTasks));
      } catch (error) {
        report(state, error, () => this.readTasks());
      }
    },
  };
}
