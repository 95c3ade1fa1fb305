// Requests of which only the answer to the latest is wanted.

export class LatestRequest {
  #abort = new AbortController();

  /** Send it after `wait` milliseconds in which no other is asked for.
   * @template T @param {number} wait @param {(signal: AbortSignal) => Promise<T>} request
   * @param {(answer: T) => void} show @param {(error: unknown) => void} fail */
  async send(wait, request, show, fail) {
    this.cancel();
    const { signal } = this.#abort;
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    if (signal.aborted) return;
    try {
      const answer = await request(signal);
      if (!signal.aborted) show(answer);
    } catch (error) {
      if (!signal.aborted) fail(error);
    }
  }

  /** Want no answer any more. */
  cancel() {
    this.#abort.abort();
    this.#abort = new AbortController();
  }
}
