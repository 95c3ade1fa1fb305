// What the form says: the run's config and the edits that are not yet accepted, each sent at once.
import { getPath, rebase } from "../runs/config.js";
import { withForkable } from "../runs/forks.js";
import { moved, settled } from "../runs/rules.js";

/** @import { RunConfig, State } from "../state/pane.js"
 * @typedef {"now" | "typing" | "sliding"} How */

/** How long an edit waits for the next one, in milliseconds. @type {Record<How, number>} */
const PATIENCE = { now: 0, typing: 350, sliding: 90 };

export class Draft {
  #state;
  #submit;
  /** @type {RunConfig | null} */
  #edited = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** What learns the reader's own data, by task. @type {Map<string, RunConfig>} */
  mine = new Map();

  /** @param {State} state @param {(config: RunConfig) => void} submit opens what was edited */
  constructor(state, submit) {
    this.#state = state;
    this.#submit = submit;
  }

  /** Whether edits make a fork. */
  get here() {
    return this.#state.applyFrom.value === "here";
  }

  /** What suits a task and a cell; without a cell, the task's usual one.
   * @param {string | undefined} name @param {string} [cell] @returns {RunConfig | null} */
  usual(name, cell) {
    const task = this.#state.tasks.value.find((one) => one.name === name);
    return (cell ? task?.cell_defaults[cell] : task?.defaults) ?? null;
  }

  /** What the form is to say where this config is accepted: what has been typed since stays.
   * @param {RunConfig} accepted */
  over(accepted) {
    if (this.#timer === undefined) this.#edited = null;
    return this.#edited ?? accepted;
  }

  /** What rules ask of a task, which need not be that of the run on screen any more.
   * @param {RunConfig["task"]} task */
  #factsOf({ name, dataset }) {
    const run = this.#state.run.peek();
    const shown = run?.config.task;
    if (shown?.name === name && shown.dataset === dataset) return run?.task;
    return this.#state.tasks.peek().find((one) => one.name === name);
  }

  /** @param {RunConfig} next @param {How} [how] */
  send(next, how = "now") {
    this.#edited = next;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#submit(next);
    }, PATIENCE[how]);
  }

  /** @param {string} path of a setting @param {unknown} value @param {How} how */
  edit(path, value, how) {
    const from = this.#edited ?? this.#state.config.peek();
    if (!from || getPath(from, path) === value) return;
    // A fork is kept: there is one for a finished edit, not one for each value on the way.
    if (this.here && how !== "now") return;
    const old = this.usual(from.task.name, from.cell);
    const chosen = String(value);
    const task = path === "task.name" && (this.usual(chosen) ?? this.mine.get(chosen));
    const cell = path === "cell" && this.usual(from.task.name, chosen);
    if (task) this.send(moved(from, old ?? from, task), how);
    else if (cell && old) this.send(rebase(from, old, cell), how);
    else this.send(settled(from, path, value, old, this.#factsOf(from.task)), how);
  }

  /** Back to what is usual, as far as it can be. */
  reset() {
    const config = this.#state.config.peek();
    const usual = this.usual(config?.task.name);
    if (config && usual) this.send(this.here ? withForkable(config, usual) : usual);
  }
}
