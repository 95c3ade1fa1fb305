// Questions of which only the answer to the latest is wanted.

export function latest() {
  let current = new AbortController();
  return {
    /** After `wait` milliseconds in which nothing else is asked.
     * @template T @param {number} wait @param {(signal: AbortSignal) => Promise<T>} request
     * @param {(answer: T) => void} show @param {(error: unknown) => void} fail */
    async ask(wait, request, show, fail) {
      current.abort();
      current = new AbortController();
      const { signal } = current;
      if (wait > 0) await new Promise((done) => setTimeout(done, wait));
      if (signal.aborted) return;
      try {
        const answer = await request(signal);
        if (!signal.aborted) show(answer);
      } catch (error) {
        if (!signal.aborted) fail(error);
      }
    },
    /** Want no answer any more. */
    cancel: () => current.abort(),
  };
}
