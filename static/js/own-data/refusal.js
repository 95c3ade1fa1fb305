// Why data cannot be taken, beside what it is about.

import { effect } from "../../vendor/signals-core.mjs";
import { h, setText } from "../lib/dom.js";
import { errorWords } from "../runs/problems.js";

/** @param {import("./upload.js").Upload} upload @param {import("./upload.js").About} about */
export function createRefusal(upload, about) {
  const refusal = h("p", { class: "refusal", role: "alert" });
  effect(() => {
    const told = upload.error.value && upload.about.value === about;
    setText(refusal, told ? errorWords(upload.error.value) : "");
  });
  return refusal;
}
