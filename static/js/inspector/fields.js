// Which number a panel shows, as fields: the quantity, its step, its unit; or a parameter's entry.

import { isReverse, plainName } from "../lib/directions.js";
import { h, setAttribute, setOptions } from "../lib/dom.js";
import { has, t } from "../lib/strings.js";
import { entryOf, quantity, stepsOf, turnedTo } from "../state/questions.js";

/** @typedef {import("../state/pane.js").Question} Question
 * @typedef {import("../state/pane.js").Run} Run
 * @typedef {import("../state/pane.js").Frame} Frame */

/** @param {(question: Question) => void} ask */
export function createFields(ask) {
  /** @type {Question} */
  let now = { what: "hidden", t: 1, unit: 1 };
  /** @type {Frame | null} */
  let frame = null;
  /** @type {Run | null} */
  let run = null;

  const what = select("what", (name) => {
    if (!run || !frame) return;
    if (name === "parameter") ask({ ...now, what: name, gate: null, ...entryOf(run, frame) });
    else ask(turnedTo(run, frame.hidden.shape[0], now, name));
  });
  const name = select("name", (chosen) => {
    if (run && frame) ask({ ...now, ...entryOf(run, frame, chosen) });
  });
  const gate = select("gate", (chosen) => ask({ ...now, gate: chosen }));
  const time = whole("t", (value) => ask({ ...now, t: value }));
  const unit = whole("unit", (value) => ask({ ...now, unit: value }));
  const row = whole("row", (value) => ask({ ...now, index: [value - 1, ...rest()] }));
  const column = whole("column", (value) =>
    ask({ ...now, index: [now.index?.[0] ?? 0, value - 1] }),
  );
  const rest = () => (now.index ?? []).slice(1);
  const all = [what, name, gate, time, unit, row, column];

  return {
    element: h("div", { class: "inspect-fields" }, ...all.map(({ element }) => element)),
    /** @param {Question} question @param {Run} ofRun @param {Frame} of */
    show(question, ofRun, of) {
      run = ofRun;
      now = question;
      frame = of;
      const parameter = question.what === "parameter";
      what.options(run.quantities.map((one) => [one.name, nameOf(one.name)]));
      what.show(question.what);
      name.options(Object.keys(of.params).map((one) => [one, one]));
      name.show(parameter ? (question.name ?? null) : null);
      const asked = quantity(run, question.what);
      const gates = asked?.gates ?? [];
      gate.options(gates.map((one) => [one, one]));
      gate.show(gates.length > 0 ? (question.gate ?? gates[0]) : null);
      const timeless = asked?.first == null;
      time.show(timeless ? null : question.t, ...stepsOf(asked, of.hidden.shape[0]));
      const units = asked?.units ?? 1;
      unit.show(units > 1 ? question.unit : null, 1, units);
      const shape = Object.entries(of.params).find(([key]) => key === question.name)?.[1].shape;
      const [i, j] = question.index ?? [];
      row.show(parameter ? i + 1 : null, 1, shape?.[0] ?? 1);
      column.show(parameter && j !== undefined ? j + 1 : null, 1, shape?.[1] ?? 1);
    },
  };
}

/** A quantity's name in words. @param {string} what */
export function nameOf(what) {
  const plain = plainName(what);
  const key = `inspect.what.${plain}`;
  const words = has(key) ? t(key) : t("inspect.what.gate", { gate: plain });
  return isReverse(what) ? t("inspect.reverse", { what: words }) : words;
}

/** @param {string} key @param {(value: string) => void} choose */
function select(key, choose) {
  const field = h("select", {
    onchange: () => choose(field.value),
    "aria-label": t(`inspect.${key}`),
  });
  return {
    element: field,
    /** @param {[string, string][]} pairs */
    options: (pairs) => setOptions(field, pairs),
    /** @param {string | null} value null: the field does not apply */
    show(value) {
      field.hidden = value === null;
      if (value !== null) field.value = value;
    },
  };
}

/** @param {string} key @param {(value: number) => void} choose */
function whole(key, choose) {
  const field = h("input", { type: "number", step: 1 });
  const element = h("label", {}, h("span", {}, t(`inspect.${key}`)), field);
  field.addEventListener("input", () => {
    if (field.value !== "" && field.checkValidity()) choose(Number(field.value));
  });
  return {
    element,
    /** @param {number | null} value @param {number} min @param {number} max */
    show(value, min, max) {
      element.hidden = value === null;
      setAttribute(field, "min", min);
      setAttribute(field, "max", max);
      if (value !== null && Number(field.value) !== value) field.value = String(value);
    },
  };
}
