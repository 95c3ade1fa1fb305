// The settings of a run, as the server describes them: controls, the address and forks follow it.
import { readJson } from "../lib/dom.js";

/** What the parts of a setting mean: app/runs/config/setting.py.
 * @typedef {object} Setting
 * @property {string} path where the config holds it, and what the server calls it in a refusal
 * @property {string} [key] in the address, and of its strings: config.<key>.label, .help, .<option>
 * @property {string} [group]
 * @property {"choice" | "pictures" | "integer" | "number" | "switch" | "id"} [kind]
 * @property {string} [symbol] with "_" before a subscript
 * @property {string[]} [options]
 * @property {number} [min]
 * @property {boolean} [above] whether min itself is not allowed
 * @property {number} [max]
 * @property {number} [step]
 * @property {"linear" | "log"} [slider]
 * @property {[number, number]} [reach]
 * @property {boolean} [optional] empty means none
 * @property {boolean} [dice]
 * @property {When} [applies]
 * @property {boolean} [forkable]
 * @property {boolean} [of_data]
 * @property {number} [label]
 * @property {unknown} default
 */

/** A setting with a control. @typedef {Setting & {key: string, group: string}} Control */

/** Paths, and the values one of which is there. @typedef {Record<string, unknown[]>} When
 * @typedef {number | string} Limit a text: the path where it is
 * @typedef {{path: string, when?: When, unless?: When, only?: unknown[] | string, least?: Limit,
 *   most?: Limit, why?: string, returns?: boolean, tried?: boolean}} Rule app/runs/config/rules.py */

/** @typedef {{groups: {name: string, folded: boolean}[], settings: Setting[], rules: Rule[]}} Schema */

/** @type {Schema} */
let schema = { groups: [], settings: [], rules: [] };

/** Take them from the caller, in tests. @param {Schema} given */
export function setSettings(given) {
  schema = given;
}

/** Take them from the page. */
export const readSettings = () => setSettings(readJson("#settings"));

export const settings = () => schema.settings;

/** The groups of the panel, each with its controls. */
export const groups = () =>
  schema.groups.map((group) => ({
    ...group,
    controls: controls().filter((one) => one.group === group.name),
  }));

export const controls = () => /** @type {Control[]} */ (schema.settings.filter((one) => one.group));

/** @param {string | null | undefined} path */
export const controlAt = (path) => controls().find((one) => one.path === path);

/** What can change within a run by a control, as paths in a config. */
export const forkable = () => controls().flatMap((one) => (one.forkable ? [one.path] : []));

/** What limits the setting at a path. @param {string} path */
export const rulesOf = (path) => schema.rules.filter((rule) => rule.path === path);
