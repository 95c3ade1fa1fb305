// A few lines that make building elements readable.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {string | number | boolean | null | undefined | ((event: any) => void)} Attribute
 * @typedef {Node | string | null | undefined | false} Child */

/**
 * Create an element. A function under "onclick" listens to "click"; true sets an empty attribute;
 * null, undefined and false leave the attribute out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Record<string, Attribute>} [attributes] @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

/** An element of an SVG picture. @param {string} tag @param {Record<string, Attribute>} [attributes]
 * @param {...Child} children */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  fill(element, attributes, children);
  return element;
}

/** @param {Element} element @param {Record<string, Attribute>} attributes @param {Child[]} children */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else setAttribute(element, name, value);
  }
  for (const child of children) if (child) element.append(child);
}

/** @param {Element} element @param {string} name @param {string | number | boolean | null | undefined} value */
export function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** Write text only when it differs, so that nothing is laid out again for nothing.
 * @param {Node} node @param {string} text */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Give a select other options only where they differ; what is chosen stays, if it is among them.
 * @param {HTMLSelectElement} select @param {[string | number, string][]} pairs values and words */
export function setOptions(select, pairs) {
  const { options, value } = select;
  const known = pairs.every(
    ([one, words], i) => options[i]?.value === String(one) && options[i].textContent === words,
  );
  if (known && options.length === pairs.length) return;
  select.replaceChildren(...pairs.map(([one, words]) => h("option", { value: one }, words)));
  if (pairs.some(([one]) => String(one) === value)) select.value = value;
}

/** A task that is done at most once for each picture the screen shows, however often it is asked for.
 * @param {() => void} task @returns {() => void} asks for it */
export function coalesced(task) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      task();
    });
  };
}

/** Find an element that the page's template always has.
 * @param {string} selector @returns {HTMLElement} */
export function find(selector) {
  const element = document.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`the page has no ${selector}`);
  return element;
}

/** What the server has written into the page as JSON. @param {string} selector @returns {any} */
export const readJson = (selector) => JSON.parse(find(selector).textContent);

/** Run every function of the list, in turn: the usual dispose of a view.
 * @param {(() => void)[]} parts @returns {() => void} */
export function disposeAll(parts) {
  return () => {
    for (const part of parts.splice(0)) part();
  };
}

/** @param {EventTarget} target @param {string} type @param {(event: any) => void} listener
 */
export function on(target, type, listener) {
  target.addEventListener(type, listener);
}

/** Whether a key belongs to the focused element and not to the page.
 * @param {{tagName: string, type?: string} | null} focus @param {string} key */
export function isTyping(focus, key) {
  if (!focus) return false;
  if (focus.tagName === "INPUT" && focus.type === "range") return /Arrow|Home|End|Page/.test(key);
  if (focus.tagName === "INPUT" && focus.type === "checkbox") return key === " ";
  if (["INPUT", "SELECT", "TEXTAREA"].includes(focus.tagName)) return true;
  return ["BUTTON", "A", "SUMMARY"].includes(focus.tagName) && (key === " " || key === "Enter");
}

/** @typedef {CanvasRenderingContext2D} Pen */

/** The pen of a canvas, cleared, as sharp as the screen; its pixels are those of the page.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height @returns {Pen} */
export function penOf(canvas, width, height) {
  const ratio = globalThis.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = /** @type {Pen} */ (canvas.getContext("2d"));
  pen.scale(ratio, ratio);
  return pen;
}
