// The directions in names of the wire: what belongs to the reversed one has "_reverse" in its name. Pure.

const REVERSE = "_reverse";

/** hidden_reverse, hidden_reverse_mean, forward_reverse. @param {string} name */
export const isReverse = (name) => name.includes(REVERSE);

/** The name of the same in the first direction. @param {string} name */
export const plainName = (name) => name.replace(REVERSE, "");

/** As formulas write it: W_h_reverse → W_h←. @param {string} name */
export const weightName = (name) => `${plainName(name)}${isReverse(name) ? "←" : ""}`;
