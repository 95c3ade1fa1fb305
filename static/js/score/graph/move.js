// The movement between the graph's two views.
import { ease } from "./layout.js";

const DURATION = 900;

/** Move from a share to another, one picture each time the screen shows one.
 * @param {number} from @param {number} to @param {(share: number) => void} show
 * @param {() => void} done @returns {() => void} stop where it is */
export function move(from, to, show, done) {
  let began = 0;
  let asked = requestAnimationFrame(function next(time) {
    began ||= time;
    const part = Math.min(1, (time - began) / DURATION);
    show(from + (to - from) * ease(part));
    if (part < 1) asked = requestAnimationFrame(next);
    else done();
  });
  return () => cancelAnimationFrame(asked);
}

/** Whether to jump instead. */
export const stillPreferred = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
