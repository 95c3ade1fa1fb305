// The arithmetic of a looped range: where playing goes next, and where its ends may lie.

/** @typedef {[number, number]} Loop first and last update, both of them shown */

/** A loop that is switched on without ends is this long. */
const USUAL = 100;

/** The update that playing shows after this one. Both ends of a loop are always shown, and so is the
 * last update of a run, whatever the stride.
 * @param {number} update @param {number} stride @param {number} last @param {Loop | null} loop
 * @returns {number} `last` itself at the end of a run without a loop */
export function following(update, stride, last, loop) {
  if (!loop) return Math.min(last, update + stride);
  return update >= loop[1] ? loop[0] : Math.min(loop[1], update + stride);
}

/** The updates that playing will show next, at most `count` of them.
 * @param {number} update @param {number} stride @param {number} last @param {Loop | null} loop
 * @param {number} count @returns {number[]} */
export function upcoming(update, stride, last, loop, count) {
  const list = [];
  let at = update;
  while (list.length < count && (loop || at < last)) {
    at = following(at, stride, last, loop);
    list.push(at);
  }
  return list;
}

/** The updates of these that are left in this pass of the loop: its end is not leapt over.
 * @param {number[]} due @param {Loop | null} loop @returns {number[]} */
export function untilEnd(due, loop) {
  const end = loop ? due.indexOf(loop[1]) : -1;
  return end < 0 ? due : due.slice(0, end + 1);
}

/** A loop that begins here; one that ended before goes to the end of the run.
 * @param {Loop | null} loop @param {number} update @param {number} last @returns {Loop} */
export function beginAt(loop, update, last) {
  return [update, loop && loop[1] >= update ? loop[1] : last];
}

/** A loop that ends here; one that began later goes from the start of the run.
 * @param {Loop | null} loop @param {number} update @returns {Loop} */
export function endAt(loop, update) {
  return [loop && loop[0] <= update ? loop[0] : 1, update];
}

/** The loop to switch on where none has been set: from here on, within the run.
 * @param {number} update @param {number} last @returns {Loop} */
export function usualLoop(update, last) {
  const end = Math.min(last, update + USUAL - 1);
  return [Math.max(1, Math.min(update, end - USUAL + 1)), end];
}

/** One end dragged to an update: it stops at the other end.
 * @param {Loop} loop @param {0 | 1} side @param {number} update @param {number} last @returns {Loop} */
export function moveEnd(loop, side, update, last) {
  const [from, to] = loop;
  return side === 0
    ? [Math.max(1, Math.min(Math.round(update), to)), to]
    : [from, Math.max(from, Math.min(Math.round(update), last))];
}

/** How far a page key goes. @param {number} last */
export function pageOf(last) {
  return Math.max(1, Math.min(USUAL, Math.round(last / 20)));
}
