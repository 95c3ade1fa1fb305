import assert from "node:assert/strict";
import { test } from "node:test";
import { keyName } from "../../../static/js/chrome/keyboard.js";
import { isTyping } from "../../../static/js/lib/dom.js";

test("shift counts with arrows only", () => {
  assert.equal(keyName({ key: "ArrowLeft", shiftKey: true }), "Shift+ArrowLeft");
  assert.equal(keyName({ key: "ArrowLeft", shiftKey: false }), "ArrowLeft");
  assert.equal(keyName({ key: "?", shiftKey: true }), "?");
  assert.equal(keyName({ key: "V", shiftKey: true }), "v");
  assert.equal(keyName({ key: "+", shiftKey: true }), "=");
});

test("keys belong to the control that has the focus", () => {
  const number = { tagName: "INPUT", type: "number" };
  const range = { tagName: "INPUT", type: "range" };
  assert.equal(isTyping(number, "ArrowLeft"), true);
  assert.equal(isTyping(range, "ArrowLeft"), true);
  assert.equal(isTyping(range, " "), false);
  assert.equal(isTyping({ tagName: "BUTTON" }, " "), true);
  assert.equal(isTyping({ tagName: "BUTTON" }, "ArrowLeft"), false);
  assert.equal(isTyping({ tagName: "BODY" }, " "), false);
  assert.equal(isTyping(null, " "), false);
});
