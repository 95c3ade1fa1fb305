// A canvas as sharp as the screen.

/** @typedef {CanvasRenderingContext2D} Pen */

/** The pen of a canvas, cleared, whose pixels are those of the page.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height @returns {Pen} */
export function penOf(canvas, width, height) {
  const ratio = globalThis.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = /** @type {Pen} */ (canvas.getContext("2d"));
  pen.scale(ratio, ratio);
  return pen;
}
