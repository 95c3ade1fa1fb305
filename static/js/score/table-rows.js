// The numbers of a track as rows over the timesteps 0 … T, for its table.

import { entriesAt, factName } from "./facts.js";

/** @typedef {import("../state/script.js").VisibleFrame} VisibleFrame
 * @typedef {{name: string, values: (number | null)[]}} Row values: from t = 0; null where there is none */

/** @param {VisibleFrame} frame @param {import("../state/pane.js").Meta} meta of the track
 * @param {number} b the sequence, from 0 @returns {Row[]} */
export function tableRows(frame, { table, tooltip = [] }, b) {
  const T = frame.hidden.shape[0];
  return (table ?? tooltip).flatMap((fact) => {
    const steps = Array.from({ length: T + 1 }, (_, t) => entriesAt(fact, frame, t, b));
    const some = steps.find((entries) => entries !== null) ?? [];
    return some.map(({ i }, row) => ({
      name: factName(fact.name, { i }),
      values: steps.map((entries) => entries?.[row]?.value ?? null),
    }));
  });
}
