// What people wrote is shown as it is: tests/figures/test_words.py has the cases in Python.
import assert from "node:assert/strict";
import test from "node:test";
import { asWords } from "../../../static/js/draw/words.js";

test("no text is a tag, an entity, an array or a colour", () => {
  assert.equal(
    asWords("<b>x</b> & @hidden $p"),
    "&#60;b&#62;x&#60;/b&#62; &#38; &#64;hidden &#36;p",
  );
  assert.equal(asWords("&lt;"), "&#38;lt;");
});

test("a long text is cut", () => {
  assert.equal(asWords("<<<<<", 4), "&#60;&#60;&#60;…");
  assert.equal(asWords("😀😀😀", 2), "😀…");
  assert.equal(asWords("four", 4), "four");
});

test("what XML has no character for has another", () => {
  assert.equal(asWords("a\u0000b\u001b\tc\n"), "a\u2400b\u241b\tc\n");
  assert.equal(asWords("a\ud800b\ufffe\uffff"), "a\ufffdb\ufffd\ufffd");
  assert.equal(asWords("中文 😀 \u202e ∂L/∂h"), "中文 😀 \u202e ∂L/∂h");
});
