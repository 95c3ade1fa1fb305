// The movement between the graph's two views, on a canvas that lies over the figures.

import { h, penOf } from "../../lib/dom.js";
import { paint } from "./canvas.js";
import { ease, placeOf } from "./layout.js";

/** @typedef {import("./parts.js").GraphTemplate} GraphTemplate
 * @typedef {import("./nodes.js").Node} Node */

const DURATION = 900; // milliseconds

/** Whether to jump instead. */
export const stillPreferred = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Unrolling {
  canvas = h("canvas", { "aria-hidden": "true", hidden: true });
  #request = 0;

  get running() {
    return this.#request !== 0;
  }

  /** @param {GraphTemplate} template @param {number} width @param {Record<string, Node[]>} nodes */
  prepare(template, width, nodes) {
    this.canvas.hidden = false;
    const pen = penOf(this.canvas, width, template.layout.height);
    const place = placeOf(template, width);
    const { fontFamily } = getComputedStyle(this.canvas);
    return (/** @type {number} */ share) => paint(pen, template, place, share, nodes, fontFamily);
  }

  /** Move from a share to another, one picture each time the screen shows one.
   * @param {number} from @param {number} to @param {(share: number) => void} show
   * @param {() => void} onEnd */
  start(from, to, show, onEnd) {
    let began = 0;
    const next = (/** @type {number} */ time) => {
      began ||= time;
      const part = Math.min(1, (time - began) / DURATION);
      show(from + (to - from) * ease(part));
      this.#request = part < 1 ? requestAnimationFrame(next) : 0;
      if (part === 1) onEnd();
    };
    this.#request = requestAnimationFrame(next);
  }

  /** Stop where it is. */
  stop() {
    cancelAnimationFrame(this.#request);
    this.#request = 0;
  }
}
