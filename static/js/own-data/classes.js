// How many labelled sequences there are of each class.

import { h } from "../lib/dom.js";
import { formatCount, t } from "../lib/strings.js";

/** @param {NonNullable<import("../wire/server.js").Preview["labelled"]>} labelled */
export function createClasses({ classes }) {
  const most = Math.max(...classes.map(({ count }) => count));
  const rows = classes.map(({ name, count }) => {
    const bar = h("td", { "aria-hidden": "true" }, h("span", { class: "own-bar" }));
    /** @type {HTMLElement} */ (bar.firstChild).style.width = `${(100 * count) / most}%`;
    const called = h("th", { scope: "row", dir: "auto", title: name }, name);
    return h("tr", {}, called, h("td", {}, formatCount(count)), bar);
  });
  const caption = h("caption", {}, t("data.classes"));
  return h("table", { class: "own-classes" }, caption, h("tbody", {}, ...rows));
}
