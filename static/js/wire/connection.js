// Whether the server answers. While it does not, the page keeps asking, ever more seldom, and whoever
// waits for an answer goes on when it has come back.

import { on } from "../lib/dom.js";
import { ApiError } from "./server.js";

/** @import { Shared } from "../state/shared.js" */

const DELAYS = [500, 1000, 2000, 4000, 8000];

/** Milliseconds before the next attempt. @param {number} attempt from 0 */
export function delay(attempt) {
  return DELAYS[Math.min(attempt, DELAYS.length - 1)];
}

/** @param {unknown} error */
const isOffline = (error) => error instanceof ApiError && error.offline;

export class Connection {
  #state;
  #ping;
  /** @type {Promise<void> | null} */
  #healing = null;
  #wake = () => {};

  /** @param {Shared} state @param {() => Promise<unknown>} ping the least that the server can be asked */
  constructor(state, ping) {
    this.#state = state;
    this.#ping = ping;
    on(globalThis, "online", () => this.#wake());
    on(document, "visibilitychange", () => {
      if (!document.hidden) this.#wake();
    });
  }

  /** Something answered. */
  found() {
    if (!this.#state.lost.peek()) return;
    this.#state.lost.value = false;
    this.#wake();
  }

  /** Nothing answered. @returns {Promise<void>} settles when something does again */
  lost() {
    this.#state.lost.value = true;
    this.#healing ??= this.#heal();
    return this.#healing;
  }

  /** Ask, and where nobody is there, ask again when somebody is.
   * @template T @param {() => Promise<T>} ask @param {AbortSignal} [signal] @returns {Promise<T>} */
  async reach(ask, signal) {
    for (;;) {
      try {
        const answer = await ask();
        this.found();
        return answer;
      } catch (error) {
        if (!isOffline(error)) throw error;
        signal?.throwIfAborted();
        await abortable(this.lost(), signal);
      }
    }
  }

  async #heal() {
    for (let attempt = 0; this.#state.lost.peek(); attempt += 1) {
      await this.#pause(delay(attempt));
      if (!this.#state.lost.peek()) break;
      try {
        await this.#ping();
        this.found();
      } catch (error) {
        if (!isOffline(error)) this.found();
      }
    }
    this.#healing = null;
  }

  /** Until it is time, or the network or the reader comes back. A hidden tab asks nothing.
   * @param {number} time */
  #pause(time) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        if (!document.hidden) resolve(undefined);
      }, time);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }
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
