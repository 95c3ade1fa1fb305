// The server, as functions. Every failure is an ApiError; nothing is left unhandled. Addresses are
// relative to the page, which may lie below another path.

/** @import { Problem, Run, RunSummary, Task, Template } from "../state/pane.js"
 * @typedef {import("./types.js").components["schemas"]} Schemas
 * @typedef {Schemas["ForkRequest"]} ForkRequest
 * @typedef {Partial<Omit<Schemas["DatasetRequest"], "choices">> &
 *   {kind: Schemas["DatasetRequest"]["kind"], choices?: Choices}} DataRequest
 * @typedef {Schemas["DatasetPreview"]} Preview
 * @typedef {Schemas["ColumnOfData"]} PreviewColumn
 * @typedef {Schemas["SeriesOfData"]} PreviewSeries
 * @typedef {Schemas["ChoiceQuestion"]} Question
 * @typedef {Partial<Schemas["Choices"]>} Choices
 * @typedef {Omit<ForkRequest, "edits"> & {edits: Partial<ForkRequest["edits"]>}} WantedEdits */

/** A refusal or failure. `code` is the server's, or "offline" when it did not answer at all. */
export class ApiError extends Error {
  /** @param {Problem} problem @param {number} status */
  constructor(problem, status) {
    super(problem.message);
    this.name = "ApiError";
    this.problem = problem;
    this.code = problem.code;
    this.field = problem.field;
    this.status = status;
  }

  get offline() {
    return this.code === "offline";
  }

  /** Whether the server understood the request and refused what was in it. */
  get refused() {
    return this.status >= 400 && this.status < 500;
  }
}

/** @param {unknown} error */
export function isAbort(error) {
  return error instanceof DOMException && error.name === "AbortError";
}

/** What a proxy answers in place of a server that is not there. */
const GATEWAY = [502, 503, 504];

const nobody = () => new ApiError({ code: "offline", params: {}, message: "no answer" }, 0);

/** Read the one error shape; anything else becomes one.
 * @param {unknown} body @param {number} status @returns {ApiError} */
function toError(body, status) {
  const problem = /** @type {{error?: Problem} | null} */ (body)?.error;
  if (problem?.message) return new ApiError(problem, status);
  if (GATEWAY.includes(status)) return nobody();
  return new ApiError(
    { code: "http", params: { number: status }, message: `HTTP ${status}` },
    status,
  );
}

/** @param {string} path @param {RequestInit} [options] @returns {Promise<any>} */
async function request(path, options) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    throw isAbort(error) ? error : nobody();
  }
  if (response.status === 204) return null;
  const body = await response.json().catch((error) => {
    if (error instanceof SyntaxError) return null;
    throw isAbort(error) ? error : nobody();
  });
  if (!response.ok || body === null) throw toError(body, response.status);
  return body;
}

/** @param {string} path @returns {Promise<string>} */
async function readText(path) {
  const response = await fetch(path).catch(() => {
    throw nobody();
  });
  if (!response.ok) throw toError(await response.json().catch(() => null), response.status);
  return response.text();
}

/** @returns {Promise<Task[]>} */
export const getTasks = () => request("api/tasks");

/** @param {string} method @param {string} path @param {object} body @param {AbortSignal} [signal] */
const send = (method, path, body, signal) =>
  request(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });

/** @param {object} config may leave out all but the task @param {AbortSignal} [signal]
 * @returns {Promise<Run>} */
export const createRun = (config, signal) => send("POST", "api/runs", config, signal);

/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<Run>} */
export const getRun = (id, signal) => request(`api/runs/${id}`, { signal });

/** The newest runs, or the newest of those made before one. @param {number} limit
 * @param {string | null} [before] an id @returns {Promise<RunSummary[]>} */
export const getRuns = async (limit, before) =>
  (await request(`api/runs?limit=${limit}${before ? `&before=${before}` : ""}`)).runs;

/** @param {DataRequest} data @param {AbortSignal} [signal] @returns {Promise<Preview>} */
export const previewDataset = (data, signal) => send("POST", "api/datasets/preview", data, signal);

/** @param {DataRequest} data @returns {Promise<Schemas["DatasetReport"]>} */
export const createDataset = (data) => send("POST", "api/datasets", data);

/** @returns {Promise<Schemas["Limits"]>} */
export const getLimits = () => request("api/limits");

/** A file of data that can be tried. @param {string} name @returns {Promise<string>} */
export const getExample = (name) => readText(`examples/${name}`);

/** Where a run's updates are to be had as a file.
 * @param {string} id @param {Record<string, string | number>} asked */
export const exportUrl = (id, asked) =>
  `api/runs/${id}/export?${new URLSearchParams(Object.entries(asked).map(([k, v]) => [k, `${v}`]))}`;

/** An update as a program, and where it is to be had.
 * @param {string} id @param {number} update @param {string} framework */
export async function getProgram(id, update, framework) {
  const url = exportUrl(id, { update, format: framework });
  return { url, text: await readText(url) };
}

/** @param {string} id @param {AbortSignal} [signal]
 * @returns {Promise<{k: number[], seconds: number[]}>} */
export const getTiming = (id, signal) => request(`api/runs/${id}/timing`, { signal });

/** @param {string} parent @param {WantedEdits} asked @param {AbortSignal} [signal]
 * @returns {Promise<Run>} */
export const forkRun = (parent, asked, signal) =>
  send("POST", `api/runs/${parent}/forks`, asked, signal);

