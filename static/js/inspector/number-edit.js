// A number that can be typed, or dragged to either side; Enter says that it is meant.
import { h, setAttribute, setText } from "../lib/dom.js";
import { t } from "../lib/strings.js";

const STEP = 0.01;
const FINE = 0.001;
const DEAD = 3; // pixels that a click may wander

let count = 0; // for ids

/** @param {(value: number) => void} commit */
export function createNumberEdit(commit) {
  let value = 0;
  const input = h("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    class: "number-edit",
    title: t("inspect.edit.title"),
  });
  const apply = h("button", { type: "button", class: "apply", disabled: true }, t("inspect.apply"));
  const label = h("label", {}, h("span", {}), input);
  count += 1;
  const refusal = h("p", { class: "refusal", id: `number-edit-${count}-refusal`, role: "alert" });
  refusal.hidden = true;
  const form = h("form", { class: "edit", novalidate: true }, label, apply);
  const element = h("div", {}, form, refusal);

  const typed = () => {
    const text = input.value.trim().replace("−", "-");
    return text === "" ? Number.NaN : Number(text);
  };
  const legal = () => Number.isFinite(typed());

  /** @param {string} sentence of what is wrong, empty if nothing is */
  function refuse(sentence) {
    setText(refusal, sentence);
    refusal.hidden = sentence === "";
    setAttribute(input, "aria-describedby", sentence ? refusal.id : null);
  }

  function judge() {
    if (legal()) refuse("");
    input.setAttribute("aria-invalid", String(!legal()));
    apply.disabled = !legal() || typed() === value;
    input.toggleAttribute("data-pending", typed() !== value);
  }

  function enter() {
    if (!legal()) refuse(t(Number.isNaN(typed()) ? "inspect.edit.nan" : "inspect.edit.infinite"));
    else if (typed() !== value) commit(typed());
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    enter();
  });
  apply.addEventListener("click", enter);
  input.addEventListener("input", judge);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || typed() === value) return;
    event.stopPropagation();
    input.value = String(value);
    judge();
  });
  input.addEventListener("pointerdown", (down) => {
    const from = legal() ? typed() : value;
    let dragged = false;
    /** @param {PointerEvent} event */
    function move(event) {
      const by = event.clientX - down.clientX;
      if (!dragged && Math.abs(by) < DEAD) return;
      dragged = true;
      input.setPointerCapture(down.pointerId);
      event.preventDefault();
      const step = event.shiftKey ? FINE : STEP;
      input.value = String(Number((from + by * step).toPrecision(6)));
      judge();
    }
    const end = () => {
      input.removeEventListener("pointermove", move);
      if (dragged) input.focus();
    };
    input.addEventListener("pointermove", move);
    input.addEventListener("pointerup", end, { once: true });
    input.addEventListener("pointercancel", end, { once: true });
  });

  return {
    element,
    focus() {
      input.focus();
      input.select();
    },
    /** @param {string} name @param {number} next */
    show(name, next) {
      const editing = document.activeElement === input && typed() !== value && next === value;
      label.children[0].textContent = name;
      value = next;
      if (editing) return;
      input.value = String(next);
      judge();
    },
  };
}
