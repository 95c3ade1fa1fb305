// What goes together in a config: the page does not offer what the server's rules refuse, and mends by
// itself what an edit leaves behind. app/runs/config/rules.py tells what a rule is.
import { rulesOf, settings } from "../state/settings.js";
import { getPath, rebase, withPath } from "./config.js";

/** @import { RunConfig } from "../state/pane.js"
 * @import { Rule, Setting, When } from "../state/settings.js"
 * @typedef {Record<string, any>} Situation a config, whose task has what rules ask of tasks, too
 * @typedef {{max_k: number}} Facts */

/** @param {RunConfig} config @param {Facts | undefined} task @returns {Situation} */
export const situationOf = (config, task) => ({ ...config, task: { ...task, ...config.task } });

/** @param {When} when @param {Situation} situation */
const are = (when, situation) =>
  Object.entries(when).every(([path, values]) => values.includes(getPath(situation, path)));

/** The rules that limit a setting in a situation. @param {string} path @param {Situation} situation */
const holding = (path, situation) =>
  rulesOf(path).filter(
    ({ when, unless }) => (!when || are(when, situation)) && !(unless && are(unless, situation)),
  );

/** What a rule leaves. @param {Rule} rule @param {Situation} situation
 * @returns {{only?: unknown[], least?: number, most?: number}} */
function limitsOf({ only, least, most }, situation) {
  const [found, low, high] = [only, least, most].map((limit) =>
    typeof limit === "string" ? getPath(situation, limit) : limit,
  );
  return { only: found, least: low, most: high };
}

/** @param {Rule} rule @param {unknown} value @param {Situation} situation */
function isAllowed(rule, value, situation) {
  const { only, least, most } = limitsOf(rule, situation);
  const number = Number(value);
  return (
    (only?.includes(value) ?? true) && !(number < (least ?? number)) && !(number > (most ?? number))
  );
}

/** The one value that a rule leaves; undefined: there are several. @param {Rule} rule
 * @param {Situation} situation */
function onlyValue(rule, situation) {
  const { only, least, most } = limitsOf(rule, situation);
  if (only) return only.length === 1 ? only[0] : undefined;
  return least === most ? least : undefined;
}

/** Whether a control says something for this config; the others are hidden.
 * @param {Setting} setting @param {RunConfig} config */
export const isShown = ({ applies }, config) => !applies || are(applies, config);

/** Why a control cannot be used, as the name of a sentence; null: it can.
 * @param {string} path @param {Situation} situation @returns {string | null} */
export function whyOff(path, situation) {
  const off = holding(path, situation).find(
    (rule) => rule.why && !rule.tried && onlyValue(rule, situation) !== undefined,
  );
  return off?.why ?? null;
}

/** Whether an option of a control makes sense.
 * @param {string} path @param {string} option @param {Situation} situation */
export function allows(path, option, situation) {
  return holding(path, situation).every((rule) => isAllowed(rule, option, situation));
}

/** The largest value that makes sense; undefined: there is no limit but the setting's own.
 * @param {string} path @param {Situation} situation */
export function mostOf(path, situation) {
  const limits = holding(path, situation).flatMap((rule) => limitsOf(rule, situation).most ?? []);
  return limits.length > 0 ? Math.min(...limits) : undefined;
}

/** The config for another task: what a reader has changed stays, unless it hangs on the data.
 * @param {RunConfig} config @param {RunConfig} from its task's defaults
 * @param {RunConfig} to @returns {RunConfig} */
export function moved(config, from, to) {
  const paths = settings().flatMap((one) => (one.of_data ? [one.path] : []));
  const kept = paths.reduce((last, path) => withPath(last, path, getPath(from, path)), config);
  return rebase(kept, from, to);
}

/** The config with a setting edited, and what cannot stay beside it as it is usual.
 * @param {RunConfig} config @param {string} path @param {unknown} value
 * @param {RunConfig | null} usual the task's defaults @param {Facts | undefined} task undefined: nothing
 * is known of it yet @returns {RunConfig} */
export function settled(config, path, value, usual, task) {
  if (!task) return withPath(config, path, value);
  return settings().reduce(
    (last, setting) => (setting.path === path ? last : mended(last, config, setting, usual, task)),
    withPath(config, path, value),
  );
}

/** A config with one setting mended. @param {RunConfig} config @param {RunConfig} before the edit
 * @param {Setting} setting @param {RunConfig | null} usual @param {Facts} task */
function mended(config, before, setting, usual, task) {
  const { path } = setting;
  const value = getPath(config, path);
  if (isShown(setting, before) && !isShown(setting, config)) {
    return withPath(config, path, setting.default);
  }
  const [was, is] = [before, config].map((one) => situationOf(one, task));
  const rules = holding(path, is).filter((rule) => !rule.tried);
  const fits = (/** @type {unknown} */ one) => rules.every((rule) => isAllowed(rule, one, is));
  if (Array.isArray(value)) {
    return value.every(fits) ? config : withPath(config, path, value.filter(fits));
  }
  const left = holding(path, was).some((rule) => rule.returns && !rules.includes(rule));
  if (fits(value) && !left) return config;
  const wanted = [getPath(usual ?? {}, path), setting.default, ...choices(rules, is)].find(fits);
  return wanted === undefined ? config : withPath(config, path, wanted);
}

/** @param {Rule[]} rules @param {Situation} situation */
const choices = (rules, situation) =>
  rules.flatMap((rule) => {
    const { only, least, most } = limitsOf(rule, situation);
    return only ?? least ?? most ?? [];
  });
