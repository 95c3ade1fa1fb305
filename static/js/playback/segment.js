// The segment of a run that is being streamed ahead of playback, one at a time.
import { streamFrames } from "../wire/server.js";

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

/** @typedef {object} Wants what is asked of the recording that the frames are for
 * @property {(update: number) => boolean} has
 * @property {(raw: any) => {update: number}} keep
 * @property {(update: number, signal: AbortSignal) => Promise<unknown>} load
 * @property {(error: unknown) => void} onError
 * @property {() => string} extras
 *
 * @typedef {object} Stream one that is under way
 * @property {number} every @property {number} next @property {number} last @property {string} extras
 * @property {boolean} broken
 * @property {() => void} close */

export class Segment {
  #connection;
  #recording;
  /** @type {Stream | null} */
  #stream = null;

  /** @param {Connection} connection @param {Wants} recording */
  constructor(connection, recording) {
    this.#connection = connection;
    this.#recording = recording;
  }

  /** @param {string} id of the run @param {number[]} due @param {number} every */
  want(id, due, every) {
    const next = missing(due, every, this.#recording.has);
    if (!next || this.#brings(next.from, every)) return;
    this.close();
    this.#open(id, next.from, next.count, every);
  }

  close() {
    this.#stream?.close();
    this.#stream = null;
  }

  /** Whether the stream under way is still to bring an update.
   * @param {number} update @param {number} every */
  #brings(update, every) {
    const stream = this.#stream;
    if (stream?.every !== every || stream.extras !== this.#recording.extras()) return false;
    const { next, last } = stream;
    return update >= next && update <= last && (update - next) % every === 0;
  }

  /** @param {string} id @param {number} from @param {number} count @param {number} every */
  #open(id, from, count, every) {
    const wanted = { from, count, every, extras: this.#recording.extras() };
    const last = from + (count - 1) * every;
    /** @type {Stream} */
    const stream = { ...wanted, next: from, last, broken: false, close: () => {} };
    stream.close = streamFrames(id, wanted, {
      onOpen: () => {
        stream.broken = false;
        this.#connection.found();
      },
      onFrame: (raw) => {
        stream.next = this.#recording.keep(raw).update + every;
      },
      onDone: () => this.#end(stream),
      onBreak: () => {
        stream.broken = true;
        this.#connection.lost().then(() => {
          // Where the stream has not noticed yet that somebody is there, this is sooner.
          if (stream.broken && this.#stream === stream) this.#mend(stream);
        });
      },
      onGivenUp: () => this.#mend(stream),
      onError: (error) => {
        this.#end(stream);
        this.#recording.onError(error);
      },
    });
    this.#stream = stream;
  }

  /** Fetch what the stream was to bring next: that comes, or says why not. @param {Stream} stream */
  #mend(stream) {
    stream.close();
    if (stream.next > stream.last) return this.#end(stream);
    const abort = new AbortController();
    stream.close = () => abort.abort();
    this.#recording
      .load(stream.next, abort.signal)
      .catch(this.#recording.onError)
      .finally(() => this.#end(stream));
  }

  /** @param {Stream} stream */
  #end(stream) {
    if (this.#stream === stream) this.#stream = null;
  }
}
