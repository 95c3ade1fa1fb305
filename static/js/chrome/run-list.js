// The runs that the menu shows, newest first, and what can be done to them.
import { signal } from "../../vendor/signals-core.mjs";
import { t } from "../lib/strings.js";
import { ApiError, deleteRun, getRuns, renameRun } from "../wire/server.js";

/** @import { Connection } from "../wire/connection.js"
 * @import { RunSummary, State } from "../state/pane.js"
 * @typedef {ReturnType<typeof createRunList>} RunList
 * @typedef {{id: string | null, message: string}} Refusal of what was asked of a run, or of the list */

const PAGE = 100;
const MOST = 1000; // that the server tells at once

/** @param {State} state @param {Connection} connection */
export function createRunList(state, connection) {
  const runs = signal(/** @type {RunSummary[]} */ ([]));
  const complete = signal(true);
  const known = signal(false);
  const refusal = signal(/** @type {Refusal | null} */ (null));
  let asked = 0;

  /** @param {string | null} id @param {() => Promise<void>} work @returns {Promise<boolean>} */
  async function attempt(id, work) {
    try {
      refusal.value = null;
      await work();
      return true;
    } catch (error) {
      refusal.value = { id, message: words(error) };
      return false;
    }
  }

  /** As many as there were, or the first page. */
  async function read() {
    const mine = ++asked;
    const limit = Math.min(MOST, Math.max(PAGE, Math.ceil(runs.peek().length / PAGE) * PAGE));
    const found = await connection.reach(() => getRuns(limit));
    if (mine !== asked) return;
    known.value = true;
    complete.value = found.length < limit;
    runs.value = found;
  }

  return {
    runs,
    complete,
    /** Whether the list has been read. */
    known,
    refusal,
    refresh: () => attempt(null, read),

    more: () =>
      attempt(null, async () => {
        const known = runs.peek();
        const mine = ++asked;
        const found = await getRuns(PAGE, known.at(-1)?.id);
        if (mine !== asked) return;
        complete.value = found.length < PAGE;
        runs.value = [...known, ...found];
      }),

    /** @param {string} id @param {string} name empty: none */
    rename: (id, name) =>
      attempt(id, async () => {
        const renamed = await renameRun(id, name.trim() || null);
        const run = state.run.peek();
        if (run?.id === id) state.run.value = { ...run, name: renamed.name };
        state.stretches.value = state.stretches
          .peek()
          .map((one) =>
            one.run.id === id ? { ...one, run: { ...one.run, name: renamed.name } } : one,
          );
        await read();
      }),

    /** @param {string} id */
    remove: (id) =>
      attempt(id, async () => {
        await deleteRun(id);
        await read();
      }),
  };
}

/** @param {unknown} error */
function words(error) {
  if (!(error instanceof ApiError)) throw error;
  if (error.offline) return t("notice.offline");
  if (error.code === "has_forks") return t("runs.hasForks");
  if (error.code === "unknown_run") return t("runs.gone");
  return t("notice.failed", { message: error.message });
}
