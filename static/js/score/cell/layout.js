// The inside of a cell as its template tells it.

/** @typedef {{name: string, array: string, previous: boolean, symbol: string, sign: string,
 *   at: [number, number]}} CellNode
 * @typedef {{from: string, to: string, weight: string | null, way: number[][]}} Wire
 * @typedef {{columns: number, rows: number, nodes: CellNode[], wires: Wire[],
 *   blocks: {array: string, symbol: string}[],
 *   gradients: {array: string, symbol: string, rows: [number, number]}[]}} CellMeta */
export {};
