// Where in a run one is: an update, and a micro-step of its script.

/** @typedef {{update: number, step: number}} Position step may be WHOLE: the last of the script */

export const WHOLE = Number.POSITIVE_INFINITY;
