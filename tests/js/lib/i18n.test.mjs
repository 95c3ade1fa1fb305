import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { formatCount, formatNumber, setStrings, t } from "../../../static/js/lib/strings.js";

const read = (language) =>
  JSON.parse(
    readFileSync(new URL(`../../../static/locales/${language}.json`, import.meta.url), "utf8"),
  );
const [en, zh] = [read("en"), read("zh-Hans")];

test("both languages have the same keys", () => {
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
});

test("both languages use the same placeholders and leave the same ones empty", () => {
  const placeholders = (text) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
  for (const key of Object.keys(en)) {
    assert.deepEqual(placeholders(zh[key]), placeholders(en[key]), key);
    assert.equal(zh[key].trim() === "", en[key].trim() === "", key);
  }
});

test("placeholders are filled, a missing key shows itself", () => {
  setStrings({ hello: "Update {update} of {last}" }, "en");
  assert.equal(t("hello", { update: 3, last: 9 }), "Update 3 of 9");
  assert.equal(t("hello", { update: 3 }), "Update 3 of {last}");
  assert.equal(t("nothing"), "nothing");
});

test("numbers have three significant digits", () => {
  assert.equal(formatNumber(0.021349), "0.0213");
  assert.equal(formatNumber(19.56), "19.6");
  assert.equal(formatNumber(-3), "−3.00");
  assert.equal(formatNumber(1234.5), "1235");
  assert.equal(formatNumber(0), "0");
  assert.equal(formatNumber(0.0000123), "1.23 × 10⁻⁵");
  assert.equal(formatNumber(-4.2e21), "−4.20 × 10²¹");
  assert.equal(formatNumber(Number.NaN), "NaN");
  assert.equal(formatNumber(Number.NEGATIVE_INFINITY), "−∞");
  assert.equal(formatCount(5000), "5,000");
});
