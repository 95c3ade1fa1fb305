// The tracks that the page offers, as the server says it: their order, and which stand there at first.
import { readJson } from "../lib/dom.js";

/** @typedef {{name: string, shown: boolean, drawing: string}} Offered drawing: the module that draws it,
 *   or what stands beside its figure */

/** @type {Offered[]} */
let offered = [];

/** Take them from the caller, in tests. @param {Offered[]} tracks */
export function setTracks(tracks) {
  offered = tracks;
}

/** Take them from the page. */
export const readTracks = () => setTracks(readJson("#tracks"));

/** In the order in which the shelf offers them. */
export const offeredTracks = () => offered;

export const trackNames = () => offered.map(({ name }) => name);

/** Those that are shown until a reader says otherwise. */
export const firstTracks = () => offered.filter(({ shown }) => shown).map(({ name }) => name);
