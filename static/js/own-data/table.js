// The table as it was understood: its first and last rows, and what each column is for.

import { h, setText } from "../lib/dom.js";
import { formatCount, t } from "../lib/strings.js";
import { datesOf, ROLES, roleOf, withRole } from "./roles.js";
import { quoted } from "./words.js";

/** @import { Preview, PreviewColumn } from "../wire/server.js"
 * @import { Parts, Role } from "./roles.js"
 * @typedef {{cell: HTMLElement, kind: HTMLElement, select: HTMLSelectElement}} Head */

/** What a column's cells are, and how they are written. @param {PreviewColumn} column */
function kindWords({ kind, format, missing }) {
  const parts = [t(`data.kind.${kind}`)];
  if (format) parts.push(format);
  if (missing) parts.push(t("data.column.missing", { count: formatCount(missing) }));
  return parts.join(" · ");
}

export class Table {
  #choose;
  /** @type {Parts} */
  #parts = { date: "", label: "", targets: [], inputs: [] };
  /** @type {string[]} */
  #dates = [];
  #shown = "";
  /** @type {string[]} */
  #names = [];
  /** @type {Head[]} */
  #heads = [];
  #head = h("tr");
  #body = h("tbody");

  /** @param {(changes: Partial<Parts>) => void} choose */
  constructor(choose) {
    this.#choose = choose;
    const caption = h("caption", { class: "sr-only" }, t("data.table"));
    const table = h("table", {}, caption, h("thead", {}, this.#head), this.#body);
    // What scrolls can be scrolled by keys, too.
    const named = { tabindex: 0, role: "region", "aria-label": t("data.table") };
    this.element = h("div", { class: "own-table", ...named }, table);
  }

  /** @param {Preview} preview @param {(name: string) => string} called what a column is called */
  show(preview, called) {
    const { columns, head, tail, rows, choices, labelled } = preview;
    this.element.hidden = columns.length === 0;
    const names = columns.map(({ name }) => name);
    const roles = ROLES[labelled ? "labelled" : "series"];
    // Selects stay where the columns do: one of them has the focus, or is open.
    const shown = JSON.stringify([names, roles]);
    if (shown !== this.#shown) this.#createHeads(names, roles, called);
    this.#shown = shown;
    this.#parts = {
      date: choices.date ?? "",
      label: choices.label ?? "",
      targets: choices.targets ?? [],
      inputs: choices.inputs ?? choices.targets ?? [],
    };
    this.#dates = datesOf(preview);
    for (const [i, column] of columns.entries()) this.#showHead(this.#heads[i], column);
    this.#showRows(columns, head, tail, rows);
  }

  /** @param {string[]} names @param {Role[]} roles @param {(name: string) => string} called */
  #createHeads(names, roles, called) {
    this.#names = names;
    this.#heads = names.map((name) => this.#createHead(name, roles, called(name)));
    const corner = h("th", { scope: "col" }, h("span", { class: "sr-only" }, t("data.row")));
    this.#head.replaceChildren(corner, ...this.#heads.map(({ cell }) => cell));
  }

  /** @param {string} name @param {Role[]} roles @param {string} shown @returns {Head} */
  #createHead(name, roles, shown) {
    const options = roles.map((role) => h("option", { value: role }, t(`data.role.${role}`)));
    const select = h(
      "select",
      { "aria-label": t("data.role", { name: quoted(shown) }) },
      ...options,
    );
    select.addEventListener("change", () => {
      const role = /** @type {Role} */ (select.value);
      const changes = withRole(this.#parts, name, role, this.#names);
      if ("date" in changes) this.#dates = [];
      this.#parts = { ...this.#parts, ...changes };
      for (const [i, head] of this.#heads.entries()) this.#showRole(head, this.#names[i]);
      this.#choose(changes);
    });
    const kind = h("span", { class: "own-kind" });
    const title = h("span", { class: "own-name", dir: "auto", title: shown }, shown);
    return { cell: h("th", { scope: "col" }, title, kind, select), kind, select };
  }

  /** @param {Head} head @param {PreviewColumn} column */
  #showHead(head, column) {
    const words = kindWords(column);
    setText(head.kind, words);
    head.kind.title = words;
    head.cell.dataset.kind = column.kind;
    this.#showRole(head, column.name);
  }

  /** @param {Head} head @param {string} name */
  #showRole({ cell, select }, name) {
    select.value = cell.dataset.role = this.#roleOf(name);
  }

  /** @param {string} name @returns {Role} */
  #roleOf(name) {
    const role = roleOf(name, this.#parts);
    return role === "unused" && this.#dates.includes(name) ? "when" : role;
  }

  /** @param {PreviewColumn[]} columns @param {string[][]} head @param {string[][]} tail
   * @param {number} count of all rows */
  #showRows(columns, head, tail, count) {
    const row = (/** @type {string[]} */ cells, /** @type {number} */ number) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, formatCount(number)),
        ...cells.map((cell, i) => this.#createCell(cell, columns[i])),
      );
    const first = Math.max(head.length, count - tail.length);
    const left = first - head.length;
    const last = tail.slice(Math.max(0, head.length + tail.length - count));
    const more = h("span", {}, t("data.rows.more", { count: formatCount(left) }));
    const gap = h("td", { colspan: columns.length + 1 }, more);
    this.#body.replaceChildren(
      ...head.map((cells, i) => row(cells, i + 1)),
      ...(left > 0 ? [h("tr", { class: "own-gap" }, gap)] : []),
      ...last.map((cells, i) => row(cells, first + i + 1)),
    );
  }

  /** @param {string} text @param {PreviewColumn} column */
  #createCell(text, column) {
    const role = this.#roleOf(column.name);
    const marks = { "data-kind": column.kind, "data-role": role };
    return h("td", { ...marks, dir: "auto", title: text }, text || "–");
  }
}
