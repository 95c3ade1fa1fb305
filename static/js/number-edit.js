// A number that can be typed, or dragged to either side; Enter says that it is meant.
import { h } from "./dom.js";
import { t } from "./i18n.js";

const STEP = 0.01;
const FINE = 0.001;
const DEAD = 3; // pixels that a click may wander

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
  const element = h("form", { class: "edit", novalidate: true }, label, apply);

  const typed = () => {
    const text = input.value.trim().replace("−", "-");
    return text === "" ? Number.NaN : Number(text);
  };
  const legal = () => Number.isFinite(typed());

  function judge() {
    input.setAttribute("aria-invalid", String(!legal()));
    apply.disabled = !legal() || typed() === value;
    input.toggleAttribute("data-pending", typed() !== value);
  }

  function enter() {
    if (legal() && typed() !== value) commit(typed());
  }

  element.addEventListener("submit", (event) => {
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
