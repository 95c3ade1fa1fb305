// Whether the server answers. While it does not, the page keeps asking, ever more seldom, and whoever
// waits for an answer goes on when it has come back.

import { on } from "../lib/dom.js";
import { ApiError } from "./server.js";

/** @import { Shared } from "../state/shared.js"
 * @typedef {ReturnType<typeof createConnection>} Connection */

const DELAYS = [500, 1000, 2000, 4000, 8000];

/** Milliseconds before the next attempt. @param {number} attempt from 0 */
export function delay(attempt) {
  return DELAYS[Math.min(attempt, DELAYS.length - 1)];
}

/** @param {unknown} error */
const isOffline = (error) => error instanceof ApiError && error.offline;

/** @param {Shared} state @param {() => Promise<unknown>} ping the least that the server can be asked */
export function createConnection(state, ping) {
  /** @type {Promise<void> | null} */
  let healing = null;
  let wake = () => {};
  let ended = false;

  /** Until it is time, or the network or the reader comes back. A hidden tab asks nothing.
   * @param {number} time */
  function pause(time) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        if (!document.hidden) resolve(undefined);
      }, time);
      wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }

  async function heal() {
    for (let attempt = 0; state.lost.peek() && !ended; attempt += 1) {
      await pause(delay(attempt));
      if (!state.lost.peek()) break;
      try {
        await ping();
        found();
      } catch (error) {
        if (!isOffline(error)) found();
      }
    }
    healing = null;
  }

  /** Something answered. */
  function found() {
    if (!state.lost.peek()) return;
    state.lost.value = false;
    wake();
  }

  /** Nothing answered. @returns {Promise<void>} settles when something does again */
  function lost() {
    state.lost.value = true;
    healing ??= heal();
    return healing;
  }

  const stops = [
    on(globalThis, "online", () => wake()),
    on(document, "visibilitychange", () => {
      if (!document.hidden) wake();
    }),
  ];

  return {
    found,
    lost,
    /** Ask, and where nobody is there, ask again when somebody is.
     * @template T @param {() => Promise<T>} ask @param {AbortSignal} [signal] @returns {Promise<T>} */
    async reach(ask, signal) {
      for (;;) {
        try {
          const answer = await ask();
          found();
          return answer;
        } catch (error) {
          if (!isOffline(error)) throw error;
          signal?.throwIfAborted();
          await abortable(lost(), signal);
        }
      }
    },
    dispose() {
      ended = true;
      wake();
      for (const stop of stops) stop();
    },
  };
}

/** @template T @param {Promise<T>} work @param {AbortSignal} [signal] @returns {Promise<T>} */
function abortable(work, signal) {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
