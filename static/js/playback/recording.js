// A run as a recording: frames at hand, the next segment fetched ahead, the losses of all updates.

import { on } from "../lib/dom.js";
import { byLineage } from "../runs/forks.js";
import { holds, templateKey } from "../state/pane.js";
import { decodeFrame } from "../wire/decoding.js";
import { ApiError, getFigures, getFrame, isAbort } from "../wire/server.js";
import { createBuffer } from "./buffer.js";
import { readLosses } from "./losses.js";
import { createSegment } from "./segment.js";

/** @import { Connection } from "../wire/connection.js"
 * @import { Frame, Run, State } from "../state/pane.js" */

const BUDGET = 64 * 2 ** 20;
const PAUSE = 50;

/** @typedef {ReturnType<typeof createRecording>} Recording */

/** @param {State} state @param {Connection} connection
 * @param {(error: unknown) => void} onError hears of streams that fail */
export function createRecording(state, connection, onError) {
  const drawable = (/** @type {Frame} */ frame) =>
    templateKey(state.stretches.peek(), frame) in state.templates.peek();
  const buffer = createBuffer(
    BUDGET,
    (frame) => holds(frame, state.extras.peek()) && drawable(frame),
  );
  /** The figures that are on their way. @type {Map<string, Promise<void>>} */
  const coming = new Map();
  /** @type {Run | null} */
  let run = null;
  let abort = new AbortController();
  let gap = 1;
  let told = false;

  /** Tell the ranges, but not at every frame of a stream. */
  function tell() {
    if (told) return;
    told = true;
    setTimeout(() => {
      told = false;
      state.buffered.value = buffer.ranges(gap);
    }, PAUSE);
  }

  /** @param {any} raw @returns {Frame} */
  function keep(raw) {
    const frame = decodeFrame(raw);
    buffer.add(frame);
    tell();
    if (!drawable(frame)) {
      prepare(frame).catch((error) => {
        if (!isAbort(error)) onError(error);
      });
    }
    return frame;
  }

  /** Have the figures that a frame is drawn with. @param {Frame} frame */
  function prepare(frame) {
    const key = templateKey(state.stretches.peek(), frame);
    const asked = coming.get(key) ?? fetchFigures(key, frame.update);
    coming.set(key, asked);
    return asked.finally(() => coming.delete(key));
  }

  /** @param {string} key @param {number} update */
  async function fetchFigures(key, update) {
    if (!run) return;
    const [{ id }, { signal }] = [run, abort];
    const figures = await reach(() => getFigures(id, update, signal), signal);
    if (!signal.aborted) state.templates.value = { ...state.templates.peek(), [key]: figures };
  }

  /** Ask about the run until somebody answers. A server that was started anew and does not know it
   * is told its lineage again.
   * @template T @param {() => Promise<T>} ask @param {AbortSignal} signal */
  function reach(ask, signal) {
    return connection.reach(async () => {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "unknown_run") throw error;
        await byLineage(state.stretches.peek())(signal);
        return ask();
      }
    }, signal);
  }

  /** @param {number} update @param {AbortSignal} [signal] @returns {Promise<Frame>} */
  async function load(update, signal) {
    const known = buffer.get(update);
    if (known) return known;
    if (!run) throw new Error("no run is open");
    const [of, until] = [run, AbortSignal.any([abort.signal, ...(signal ? [signal] : [])])];
    const extras = state.extras.peek();
    const raw = await reach(() => getFrame(of.id, update, extras, until), until);
    until.throwIfAborted();
    const frame = keep(raw);
    if (!drawable(frame)) await prepare(frame);
    return frame;
  }

  const segment = createSegment(connection, {
    has: buffer.has,
    keep,
    load,
    onError,
    extras: () => state.extras.peek(),
  });

  const stopListening = on(document, "visibilitychange", () => {
    if (document.hidden) segment.close();
  });

  return {
    /** Turn to another run: what was fetched for the last one is forgotten.
     * @param {Run} next @param {Frame} first a frame of it that is at hand already */
    open(next, first) {
      segment.close();
      abort.abort();
      abort = new AbortController();
      buffer.clear();
      run = next;
      buffer.add(first);
      state.buffered.value = buffer.ranges(gap);
      state.scalars.value = { loss: new Float64Array(next.last_update), known: 0, evaluations: [] };
      readLosses(next, state, reach, abort.signal).catch((error) => {
        if (!isAbort(error)) onError(error);
      });
    },

    /** @param {number} update */
    get: (update) => buffer.get(update),

    /** A frame, from the buffer or from the server. */
    load,

    /** Have these updates ready before they are wanted.
     * @param {number[]} due in the order of playing @param {number} every their usual distance */
    ahead(due, every) {
      if (!run || document.hidden) return;
      gap = every;
      segment.want(run.id, due, every);
    },

    dispose() {
      stopListening();
      segment.close();
      abort.abort();
    },
  };
}
