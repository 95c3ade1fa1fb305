// From a question to a run on screen. What is refused leaves the last good run where it is.
import { batch } from "../../vendor/signals-core.mjs";
import { formatCount, formatNumber, t } from "../lib/strings.js";
import { showFrame, stretchAt, templateKey } from "../state/pane.js";
import { WHOLE } from "../state/positions.js";
import { normsAt } from "../state/script.js";
import { decodeFrame } from "../wire/decoding.js";
import { ApiError, getTasks } from "../wire/server.js";
import { byLineage, forkedBy, forkOf } from "./forks.js";
import { byId, openRun } from "./opening.js";
import { refuse, report } from "./problems.js";
import { labelOf, noticeWords } from "./wording.js";

/** @import { Connection } from "../wire/connection.js"
 * @import { Ask, Opened } from "./opening.js"
 * @import { Position } from "../state/positions.js"
 * @import { Recording } from "../playback/recording.js"
 * @import { RunConfig, State } from "../state/pane.js" */

const BEGINNING = { update: 1, step: WHOLE };

/** Where the page is now, to be kept over a change of the run; what learns another task is seen from
 * its beginning. @param {State} state @param {RunConfig} [next] @returns {Position} */
export function position(state, next) {
  const [frame, seeking] = [state.frame.peek(), state.seeking.peek()];
  const task = state.run.peek()?.config.task;
  if (next && (next.task.name !== task?.name || next.task.dataset !== task.dataset)) {
    return BEGINNING;
  }
  if (seeking !== null) return { update: seeking, step: WHOLE };
  if (!frame) return BEGINNING;
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

/** What an edit has changed at once. @param {import("./whatif.js").Edits} edits
 * @param {import("../state/pane.js").Frame} before @param {import("../state/pane.js").Frame} after */
function editedWords({ detached }, before, after) {
  const cut = detached?.find((time) => !before.detached[time - 1]) ?? null;
  const numbers = (/** @type {number} */ a, /** @type {number} */ b) => ({
    before: formatNumber(a),
    after: formatNumber(b),
  });
  if (cut === null) return t("inspect.edited", numbers(before.loss, after.loss));
  const norm = (/** @type {typeof before} */ frame) => normsAt(frame, cut - 1).gradient;
  const words = { from: cut - 1, to: cut, ...numbers(norm(before), norm(after)) };
  return t("inspect.cut.done", words);
}

/** @param {State} state @param {Recording} recording @param {Connection} connection */
export function createSession(state, recording, connection) {
  let abort = new AbortController();
  /** @type {Set<string>} */
  const warned = new Set();
  /** The runs that were left by an edit, and what they were left for.
   * @type {{run: string, before: string}[]} */
  const trail = [];

  /** Open a run at a position. False: it was refused or did not work.
   * @param {Ask} ask @param {Position} at
   * @param {Promise<Opened>} [asked] where the server has been asked already
   * @returns {Promise<boolean>} */
  async function open(ask, at, asked) {
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    state.busy.value = true;
    const extras = state.extras.peek();
    const question = again(asked, () => openRun(ask, at.update, extras, signal));
    try {
      const { run, stretches, frame: raw, figures } = await connection.reach(question, signal);
      if (signal.aborted) return false;
      const frame = decodeFrame(raw);
      batch(() => {
        state.run.value = run;
        state.stretches.value = stretches;
        state.templates.value = { [templateKey(stretches, frame)]: figures };
        state.problem.value = null;
        const notice = state.notice.peek();
        if (notice?.kind === "error" || notice?.undo) state.notice.value = null;
        recording.open(run, frame);
        showFrame(state, frame, at.step);
        if (run.notice) warn(noticeWords(run.notice));
      });
      return true;
    } catch (error) {
      if (!signal.aborted) refuse(state, error, () => open(ask, at));
      return false;
    } finally {
      if (abort.signal === signal) state.busy.value = false;
    }
  }

  /** Each sentence is told once. @param {string} sentence */
  function warn(sentence) {
    if (warned.has(sentence)) return;
    warned.add(sentence);
    const told = state.notice.peek();
    const message = [told?.message, sentence].filter(Boolean).join(" ");
    state.notice.value = { ...told, kind: "warning", message };
  }

  /** Something about the run on screen failed. A server that was started anew does not know the run
   * yet: it is told again. @param {unknown} error */
  function recover(error) {
    const stretches = state.stretches.peek();
    if (stretches.length === 0) return;
    const reopen = () => open(byLineage(stretches), position(state));
    if (error instanceof ApiError && error.code === "unknown_run") reopen();
    else report(state, error, reopen);
  }

  return {
    open,
    recover,
    /** Have the update on screen, and those after it, made with other settings.
     * @param {RunConfig} config what the settings say */
    async fork(config) {
      const before = state.run.peek();
      const at = position(state);
      const fork = before && forkOf(state.stretches.peek(), at.update, config);
      if (!fork || !(await open(forkedBy(fork), at))) return;
      const run = state.run.peek();
      if (!run?.fork || run.id === before.id) return;
      const name = labelOf(fork.parent, state.tasks.peek());
      const forked = t("runs.forked", { name, update: formatCount(run.fork.update) });
      const undo = () => open(byId(before.id), position(state));
      const told = state.notice.peek();
      const message = [told?.message, forked].filter(Boolean).join(" ");
      state.notice.value = { kind: "info", ...told, message, undo };
    },
    /** Have the update on screen made with other values: a weight, an input, a target, a cut.
     * @param {import("./whatif.js").Edits} edits */
    async edit(edits) {
      const [before, frame] = [state.run.peek(), state.frame.peek()];
      const at = position(state);
      const parent = stretchAt(state.stretches.peek(), at.update)?.run;
      if (!before || !frame || !parent) return;
      if (!(await open(forkedBy({ parent, asked: { update: at.update, edits } }), at))) return;
      const [run, now] = [state.run.peek(), state.frame.peek()];
      if (!run || !now || run.id === before.id) return;
      trail.push({ run: run.id, before: before.id });
      state.notice.value = {
        kind: "info",
        message: editedWords(edits, frame, now),
        undo: () => this.undo(),
      };
    },
    /** Back to the run that the last edit left, or to the one that this is a fork of. */
    undo() {
      const run = state.run.peek();
      const last = trail.findLastIndex((step) => step.run === run?.id);
      const [step] = last >= 0 ? trail.splice(last) : [];
      const to = step?.before ?? run?.fork?.parent;
      if (to) return open(byId(to), position(state));
    },
    /** The first run: what the address says, or, where that is refused, the default.
     * @param {Ask} ask @param {Position} at @param {Ask} fallback @param {Promise<Opened>} asked
     * @param {unknown} id of the run in the address, if it names one */
    async start(ask, at, fallback, asked, id) {
      if (await open(ask, at, asked)) {
        if (id && state.run.peek()?.id !== id) warn(t("runs.renewed"));
        return;
      }
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
