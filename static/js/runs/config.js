// Configs as plain nested objects, addressed by dotted paths.

/** @typedef {Record<string, any>} Nested
 * @import { RunConfig } from "../state/pane.js"
 * @import { Values } from "../state/url.js" */
import { configRows, DEFAULT_TASK, same } from "../state/url.js";

/** @param {Nested} object @param {string} path @returns {any} */
export function getPath(object, path) {
  return path.split(".").reduce((inner, name) => inner?.[name], object);
}

/** A copy in which one value differs. @template {Nested} T
 * @param {T} object @param {string} path @param {unknown} value @returns {T} */
export function withPath(object, path, value) {
  const [name, ...rest] = path.split(".");
  const inner = rest.length > 0 ? withPath(object[name] ?? {}, rest.join("."), value) : value;
  return { ...object, [name]: inner };
}

/** The dotted paths at which two configs differ.
 * @param {Nested} a @param {Nested} b @param {string} [prefix] @returns {string[]} */
export function differences(a, b, prefix = "") {
  const paths = [];
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const [x, y] = [a[name], b[name]];
    if (isNested(x) && isNested(y)) paths.push(...differences(x, y, `${prefix}${name}.`));
    else if (!same(x, y)) paths.push(prefix + name);
  }
  return paths;
}

/** Carry what a reader has changed over to the defaults of another task.
 * @template {Nested} T @param {T} config @param {T} from its defaults @param {T} to @returns {T} */
export function rebase(config, from, to) {
  return differences(config, from)
    .filter((path) => !path.startsWith("task."))
    .reduce((result, path) => withPath(result, path, getPath(config, path)), to);
}

/** The part of a config that an address names; the server fills in the rest.
 * @param {Values} values @returns {Nested} */
export function toConfig(values) {
  /** @type {Nested} */
  let config = { task: { name: DEFAULT_TASK } };
  for (const { key, path } of configRows()) {
    if (values[key] !== undefined) config = withPath(config, path, values[key]);
  }
  return config;
}

/** @param {RunConfig} config @returns {Values} */
export function fromConfig(config) {
  /** @type {Values} */
  const values = {};
  for (const { key, path } of configRows()) values[key] = getPath(config, path);
  return values;
}

/** @param {unknown} value */
function isNested(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
