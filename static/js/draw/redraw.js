// Redraws, at most one for each picture the screen shows: the latest wins.

/** @param {() => void} task @returns {{ask: () => void, cancel: () => void}} */
export function coalesced(task) {
  let asked = 0;
  return {
    ask() {
      asked ||= requestAnimationFrame(() => {
        asked = 0;
        task();
      });
    },
    cancel() {
      cancelAnimationFrame(asked);
      asked = 0;
    },
  };
}
