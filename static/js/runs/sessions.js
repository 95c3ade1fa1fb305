// From a question to a run on screen. What is refused leaves the last good run where it is.
import { batch } from "../../vendor/signals-core.mjs";
import { formatCount, formatNumber, t } from "../lib/strings.js";
import { showFrame, templateKey, trainerAt } from "../state/pane.js";
import { WHOLE } from "../state/positions.js";
import { normsAt } from "../state/script.js";
import { decodeFrame } from "../wire/decoding.js";
import { ApiError, getTasks } from "../wire/server.js";
import { byLineage, forkedBy, forkOf } from "./forks.js";
import { byId, openRun } from "./opening.js";
import { problemWords, refuse, report } from "./problems.js";
import { runLabel } from "./wording.js";

/** @import { Connection } from "../wire/connection.js"
 * @import { Edits } from "./forks.js"
 * @import { Ask, Opened } from "./opening.js"
 * @import { Position } from "../state/positions.js"
 * @import { Recording } from "../playback/recording.js"
 * @import { RunConfig, State } from "../state/pane.js"
 * @import { Notice } from "../state/shared.js" */

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

/** What an edit has changed at once. @param {Edits} edits
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

export class Session {
  #state;
  #recording;
  #connection;
  #abort = new AbortController();
  /** @type {Set<string>} */
  #warned = new Set();
  /** The runs that were left by an edit, and what they were left for.
   * @type {{run: string, before: string}[]} */
  #trail = [];

  /** @param {State} state @param {Recording} recording @param {Connection} connection */
  constructor(state, recording, connection) {
    this.#state = state;
    this.#recording = recording;
    this.#connection = connection;
  }

  /** The first run: what the address says, or, where that is refused, the default.
   * @param {Ask} ask @param {Position} at @param {Ask} fallback @param {Promise<Opened>} asked
   * @param {unknown} id of the run in the address, if it names one */
  async start(ask, at, fallback, asked, id) {
    if (await this.open(ask, at, asked)) {
      if (id && this.#state.run.peek()?.id !== id) this.#warn(t("runs.renewed"));
      return;
    }
    const { notice } = this.#state;
    const refusal = notice.peek();
    if (refusal?.kind !== "warning") return;
    if (!(await this.open(fallback, at))) return;
    notice.value = { ...refusal, message: `${refusal.message} ${t("notice.fallback")}` };
  }

  /** What the server offers. */
  async readTasks(asked = getTasks()) {
    try {
      this.#state.tasks.value = await this.#connection.reach(again(asked, getTasks));
    } catch (error) {
      report(this.#state, error, () => this.readTasks());
    }
  }

  /** Open a run at a position. False: it was refused or did not work.
   * @param {Ask} ask @param {Position} at
   * @param {Promise<Opened>} [asked] where the server has been asked already
   * @returns {Promise<boolean>} */
  async open(ask, at, asked) {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const { busy, extras } = this.#state;
    busy.value = true;
    const fields = extras.peek();
    const question = again(asked, () => openRun(ask, at.update, fields, signal));
    try {
      const opened = await this.#connection.reach(question, signal);
      if (signal.aborted) return false;
      batch(() => this.#show(opened, at));
      return true;
    } catch (error) {
      if (!signal.aborted) refuse(this.#state, error, () => this.open(ask, at));
      return false;
    } finally {
      if (this.#abort.signal === signal) busy.value = false;
    }
  }

  /** @param {Opened} opened @param {Position} at */
  #show({ run, lineage, frame: raw, figures }, at) {
    const state = this.#state;
    const frame = decodeFrame(raw);
    state.run.value = run;
    state.lineage.value = lineage;
    state.templates.value = { [templateKey(lineage, frame)]: figures };
    state.problem.value = null;
    const notice = state.notice.peek();
    if (notice?.kind === "error" || notice?.undo) state.notice.value = null;
    this.#recording.open(run, frame);
    showFrame(state, frame, at.step);
    if (run.notice) this.#warn(problemWords(run.notice));
  }

  /** Each sentence is told once. @param {string} sentence */
  #warn(sentence) {
    if (this.#warned.has(sentence)) return;
    this.#warned.add(sentence);
    const { notice } = this.#state;
    notice.value = { ...notice.peek(), kind: "warning", message: after(notice.peek(), sentence) };
  }

  /** Something about the run on screen failed. A server that was started anew does not know the run
   * yet: it is told again. @param {unknown} error */
  recover(error) {
    const lineage = this.#state.lineage.peek();
    if (lineage.length === 0) return;
    const reopen = () => this.open(byLineage(lineage), position(this.#state));
    if (error instanceof ApiError && error.code === "unknown_run") reopen();
    else report(this.#state, error, reopen);
  }

  /** Have the update on screen, and those after it, made with other settings.
   * @param {RunConfig} config what the settings say */
  async fork(config) {
    const state = this.#state;
    const before = state.run.peek();
    const at = position(state);
    const fork = before && forkOf(state.lineage.peek(), at.update, config);
    if (!fork || !(await this.open(forkedBy(fork), at))) return;
    const run = state.run.peek();
    if (!run?.fork || run.id === before.id) return;
    const parent = state.lineage.peek().at(-2) ?? before;
    const name = runLabel(parent, state.tasks.peek());
    const forked = t("runs.forked", { name, update: formatCount(run.fork.update) });
    const undo = () => this.open(byId(before.id), position(state));
    const told = state.notice.peek();
    state.notice.value = { kind: "info", ...told, message: after(told, forked), undo };
  }

  /** Have the update on screen made with other values: a weight, an input, a target, a cut.
   * @param {Edits} edits */
  async edit(edits) {
    const state = this.#state;
    const [before, frame] = [state.run.peek(), state.frame.peek()];
    const at = position(state);
    const parent = trainerAt(state.lineage.peek(), at.update);
    if (!before || !frame || !parent) return;
    const fork = { parent, asked: { update: at.update, edits } };
    if (!(await this.open(forkedBy(fork), at))) return;
    const [run, now] = [state.run.peek(), state.frame.peek()];
    if (!run || !now || run.id === before.id) return;
    this.#trail.push({ run: run.id, before: before.id });
    const message = editedWords(edits, frame, now);
    state.notice.value = { kind: "info", message, undo: () => this.undo() };
  }

  /** Back to the run that the last edit left, or to the one that this is a fork of. */
  undo() {
    const run = this.#state.run.peek();
    const last = this.#trail.findLastIndex((step) => step.run === run?.id);
    const [step] = last >= 0 ? this.#trail.splice(last) : [];
    const to = step?.before ?? run?.fork?.parent;
    if (to) return this.open(byId(to), position(this.#state));
  }
}

/** A sentence after what the page says already. @param {Notice | null} told
 * @param {string} sentence */
const after = (told, sentence) => [told?.message, sentence].filter(Boolean).join(" ");
