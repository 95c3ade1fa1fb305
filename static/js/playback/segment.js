// The segment of a run that is being streamed ahead of playback, one at a time.
import { isAbort, streamFrames } from "../wire/server.js";

/** @import { Connection } from "../wire/connection.js" */

/** Frames that one stream brings. */
export const SEGMENT = 40;
/** Fewer than this many frames at hand: the next segment is asked for. */
export const LOW_WATER = 20;

/** The first of these updates that is not at hand, and how many from there on one stream can bring.
 * @param {number[]} due @param {number} every @param {(update: number) => boolean} has
 * @returns {{from: number, count: number} | null} null: enough of them are at hand */
export function missing(due, every, has) {
  const first = due.findIndex((update) => !has(update));
  if (first < 0 || first >= LOW_WATER) return null;
  let count = 1;
  while (count < SEGMENT && due[first + count] === due[first] + count * every) count += 1;
  return { from: due[first], count };
}

/**
 * @param {Connection} connection
 * @param {{has: (update: number) => boolean, keep: (raw: any) => {update: number},
 *   load: (update: number, signal: AbortSignal) => Promise<unknown>,
 *   onError: (error: unknown) => void, extras: () => string}} recording
 */
export function createSegment(connection, { has, keep, load, onError, extras }) {
  /** @type {{every: number, next: number, last: number, extras: string, close: () => void} | null} */
  let stream = null;

  function close() {
    stream?.close();
    stream = null;
  }

  /** Whether the stream under way is still to bring an update.
   * @param {number} update @param {number} every */
  function brings(update, every) {
    if (!stream || stream.every !== every || stream.extras !== extras()) return false;
    const { next, last } = stream;
    return update >= next && update <= last && (update - next) % every === 0;
  }

  /** @param {string} id @param {number} from @param {number} count @param {number} every */
  function open(id, from, count, every) {
    const last = from + (count - 1) * every;
    const wanted = { from, count, every, extras: extras() };
    const opened = { ...wanted, next: from, last, broken: false, close: () => {} };
    const ended = () => {
      if (stream === opened) stream = null;
    };
    /** Fetch what the stream was to bring next: that comes, or says why not. */
    const mend = () => {
      opened.close();
      if (opened.next > last) return ended();
      const abort = new AbortController();
      opened.close = () => abort.abort();
      load(opened.next, abort.signal)
        .catch((error) => {
          if (!isAbort(error)) onError(error);
        })
        .finally(ended);
    };
    opened.close = streamFrames(id, wanted, {
      onOpen() {
        opened.broken = false;
        connection.found();
      },
      onFrame(raw) {
        opened.next = keep(raw).update + every;
      },
      onDone: ended,
      onBreak() {
        opened.broken = true;
        connection.lost().then(() => {
          // Where the stream has not noticed yet that somebody is there, this is sooner.
          if (opened.broken && stream === opened) mend();
        });
      },
      onGivenUp: mend,
      onError(error) {
        ended();
        onError(error);
      },
    });
    stream = opened;
  }

  return {
    close,
    /** @param {string} id of the run @param {number[]} due @param {number} every */
    want(id, due, every) {
      const next = missing(due, every, has);
      if (!next || brings(next.from, every)) return;
      close();
      open(id, next.from, next.count, every);
    },
  };
}
