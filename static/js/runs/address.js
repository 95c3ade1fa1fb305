// Keeps the address bar and the state in step, both ways.
import { effect } from "../../vendor/signals-core.mjs";
import { on } from "../lib/dom.js";
import { parse, serialise, VIEW } from "../state/url.js";
import { fromConfig } from "./config.js";

/** @import { Run, State } from "../state/pane.js"
 * @import { Values } from "../state/url.js" */

const PACE = 250;

/** What a signal of the state holds. */
const HELD = VIEW.filter(({ of }) => of);

/** @param {any} state @param {string | undefined} name @returns {{value: any}} */
const signalOf = (state, name) => state[/** @type {string} */ (name)];

/** Everything the address can say of the page as it is.
 * @param {State} state @param {Values} fixed what no signal holds: lang, hide @returns {Values} */
function toValues(state, fixed) {
  const run = state.run.value;
  const frame = state.frame.value;
  const step = state.step.value;
  return {
    ...(run ? nameOf(run) : {}),
    update: frame?.update ?? 1,
    step: frame && step < frame.script.length - 1 ? step : null,
    ...Object.fromEntries(HELD.map(({ key, of }) => [key, signalOf(state, of).value])),
    ...fixed,
  };
}

/** A run by its config, where the table can say all of it, so that a link works on any server.
 * @param {Run} run @returns {Values} */
function nameOf({ id, config, fork }) {
  return fork || config.detached.length > 0 ? { run: id } : fromConfig(config);
}

/** The page's address with some values changed.
 * @param {State} state @param {Values} fixed @returns {string} */
export function toAddress(state, fixed) {
  const values = toValues(state, fixed);
  const task = state.tasks.value.find(({ name }) => name === values.task);
  const usual = task?.cell_defaults[String(values.cell)] ?? task?.defaults;
  const defaults = usual ? { ...fromConfig(usual), cell: task?.defaults.cell ?? null } : {};
  return `${location.pathname}${serialise(values, defaults)}`;
}

/** Put what an address says of the view on the page. @param {State} state @param {Values} values */
export function showValues(state, values) {
  for (const { key, of, fallback, stays } of HELD) {
    if (key in values || !stays) signalOf(state, of).value = values[key] ?? fallback;
  }
}

/**
 * A change of the run makes a new entry in the history; anything else amends the present one.
 * @param {State} state @param {() => Values} fixed
 * @param {(values: Values) => Promise<unknown>} restore what the back button asks for
 */
export function startAddress(state, fixed, restore) {
  /** @type {string | null} */
  let run = null;
  let restoring = 0;
  let latest = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function amend() {
    clearTimeout(timer);
    timer = undefined;
    if (latest) history.replaceState(null, "", latest);
  }

  effect(() => {
    state.theme.value;
    const next = toAddress(state, fixed());
    const id = state.run.value?.id ?? null;
    if (id === null || state.tasks.value.length === 0) return;
    if (run !== null && id !== run && restoring === 0) {
      if (timer !== undefined) amend();
      history.pushState(null, "", next);
    }
    run = id;
    latest = next;
    timer ??= setTimeout(amend, PACE);
  });
  on(globalThis, "popstate", async () => {
    clearTimeout(timer);
    timer = undefined;
    restoring += 1;
    latest = "";
    await restore(parse(location.search).values);
    restoring -= 1;
    // What could not be opened left the run as it was: the address says so.
    if (restoring === 0 && !latest) {
      latest = toAddress(state, fixed());
      amend();
    }
  });
}
