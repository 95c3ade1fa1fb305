// What is beside a control when the server refuses its setting. tests/web/test_refusals.py keeps the
// list of the server's sentences.
import "../settings.mjs";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { setStrings } from "../../../static/js/lib/strings.js";
import { refuse } from "../../../static/js/runs/problems.js";
import { ApiError } from "../../../static/js/wire/server.js";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const SENTENCES = Object.entries(read("../../data/refusals.json"));

/** The problem that the page shows. */
function shown(message, field, language) {
  setStrings(read(`../../../static/locales/${language}.json`), language);
  const state = { run: { peek: () => ({}) }, problem: { value: null } };
  refuse(state, new ApiError({ code: "invalid_input", message, field }, 422), () => {});
  return state.problem.value;
}

test("every sentence of the server on a setting is told in the page's own words", () => {
  for (const [sentence, field] of SENTENCES) {
    const english = shown(sentence, field, "en").message;
    assert.doesNotMatch(english, /[_{}]|\w\.\w|null|^config|^refusal/, sentence);
    const chinese = shown(sentence, field, "zh-Hans").message;
    assert.match(chinese, /[。？]$/, sentence);
    assert.doesNotMatch(chinese, /must|[{}]|null|config\.|refusal\./, sentence);
  }
});

test("a setting is called as its control is", () => {
  const k = "schedule.k must be a whole number from 1 to 60.";
  assert.deepEqual(shown(k, "schedule.k", "en"), {
    code: "invalid_input",
    field: "schedule.k",
    message: "Unrolled steps must be a whole number from 1 to 60.",
  });
  assert.equal(shown(k, "schedule.k", "zh-Hans").message, "展开步数必须是 1 到 60 的整数。");
  const says = (rest, field) => shown(`${field} must be ${rest}.`, field, "en").message;
  assert.equal(
    says("a whole number or null", "edits.schedule.k"),
    "Unrolled steps must be a whole number.",
  );
  assert.equal(
    says("a number above 0 and up to 1000", "optimizer.learning_rate"),
    "Learning rate must be a number above 0 and up to 1000.",
  );
  assert.equal(
    says("a number above 0 or null", "optimizer.clip_norm"),
    "Clip gradient must be a number above 0, or empty.",
  );
  assert.equal(
    says("sliding_window or chunks", "schedule.name"),
    "Windows must be one of: sliding by 1, chunks of k.",
  );
});

test("a sentence that the page does not know is shown as it is", () => {
  assert.equal(shown("The moon is full.", "seed", "zh-Hans").message, "The moon is full.");
  const strange = "seed must be a happy number.";
  assert.equal(shown(strange, "seed", "zh-Hans").message, strange);
});
