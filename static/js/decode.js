// What the server sends → numbers and arrays. Base64 typed arrays and plain lists are both read.

/** @typedef {import("./state.js").NdArray} NdArray */

const TYPES = /** @type {const} */ ({
  f8: Float64Array,
  f4: Float32Array,
  i4: Int32Array,
  u4: Uint32Array,
  i2: Int16Array,
  u2: Uint16Array,
  i1: Int8Array,
  u1: Uint8Array,
});

/** JSON has no numbers for these. @type {Record<string, number>} */
const NUMBERS = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

/** @param {unknown} value @returns {any} */
export function decode(value) {
  if (typeof value === "string") return value in NUMBERS ? NUMBERS[value] : value;
  if (Array.isArray(value)) return fromList(value) ?? value.map(decode);
  if (value === null || typeof value !== "object") return value;
  if ("bdata" in value) return fromBase64(/** @type {any} */ (value));
  // The kind of a value that is not finite is a word: "NaN", "Infinity".
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, key === "kind" ? item : decode(item)]),
  );
}

/** A frame as the server sends it, in either encoding.
 * @param {unknown} json @returns {import("./state.js").Frame} */
export function decodeFrame(json) {
  return decode(json);
}

/** @param {{dtype: keyof typeof TYPES, bdata: string, shape?: string | number[]}} encoded
 * @returns {NdArray} */
export function fromBase64({ dtype, bdata, shape }) {
  const text = atob(bdata);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const typed = new TYPES[dtype](bytes.buffer);
  const data = typed instanceof Float64Array ? typed : Float64Array.from(typed);
  const axes = typeof shape === "string" ? shape.split(",") : (shape ?? [data.length]);
  return { shape: axes.map(Number), data };
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
