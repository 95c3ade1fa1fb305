// A number that can be typed, or dragged to either side; Enter says that it is meant.
import { h, setAttribute, setText } from "../lib/dom.js";
import { t } from "../lib/strings.js";

const STEP = 0.01;
const FINE = 0.001;
const DEAD = 3; // pixels that a click may wander

let count = 0; // for ids

export class NumberEdit {
  #commit;
  #value = 0;
  #name = h("span");
  #input = h("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    class: "number-edit",
    title: t("inspect.edit.title"),
    oninput: () => this.#judge(),
    onkeydown: (event) => this.#press(event),
    onpointerdown: (event) => this.#drag(event),
  });
  #apply = h(
    "button",
    { type: "button", class: "apply", disabled: true, onclick: () => this.#enter() },
    t("inspect.apply"),
  );
  #refusal = h("p", { class: "refusal", role: "alert", hidden: true });

  /** @param {(value: number) => void} commit */
  constructor(commit) {
    this.#commit = commit;
    count += 1;
    this.#refusal.id = `number-edit-${count}-refusal`;
    const onsubmit = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#enter();
    };
    const label = h("label", {}, this.#name, this.#input);
    const form = h("form", { class: "edit", novalidate: true, onsubmit }, label, this.#apply);
    this.element = h("div", {}, form, this.#refusal);
  }

  focus() {
    this.#input.focus();
    this.#input.select();
  }

  /** @param {string} name @param {number} value */
  show(name, value) {
    const focused = document.activeElement === this.#input;
    const editing = focused && this.#typed !== this.#value && value === this.#value;
    this.#name.textContent = name;
    this.#value = value;
    if (!editing) this.#write(value);
  }

  get #typed() {
    const text = this.#input.value.trim().replace("−", "-");
    return text === "" ? Number.NaN : Number(text);
  }

  /** @param {number} value */
  #write(value) {
    this.#input.value = String(value);
    this.#judge();
  }

  /** Say what is wrong, empty if nothing is. @param {string} sentence */
  #refuse(sentence) {
    setText(this.#refusal, sentence);
    this.#refusal.hidden = sentence === "";
    setAttribute(this.#input, "aria-describedby", sentence ? this.#refusal.id : null);
  }

  #judge() {
    const [typed, legal] = [this.#typed, Number.isFinite(this.#typed)];
    if (legal) this.#refuse("");
    this.#input.setAttribute("aria-invalid", String(!legal));
    this.#apply.disabled = !legal || typed === this.#value;
    this.#input.toggleAttribute("data-pending", typed !== this.#value);
  }

  #enter() {
    const typed = this.#typed;
    if (Number.isNaN(typed)) this.#refuse(t("inspect.edit.nan"));
    else if (!Number.isFinite(typed)) this.#refuse(t("inspect.edit.infinite"));
    else if (typed !== this.#value) this.#commit(typed);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.key !== "Escape" || this.#typed === this.#value) return;
    event.stopPropagation();
    this.#write(this.#value);
  }

  /** @param {PointerEvent} down */
  #drag(down) {
    const input = this.#input;
    const from = Number.isFinite(this.#typed) ? this.#typed : this.#value;
    let dragged = false;
    const move = (/** @type {PointerEvent} */ event) => {
      const by = event.clientX - down.clientX;
      if (!dragged && Math.abs(by) < DEAD) return;
      dragged = true;
      input.setPointerCapture(down.pointerId);
      event.preventDefault();
      const step = event.shiftKey ? FINE : STEP;
      this.#write(Number((from + by * step).toPrecision(6)));
    };
    const end = () => {
      input.removeEventListener("pointermove", move);
      if (dragged) input.focus();
    };
    input.addEventListener("pointermove", move);
    input.addEventListener("pointerup", end, { once: true });
    input.addEventListener("pointercancel", end, { once: true });
  }
}
