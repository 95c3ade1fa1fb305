// A run as a recording: frames at hand, the next segment fetched ahead, the losses of all updates.
import { getFrame, getScalars, isAbort, streamFrames } from "./api.js";
import { createBuffer } from "./buffer.js";
import { decodeFrame } from "./decode.js";
import { on } from "./dom.js";

/** @import { ApiError } from "./api.js"
 * @import { Frame, Run, State } from "./state.js" */

const BUDGET = 64 * 2 ** 20;
const SEGMENT = 40;
const LOW_WATER = 20;
const SCALARS_CHUNK = 1000;
const PAUSE = 50;

/** @typedef {ReturnType<typeof createRecording>} Recording */

/** @param {State} state @param {(error: unknown) => void} onError hears of streams that fail */
export function createRecording(state, onError) {
  const buffer = createBuffer(BUDGET);
  /** @type {Run | null} */
  let run = null;
  /** @type {{every: number, close: () => void} | null} */
  let stream = null;
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
    return frame;
  }

  function closeStream() {
    stream?.close();
    stream = null;
  }

  /** @param {number} from @param {number} every @param {number} count */
  function openStream(from, every, count) {
    if (!run) return;
    const opened = { every, close: () => {} };
    const ended = () => {
      if (stream === opened) stream = null;
    };
    opened.close = streamFrames(
      run.id,
      { from, count, every },
      {
        onFrame: keep,
        onDone: ended,
        onError(/** @type {ApiError} */ error) {
          ended();
          onError(error);
        },
      },
    );
    stream = opened;
  }

  /** The losses, a bounded piece at a time so that frames are never kept waiting for long.
   * @param {Run} of @param {AbortSignal} signal */
  async function readScalars(of, signal) {
    const loss = new Float64Array(of.last_update).fill(Number.NaN);
    /** @type {import("./state.js").Evaluation[]} */
    let evaluations = [];
    for (let from = 1; from <= of.last_update; from += SCALARS_CHUNK) {
      const to = Math.min(of.last_update, from + SCALARS_CHUNK - 1);
      const piece = await getScalars(of.id, from, to, signal);
      if (signal.aborted) return;
      loss.set(piece.loss.map(Number), from - 1);
      evaluations = evaluations.concat(
        piece.evaluations.map(({ update, train_rmse, held_out_rmse }) => ({
          update: Number(update),
          train_rmse: Number(train_rmse),
          held_out_rmse: Number(held_out_rmse),
        })),
      );
      state.scalars.value = { loss, known: to, evaluations };
    }
  }

  const stopListening = on(document, "visibilitychange", () => {
    if (document.hidden) closeStream();
  });

  return {
    /** Turn to another run: what was fetched for the last one is forgotten.
     * @param {Run} next @param {Frame} first a frame of it that is at hand already */
    open(next, first) {
      closeStream();
      abort.abort();
      abort = new AbortController();
      buffer.clear();
      run = next;
      buffer.add(first);
      state.buffered.value = buffer.ranges(gap);
      state.scalars.value = { loss: new Float64Array(next.last_update), known: 0, evaluations: [] };
      readScalars(next, abort.signal).catch((error) => {
        if (!isAbort(error)) onError(error);
      });
    },

    /** @param {number} update */
    get: (update) => buffer.get(update),

    /** A frame, from the buffer or from the server. @param {number} update @returns {Promise<Frame>} */
    async load(update) {
      const known = buffer.get(update);
      if (known) return known;
      if (!run) throw new Error("no run is open");
      const { signal } = abort;
      const raw = await getFrame(run.id, update, signal);
      signal.throwIfAborted();
      return keep(raw);
    },

    /** Have the updates from, from + every, … ready before they are wanted.
     * @param {number} from @param {number} every */
    ahead(from, every) {
      if (!run || document.hidden) return;
      gap = every;
      if (stream && stream.every !== every) closeStream();
      if (stream) return;
      const ready = buffer.run(from, every, LOW_WATER);
      const next = from + ready * every;
      const left = Math.floor((run.last_update - next) / every) + 1;
      if (ready < LOW_WATER && left > 0) openStream(next, every, Math.min(SEGMENT, left));
    },

    dispose() {
      stopListening();
      closeStream();
      abort.abort();
    },
  };
}
