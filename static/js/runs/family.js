// Runs as trees: forks under the run that they follow. Pure.

/** @import { RunSummary } from "../state/pane.js"
 * @typedef {{run: RunSummary, forks: Branch[]}} Branch */

/** Every run under its parent, if that is among them, else at the top. The newest tops come first,
 * as they were given; forks come in the order of the updates at which they begin.
 * @param {RunSummary[]} runs newest first @returns {Branch[]} */
export function forest(runs) {
  const branches = new Map(runs.map((run) => [run.id, /** @type {Branch} */ ({ run, forks: [] })]));
  /** @type {Branch[]} */
  const tops = [];
  for (const branch of branches.values()) {
    const parent = branch.run.fork && branches.get(branch.run.fork.parent);
    (parent ? parent.forks : tops).push(branch);
  }
  for (const { forks } of branches.values()) {
    forks.sort(
      (a, b) =>
        (a.run.fork?.update ?? 0) - (b.run.fork?.update ?? 0) ||
        Date.parse(a.run.created) - Date.parse(b.run.created),
    );
  }
  return tops;
}

/** The tree that a run is in, and the other ones: of forks whose parent is not told, the newest
 * stands for all. @param {Branch[]} tops @param {string | undefined} id
 * @returns {{family: Branch | null, others: Branch[]}} */
export function familyOf(tops, id) {
  const family = tops.find((top) => runsOf(top).some((run) => run.id === id)) ?? null;
  const parents = new Set();
  const others = tops.filter((top) => {
    const parent = top.run.fork?.parent;
    if (top === family || parents.has(parent)) return false;
    if (parent) parents.add(parent);
    return true;
  });
  return { family, others };
}

/** @param {Branch} branch @returns {RunSummary[]} it and all below it */
export function runsOf({ run, forks }) {
  return [run, ...forks.flatMap(runsOf)];
}

/** Those of the lineage of a run, the run itself first. @param {RunSummary[]} runs
 * @param {RunSummary[]} more runs that may be missing @returns {RunSummary[]} without repetition */
export function together(runs, more) {
  const known = new Set(runs.map(({ id }) => id));
  return [...runs, ...more.filter(({ id }) => !known.has(id))];
}
