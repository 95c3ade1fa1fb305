// A weight as a small matrix: a cell is an entry, coloured by its value.
import { h, setAttribute } from "../lib/dom.js";
import { formatNumber, t } from "../lib/strings.js";

/** @typedef {import("../state/pane.js").Wire["InspectedParameter"]} Parameter */

const MOST = 400; // entries
const MOVES = /** @type {Record<string, [number, number]>} */ ({
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
});

export class WeightMatrix {
  #choose;
  #edit;
  #body = h("tbody");
  #shape = { rows: 0, columns: 0, flat: false };
  /** The first row that is shown. */
  #first = 0;
  #at = [0, 0];

  /** @param {(index: number[]) => void} choose @param {() => void} edit what is chosen */
  constructor(choose, edit) {
    this.#choose = choose;
    this.#edit = edit;
    this.element = h(
      "table",
      {
        ...{ class: "weights", tabindex: 0, "aria-label": t("inspect.matrix") },
        onkeydown: (event) => this.#press(event),
        onclick: (event) => this.#pick(event),
        ondblclick: edit,
      },
      this.#body,
    );
  }

  /** @param {Parameter} parameter */
  show({ values, shades, index }) {
    const [rows, columns] = [values.length, values[0]?.length ?? 0];
    this.#shape = { rows, columns, flat: index.length === 1 };
    this.#at = [index[0], index[1] ?? 0];
    // Of a large one, the rows about the entry.
    const most = Math.max(1, Math.floor(MOST / columns));
    const middle = Math.min(rows - most, this.#at[0] - Math.floor(most / 2));
    this.#first = rows <= most ? 0 : Math.max(0, middle);
    const shown = values.slice(this.#first, this.#first + most);
    this.#body.replaceChildren(
      ...shown.map((row, i) => {
        const at = this.#first + i;
        return h("tr", {}, ...row.map((value, j) => this.#cell(at, j, value, shades[at][j])));
      }),
    );
  }

  /** @param {number} row @param {number} column */
  #indexOf(row, column) {
    return this.#shape.flat ? [row] : [row, column];
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.key === "Enter") {
      event.preventDefault();
      this.#edit();
      return;
    }
    const move = MOVES[event.key];
    if (!move || event.shiftKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const { rows, columns } = this.#shape;
    const [row, column] = [this.#at[0] + move[0], this.#at[1] + move[1]];
    if (row < 0 || row >= rows || column < 0 || column >= columns) return;
    this.#choose(this.#indexOf(row, column));
  }

  /** @param {Event} event */
  #pick(event) {
    const cell = /** @type {HTMLElement} */ (event.target).closest("td");
    const row = /** @type {HTMLTableRowElement | null} */ (cell?.parentElement ?? null);
    if (cell && row) this.#choose(this.#indexOf(this.#first + row.rowIndex, cell.cellIndex));
  }

  /** @param {number} row @param {number} column @param {number | string} value
   * @param {number | string} shade */
  #cell(row, column, value, shade) {
    const title = `[${row + 1}, ${column + 1}] ${formatNumber(Number(value))}`;
    const element = h("td", { title });
    const here = row === this.#at[0] && column === this.#at[1];
    setAttribute(element, "aria-current", here ? "true" : null);
    element.dataset.sign = Number(shade) < 0 ? "-" : "+";
    element.style.setProperty("--shade", `${Math.abs(Number(shade)) * 100}%`);
    return element;
  }
}
