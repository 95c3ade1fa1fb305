// A weight as a small matrix: a cell is an entry, coloured by its value.
import { h, on, setAttribute } from "../lib/dom.js";
import { formatNumber, t } from "../lib/strings.js";

/** @typedef {import("../state/pane.js").Wire["InspectedParameter"]} Parameter */

const MOST = 400;
const MOVES = /** @type {Record<string, [number, number]>} */ ({
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
});

/** @param {(index: number[]) => void} choose @param {() => void} edit what is chosen */
export function createWeights(choose, edit) {
  const body = h("tbody");
  const element = h(
    "table",
    { class: "weights", tabindex: 0, "aria-label": t("inspect.matrix") },
    body,
  );
  let [rows, columns, flat, first] = [0, 0, false, 0];
  let at = [0, 0];

  const indexOf = (/** @type {number} */ row, /** @type {number} */ column) =>
    flat ? [row] : [row, column];

  on(element, "keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      edit();
      return;
    }
    const move = MOVES[event.key];
    if (!move || event.shiftKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [row, column] = [at[0] + move[0], at[1] + move[1]];
    if (row >= 0 && row < rows && column >= 0 && column < columns) choose(indexOf(row, column));
  });
  const place = (/** @type {Event} */ event) => {
    const cell = /** @type {HTMLElement} */ (event.target).closest("td");
    const row = /** @type {HTMLTableRowElement | null} */ (cell?.parentElement ?? null);
    return cell && row ? indexOf(first + row.rowIndex, cell.cellIndex) : null;
  };
  on(element, "click", (event) => {
    const index = place(event);
    if (index) choose(index);
  });
  on(element, "dblclick", edit);

  return {
    element,
    /** @param {Parameter} parameter */
    show({ values, shades, index }) {
      [rows, columns, flat] = [values.length, values[0]?.length ?? 0, index.length === 1];
      at = [index[0], index[1] ?? 0];
      // Of a large one, the rows about the entry.
      const most = Math.max(1, Math.floor(MOST / columns));
      first = rows <= most ? 0 : Math.max(0, Math.min(rows - most, at[0] - Math.floor(most / 2)));
      body.replaceChildren(
        ...values
          .slice(first, first + most)
          .map((row, i) =>
            h("tr", {}, ...row.map((value, j) => cell(first + i, j, value, shades[first + i][j]))),
          ),
      );
    },
  };

  /** @param {number} row @param {number} column @param {number | string} value
   * @param {number | string} shade */
  function cell(row, column, value, shade) {
    const element = h("td", {
      title: `[${row + 1}, ${column + 1}] ${formatNumber(Number(value))}`,
    });
    setAttribute(element, "aria-current", row === at[0] && column === at[1] ? "true" : null);
    element.dataset.sign = Number(shade) < 0 ? "-" : "+";
    element.style.setProperty("--shade", `${Math.abs(Number(shade)) * 100}%`);
    return element;
  }
}
