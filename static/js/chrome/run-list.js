// The runs that the menu shows, newest first, and what can be done to them.
import { signal } from "../../vendor/signals-core.mjs";
import { t } from "../lib/strings.js";
import { errorWords } from "../runs/problems.js";
import { ApiError, deleteRun, getRuns, renameRun } from "../wire/server.js";

/** @import { Connection } from "../wire/connection.js"
 * @import { RunSummary, State } from "../state/pane.js"
 * @typedef {{id: string | null, message: string}} Refusal of what was asked of a run, or of the list */

const PAGE = 100;
const MOST = 1000; // that the server tells at once

export class RunList {
  runs = signal(/** @type {RunSummary[]} */ ([]));
  /** Whether there are no older ones. */
  complete = signal(true);
  /** Whether the list has been read. */
  known = signal(false);
  refusal = signal(/** @type {Refusal | null} */ (null));
  #state;
  #connection;
  #asked = 0;

  /** @param {State} state @param {Connection} connection */
  constructor(state, connection) {
    this.#state = state;
    this.#connection = connection;
  }

  refresh() {
    return this.#attempt(null, () => this.#read());
  }

  more() {
    return this.#attempt(null, async () => {
      const known = this.runs.peek();
      const mine = ++this.#asked;
      const found = await getRuns(PAGE, known.at(-1)?.id);
      if (mine !== this.#asked) return;
      this.complete.value = found.length < PAGE;
      this.runs.value = [...known, ...found];
    });
  }

  /** @param {string} id @param {string} name empty: none */
  rename(id, name) {
    return this.#attempt(id, async () => {
      const renamed = await renameRun(id, name.trim() || null);
      const { run, lineage } = this.#state;
      const own = run.peek();
      if (own?.id === id) run.value = { ...own, name: renamed.name };
      lineage.value = lineage
        .peek()
        .map((one) => (one.id === id ? { ...one, name: renamed.name } : one));
      await this.#read();
    });
  }

  /** @param {string} id */
  remove(id) {
    return this.#attempt(id, async () => {
      await deleteRun(id);
      await this.#read();
    });
  }

  /** @param {string | null} id @param {() => Promise<void>} work @returns {Promise<boolean>} */
  async #attempt(id, work) {
    try {
      this.refusal.value = null;
      await work();
      return true;
    } catch (error) {
      this.refusal.value = { id, message: words(error) };
      return false;
    }
  }

  /** As many as there were, or the first page. */
  async #read() {
    const mine = ++this.#asked;
    const limit = Math.min(MOST, Math.max(PAGE, Math.ceil(this.runs.peek().length / PAGE) * PAGE));
    const found = await this.#connection.reach(() => getRuns(limit));
    if (mine !== this.#asked) return;
    this.known.value = true;
    this.complete.value = found.length < limit;
    this.runs.value = found;
  }
}

/** @param {unknown} error */
function words(error) {
  if (!(error instanceof ApiError)) throw error;
  const message = errorWords(error);
  return error.offline || error.refused ? message : t("notice.failed", { message });
}
