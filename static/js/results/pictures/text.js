// What the network writes by itself: a sample after every update, and as many more as are drawn.
import { h, setText } from "../../lib/dom.js";
import { t } from "../../lib/strings.js";
import { samplingForm } from "./sampling-form.js";

const LENGTH = 200; // letters

/** @type {import("../pictures.js").Create} */
export function textPicture(element, state) {
  const title = h("p", { class: "picture-line" });
  const sample = h("pre", { class: "written", tabindex: 0 });
  const start = h("input", { type: "text", maxlength: 100, autocomplete: "off" });
  const drawn = h("pre", { class: "written", tabindex: 0, hidden: true });
  const { form, said, dispose } = samplingForm(state, {
    ...{ start, lengthLabel: t("text.length"), length: LENGTH },
    words: () => [...start.value],
    show(words) {
      drawn.hidden = words.length === 0;
      drawn.replaceChildren(h("b", {}, start.value), words.join(""));
      drawn.scrollIntoView({ block: "nearest" });
    },
  });
  element.append(title, sample, form, said, drawn);

  return {
    draw({ picture, update }) {
      const known = Boolean(state.shown.peek()?.updated);
      const able = picture.sample !== "";
      const words = able ? t("text.title", { update }) : t("text.unable");
      setText(title, known ? words : t("rows.later"));
      setText(sample, known ? (picture.sample ?? "") : "");
      sample.hidden = !able;
      form.hidden = !able;
    },
    dispose,
  };
}
