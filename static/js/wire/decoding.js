// What the server sends → numbers and arrays. Base64 typed arrays and plain lists are both read.

/** @typedef {{shape: number[], data: Float64Array}} NdArray row-major, time first
 * @typedef {import("./types.js").components["schemas"]} Wire */

/** What is left of a type of the wire when its arrays and the words for numbers are decoded.
 * @template T
 * @typedef {Wire["Encoded"] | unknown[] extends T ? NdArray : number extends T ? Exclude<T, string>
 *   : T extends number[] ? NdArray : T extends object ? {[K in keyof T]: Decoded<T[K]>} : T} Decoded */

/** JSON has no numbers for these. @type {Record<string, number>} */
const NUMBERS = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

/** What holds words, though one may be "NaN": the kind of a value, what data or a network said. */
const WORDS = ["kind", "tokens", "rows", "sample"];

/** @param {unknown} value @returns {any} */
export function decode(value) {
  if (typeof value === "string") return value in NUMBERS ? NUMBERS[value] : value;
  if (Array.isArray(value)) return fromList(value) ?? value.map(decode);
  if (value === null || typeof value !== "object") return value;
  if ("bdata" in value) return fromBase64(/** @type {any} */ (value));
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, WORDS.includes(key) ? item : decode(item)]),
  );
}

/** A frame as the server sends it, in either encoding.
 * @param {unknown} json @returns {Decoded<Wire["Frame"]>} */
export function decodeFrame(json) {
  return decode(json);
}

/** @param {{bdata: string, shape: string}} encoded float64 @returns {NdArray} */
export function fromBase64({ bdata, shape }) {
  const text = atob(bdata);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return { shape: shape.split(",").map(Number), data: new Float64Array(bytes.buffer) };
}

/** Nested lists of numbers as one array; null for a list of anything else (truth values, objects).
 * @param {unknown[]} list @returns {NdArray | null} */
function fromList(list) {
  const shape = [];
  for (let part = /** @type {unknown} */ (list); Array.isArray(part); part = part[0]) {
    shape.push(part.length);
  }
  const flat = list.flat(Number.POSITIVE_INFINITY).map((item) => decodeNumber(item));
  if (flat.length === 0 || flat.some((item) => item === null)) return null;
  return { shape, data: Float64Array.from(/** @type {number[]} */ (flat)) };
}

/** @param {unknown} item */
function decodeNumber(item) {
  if (typeof item === "number") return item;
  return typeof item === "string" && item in NUMBERS ? NUMBERS[item] : null;
}
