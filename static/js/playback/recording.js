// A run as a recording: frames at hand, the next segment fetched ahead, the losses of all updates.

import { on } from "../lib/dom.js";
import { byLineage } from "../runs/forks.js";
import { holds, templateKey } from "../state/pane.js";
import { decodeFrame } from "../wire/decoding.js";
import { ApiError, getFigures, getFrame, isAbort } from "../wire/server.js";
import { createBuffer } from "./buffer.js";
import { readLosses } from "./losses.js";
import { Segment } from "./segment.js";

/** @import { Connection } from "../wire/connection.js"
 * @import { Frame, Run, State } from "../state/pane.js" */

const BUDGET = 64 * 2 ** 20; // bytes
const PAUSE = 50; // milliseconds

export class Recording {
  #state;
  #connection;
  #onError;
  #buffer;
  #segment;
  /** The figures that are on their way. @type {Map<string, Promise<void>>} */
  #coming = new Map();
  /** @type {Run | null} */
  #run = null;
  #abort = new AbortController();
  #gap = 1;
  #told = false;

  /** @param {State} state @param {Connection} connection
   * @param {(error: unknown) => void} onError hears of streams that fail */
  constructor(state, connection, onError) {
    this.#state = state;
    this.#connection = connection;
    this.#onError = (/** @type {unknown} */ error) => {
      if (!isAbort(error)) onError(error);
    };
    this.#buffer = createBuffer(
      BUDGET,
      (frame) => holds(frame, state.extras.peek()) && this.#canDraw(frame),
    );
    this.#segment = new Segment(connection, {
      has: this.#buffer.has,
      keep: (raw) => this.#keep(raw),
      load: (update, signal) => this.load(update, signal),
      onError: this.#onError,
      extras: () => state.extras.peek(),
    });
    on(document, "visibilitychange", () => {
      if (document.hidden) this.#segment.close();
    });
  }

  /** Turn to another run: what was fetched for the last one is forgotten.
   * @param {Run} run @param {Frame} first a frame of it that is at hand already */
  open(run, first) {
    this.#segment.close();
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#buffer.clear();
    this.#run = run;
    this.#buffer.add(first);
    const { buffered, scalars } = this.#state;
    buffered.value = this.#buffer.ranges(this.#gap);
    scalars.value = { loss: new Float64Array(run.last_update), known: 0, evaluations: [] };
    const reach = this.#reach.bind(this);
    readLosses(run, this.#state, reach, this.#abort.signal).catch(this.#onError);
  }

  /** A frame that is at hand. @param {number} update */
  get(update) {
    return this.#buffer.get(update);
  }

  /** A frame, at hand or from the server.
   * @param {number} update @param {AbortSignal} [signal] @returns {Promise<Frame>} */
  async load(update, signal) {
    const known = this.#buffer.get(update);
    if (known) return known;
    if (!this.#run) throw new Error("no run is open");
    const { id } = this.#run;
    const until = AbortSignal.any([this.#abort.signal, ...(signal ? [signal] : [])]);
    const extras = this.#state.extras.peek();
    const raw = await this.#reach(() => getFrame(id, update, extras, until), until);
    until.throwIfAborted();
    const frame = this.#keep(raw);
    if (!this.#canDraw(frame)) await this.#prepare(frame);
    return frame;
  }

  /** Have these updates ready before they are wanted.
   * @param {number[]} due in the order of playing @param {number} every their usual distance */
  ahead(due, every) {
    if (!this.#run || document.hidden) return;
    this.#gap = every;
    this.#segment.want(this.#run.id, due, every);
  }

  /** @param {any} raw as it came over the wire @returns {Frame} */
  #keep(raw) {
    const frame = decodeFrame(raw);
    this.#buffer.add(frame);
    this.#tell();
    if (!this.#canDraw(frame)) this.#prepare(frame).catch(this.#onError);
    return frame;
  }

  /** Tell the ranges that are at hand, but not at every frame of a stream. */
  #tell() {
    if (this.#told) return;
    this.#told = true;
    setTimeout(() => {
      this.#told = false;
      this.#state.buffered.value = this.#buffer.ranges(this.#gap);
    }, PAUSE);
  }

  /** Whether the figures that a frame is drawn with are at hand. @param {Frame} frame */
  #canDraw(frame) {
    return templateKey(this.#state.lineage.peek(), frame) in this.#state.templates.peek();
  }

  /** Have the figures that a frame is drawn with. @param {Frame} frame */
  #prepare(frame) {
    const key = templateKey(this.#state.lineage.peek(), frame);
    const asked = this.#coming.get(key) ?? this.#fetchFigures(key, frame.update);
    this.#coming.set(key, asked);
    return asked.finally(() => this.#coming.delete(key));
  }

  /** @param {string} key @param {number} update */
  async #fetchFigures(key, update) {
    if (!this.#run) return;
    const [{ id }, { signal }] = [this.#run, this.#abort];
    const figures = await this.#reach(() => getFigures(id, update, signal), signal);
    const { templates } = this.#state;
    if (!signal.aborted) templates.value = { ...templates.peek(), [key]: figures };
  }

  /** Ask about the run until somebody answers. A server that was started anew and does not know it
   * is told its lineage again.
   * @template T @param {() => Promise<T>} ask @param {AbortSignal} signal */
  #reach(ask, signal) {
    return this.#connection.reach(async () => {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "unknown_run") throw error;
        await byLineage(this.#state.lineage.peek())(signal);
        return ask();
      }
    }, signal);
  }
}
