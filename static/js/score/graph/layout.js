// Where the graph's nodes and edges lie at any moment between compressed and unrolled. Pure.

/** @typedef {number[]} Point [column, row] or [column, row, dx, dy], the offsets in pixels
 * @typedef {import("../../state/pane.js").Wire["GraphMeta"]} GraphMeta
 * @typedef {import("../../state/pane.js").Wire["NodePlaces"]} Nodes
 * @typedef {import("../../state/pane.js").Wire["EdgePaths"]} Paths
 * @typedef {{left: number, width: number, column: number, top: number, row: number, high: number,
 *   stretch: number}} Place
 * left, top: the plot's corner; width: of the plot; column, row: pixels of one; high: the row at the
 * top; stretch: of offsets, for bends flatten where columns are narrow
 * @typedef {[number, number]} Pixel */

/** The place of a figure of a width.
 * @param {{layout: any, meta: Pick<GraphMeta, "column_width">}} template @param {number} width
 * @param {number} [height] @returns {Place} */
export function placeOf({ layout, meta }, width, height = layout.height) {
  const { margin, xaxis, yaxis } = layout;
  const [low, high] = yaxis.range;
  const column = (width - margin.l - margin.r) / (xaxis.range[1] - xaxis.range[0]);
  return {
    left: margin.l,
    width: width - margin.l - margin.r,
    column,
    top: margin.t,
    row: (height - margin.t - margin.b) / (high - low),
    high,
    stretch: Math.min(1, column / meta.column_width),
  };
}

/** @param {Place} place @param {Point} point @param {number} [stretch] of the offsets */
export function toPixel(place, [x, y, dx = 0, dy = 0], stretch = 1) {
  return /** @type {Pixel} */ ([
    place.left + (x + 0.5) * place.column + dx * stretch,
    place.top + (place.high - y) * place.row - dy * stretch,
  ]);
}

/** The data coordinates that Plotly draws at a pixel. @param {Place} place @param {Pixel} pixel */
export function toData(place, [x, y]) {
  return /** @type {Pixel} */ ([
    (x - place.left) / place.column - 0.5,
    place.high - (y - place.top) / place.row,
  ]);
}

/** Slow at both ends. @param {number} share */
export function ease(share) {
  return share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2;
}

/** @param {Pixel} from @param {Pixel} to @param {number} share 0: from, 1: to @returns {Pixel} */
const between = ([a, b], [c, d], share) => [a + (c - a) * share, b + (d - b) * share];

/** Nodes at a share of the way from compressed (0) to unrolled (1).
 * @param {Place} place @param {Nodes} nodes @param {number} share @returns {Pixel[]} */
export function nodesAt(place, { unrolled, compressed }, share) {
  return unrolled.map((point, i) =>
    between(toPixel(place, compressed[i]), toPixel(place, point), share),
  );
}

/** @param {Place} place @param {Paths} paths @param {number} share @returns {Pixel[][]} */
export function pathsAt(place, { unrolled, compressed }, share) {
  return unrolled.map((path, i) =>
    path.map((point, j) =>
      between(toPixel(place, compressed[i][j]), toPixel(place, point, place.stretch), share),
    ),
  );
}

/** Diameter of a node of computed numbers: room is left for edges to all sides.
 * @param {Place} place @param {number} share */
export function nodeSize({ column, row }, share) {
  const compressed = 0.62 * row;
  const unrolled = Math.max(6, Math.min(0.62 * column, 0.6 * row));
  return compressed + (unrolled - compressed) * share;
}

/** Where the middle of a path is, by its points. @param {Pixel[]} path @returns {Pixel} */
export function middle(path) {
  const [a, b] = [path[Math.floor((path.length - 1) / 2)], path[Math.ceil((path.length - 1) / 2)]];
  return between(a, b, 0.5);
}

/** A path that ends so many pixels earlier, where the head of its arrow begins.
 * @param {Pixel[]} path @param {number} gap @returns {Pixel[]} */
export function trimmed(path, gap) {
  const kept = [...path];
  let left = gap;
  while (kept.length > 1) {
    const [before, end] = kept.slice(-2);
    const length = Math.hypot(end[0] - before[0], end[1] - before[1]);
    kept.pop();
    if (length > left) return [...kept, between(end, before, left / length)];
    left -= length;
  }
  return kept;
}

/** x and y of many paths for one trace of Plotly's, with a gap after each.
 * @param {Place} place @param {Pixel[][]} paths */
export function flatten(place, paths) {
  /** @type {(number | null)[]} */
  const x = [];
  /** @type {(number | null)[]} */
  const y = [];
  for (const path of paths) {
    for (const pixel of path) {
      const [dataX, dataY] = toData(place, pixel);
      x.push(dataX);
      y.push(dataY);
    }
    x.push(null);
    y.push(null);
  }
  return { x, y };
}

/** Which of the decades, from 0, the exponent of a gradient's norm lies in, or is nearest to.
 * @param {number} exponent @param {GraphMeta["decades"]} decades */
export function binOf(exponent, [low, high]) {
  return Math.max(0, Math.min(high - low - 1, Math.floor(exponent) - low));
}
