// Colours as numbers: the place of a value on a colorscale, and ink that can be read on it.

/** @typedef {import("./theme.js").Colorscale} Colorscale
 * @typedef {[number, number, number]} Rgb */

/** @param {string} colour "#rrggbb" or "rgb(r, g, b)" @returns {Rgb} */
function rgb(colour) {
  const hex = /^#(..)(..)(..)$/.exec(colour);
  const parts = hex
    ? hex.slice(1).map((pair) => Number.parseInt(pair, 16))
    : colour.match(/[\d.]+/g);
  const [r, g, b] = (parts ?? []).map(Number);
  return [r || 0, g || 0, b || 0];
}

/** The colour at a share between 0 and 1; beyond them, the colour at the end.
 * @param {Colorscale} scale @param {number} share @returns {string} */
export function colourAt(scale, share) {
  const place = Math.min(1, Math.max(0, share));
  const above = Math.max(
    1,
    scale.findIndex(([stop]) => stop >= place),
  );
  const [[low, from], [high, to]] = [scale[above - 1], scale[above]];
  const part = (place - low) / (high - low);
  const [a, b] = [rgb(from), rgb(to)];
  return `rgb(${a.map((value, i) => Math.round(value + (b[i] - value) * part)).join(",")})`;
}

/** Relative luminance, as WCAG defines it. @param {string} colour */
function luminance(colour) {
  const [r, g, b] = rgb(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Black or white, whichever can be read better. @param {string} ground @returns {string} */
export function inkOn(ground) {
  return luminance(ground) > 0.179 ? "#000000" : "#ffffff";
}

/** A colorscale as CSS, from its lowest value on the left. @param {Colorscale} scale */
export function cssGradient(scale) {
  const stops = scale.map(([stop, colour]) => `${colour} ${stop * 100}%`);
  return `linear-gradient(to right, ${stops.join(", ")})`;
}