/** @param {string} id @param {string | null} name @returns {Promise<Run>} */
export const renameRun = (id, name) => send("PATCH", `api/runs/${id}`, { name });

/** @param {string} id @returns {Promise<void>} */
export const deleteRun = (id) => request(`api/runs/${id}`, { method: "DELETE" });

/** So many sequences of a batch can be chosen to be shown. */
const SEQUENCES = 4;

/** How the page wants its frames.
 * @param {string} extras costly fields, separated by commas, beside the usual ones */
const written = (extras) =>
  `enc=b64&sequences=${SEQUENCES}${extras ? `&fields=default,${extras}` : ""}`;

/** A frame as it comes over the wire, not yet decoded.
 * @param {string} id @param {number} update @param {string} extras @param {AbortSignal} [signal]
 * @returns {Promise<any>} */
export const getFrame = (id, update, extras, signal) =>
  request(`api/runs/${id}/frames/${update}?${written(extras)}`, { signal });

/** What the updates of a shape are drawn with.
 * @param {string} id @param {number} update one of them @param {AbortSignal} [signal]
 * @returns {Promise<Record<string, Template>>} */
export const getFigures = (id, update, signal) =>
  request(`api/runs/${id}/figures?update=${update}`, { signal });

/** A track with all that it needs outside the page, its numbers not yet in it.
 * @param {string} id @param {number} update @param {string} track @returns {Promise<Template>} */
export const getStandaloneFigure = (id, update, track) =>
  request(`api/runs/${id}/figures/${track}?update=${update}&bound=false`);

/** @param {string} id @param {number} from @param {number} to @param {AbortSignal} [signal]
 * @returns {Promise<{from: number, to: number, loss: (number | string)[],
 *   evaluations: Record<string, number | string>[]}>} */
export const getScalars = (id, from, to, signal) =>
  request(`api/runs/${id}/scalars?from=${from}&to=${to}`, { signal });

/**
 * Stream one bounded segment of frames. Returns the function that closes it. A stream that breaks off
 * connects itself again and goes on after the last frame that came, unless the browser gives it up.
 * @param {string} id @param {{from: number, count: number, every: number, extras: string}} segment
 * @param {{onFrame: (raw: any) => void, onDone: () => void, onError: (error: ApiError) => void,
 *   onOpen: () => void, onBreak: () => void, onGivenUp: () => void}} to
 * @returns {() => void}
 */
export function streamFrames(id, { from, count, every, extras }, to) {
  const query = `from=${from}&count=${count}&every=${every}&${written(extras)}`;
  const source = new EventSource(`api/runs/${id}/events?${query}`);
  const close = () => source.close();
  source.addEventListener("open", to.onOpen);
  source.addEventListener("frame", (event) => to.onFrame(JSON.parse(event.data)));
  source.addEventListener("done", () => {
    close();
    to.onDone();
  });
  source.addEventListener("error", (event) => {
    const data = /** @type {MessageEvent} */ (event).data;
    if (!data) {
      if (source.readyState === EventSource.CLOSED) to.onGivenUp();
      else to.onBreak();
      return;
    }
    close();
    to.onError(toError(JSON.parse(data), 500));
  });
  return close;
}

/** @param {string} id @param {number} update
 * @param {import("../state/pane.js").Question & {b: number}} question b: which sequence of the batch
 * @param {AbortSignal} [signal] @returns {Promise<import("../state/pane.js").Wire["Inspection"]>} */
export function getInspection(id, update, question, signal) {
  const { index, ...rest } = question;
  const entries = Object.entries({ ...rest, index: index?.join(",") });
  const given = entries.filter(([, value]) => value !== undefined && value !== null);
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return request(`api/runs/${id}/inspect/${update}?${query}`, { signal });
}

/** @param {string} id @param {number} update @param {{name: string, index: number[]}} gradient
 * @returns {Promise<import("../state/pane.js").Wire["Checked"]>} */
export const getCheck = (id, update, { name, index }) =>
  request(`api/runs/${id}/check/${update}?name=${name}&index=${index.join(",")}`);

/** The norm of each parameter's gradient once BPTT is back at step t, t = 1 … T.
 * @param {string} id @param {number} update @param {AbortSignal} signal
 * @returns {Promise<Record<string, (number | string)[]>>} */
export const getSoFar = (id, update, signal) =>
  request(`api/runs/${id}/so_far/${update}`, { signal });

/** What is asked of the network as it is after an update.
 * @typedef {Schemas["SampleRequest"]} SampleRequest */

/** What it answers to a sequence, not yet decoded. @param {string} id @param {Schemas["PredictRequest"]} asked
 * @param {AbortSignal} signal @returns {Promise<unknown>} */
export const predictAt = (id, asked, signal) =>
  send("POST", `api/runs/${id}/predict`, asked, signal);

/** How it goes on by itself. @param {string} id @param {SampleRequest} asked
 * @param {AbortSignal} signal @returns {Promise<{update: number, words: string[]}>} */
export const sampleAt = (id, asked, signal) => send("POST", `api/runs/${id}/sample`, asked, signal);

/** How it continues its series from its own values, not yet decoded. @param {string} id
 * @param {number} update @param {Schemas["ForecastRequest"]["start"]} start @param {AbortSignal} signal
 * @returns {Promise<Schemas["Forecast"]>} */
export const forecastAt = (id, update, start, signal) =>
  send("POST", `api/runs/${id}/forecast`, { update, start }, signal);
