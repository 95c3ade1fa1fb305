// What is beside a control when the server refuses its setting. tests/web/test_refusals.py keeps the
// list of what the server says.
import "../settings.mjs";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { setStrings } from "../../../static/js/lib/strings.js";
import { errorWords, problemWords, refuse } from "../../../static/js/runs/problems.js";
import { ApiError } from "../../../static/js/wire/server.js";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const PROBLEMS = read("../../data/refusals.json");

function speak(language) {
  setStrings(read(`../../../static/locales/${language}.json`), language);
}

/** The problem that the page shows. */
function shown(problem, language = "en") {
  speak(language);
  const state = { run: { peek: () => ({}) }, problem: { value: null }, notice: { value: null } };
  refuse(state, new ApiError({ message: "", ...problem }, 422), () => {});
  return state.problem.value ?? state.notice.value;
}

test("every problem of the server with a setting is told in the page's own words", () => {
  for (const problem of PROBLEMS) {
    const english = shown(problem).message;
    assert.doesNotMatch(english, /[_{}]|\w\.\w|^config|^problem/, problem.message);
    const chinese = shown(problem, "zh-Hans").message;
    assert.match(chinese, /[。？]$/, problem.message);
    assert.doesNotMatch(chinese, /must|[{}]|config\.|problem\./, problem.message);
  }
});

test("a setting is called as its control is, and so are its choices", () => {
  const params = { expected: "whole_between", low: 1, high: 60 };
  const k = { code: "out_of_range", field: "edits.schedule.k", params };
  const message = "Unrolled steps must be a whole number from 1 to 60.";
  assert.deepEqual(shown(k), { ...k, field: "schedule.k", message });
  assert.equal(shown(k, "zh-Hans").message, "展开步数必须是 1 到 60 的整数。");
  const clip = { expected: "number_above_or_null", low: 0 };
  assert.equal(
    shown({ code: "out_of_range", field: "optimizer.clip_norm", params: clip }).message,
    "Clip gradient must be a number above 0, or empty.",
  );
  const allowed = { choices: ["sliding_window", "chunks"], task: "sunspots" };
  assert.equal(
    shown({ code: "not_for_task", field: "schedule.name", params: allowed }).message,
    "Windows must be one of these for the task Sunspots: sliding by 1, chunks of k.",
  );
});

test("what a reader has written is shown as it is", () => {
  speak("zh-Hans");
  const asked = { code: "not_an_addition", field: "text", message: "" };
  const words = (text) => problemWords({ ...asked, params: { text } });
  assert.equal(words("5+"), "“5+”不是像 5+9 这样的加法。");
  assert.equal(words("{field} <b>"), "“{field} <b>”不是像 5+9 这样的加法。");
});

test("why runs are not kept is told in the page's language", () => {
  speak("zh-Hans");
  const notice = { code: "disk_full", params: { path: "/data/a: b.db" }, message: "" };
  assert.match(problemWords(notice), /^训练无法保存到 \/data\/a: b\.db：磁盘已满。/);
});

test("a problem that the page does not know is told in the server's words", () => {
  speak("zh-Hans");
  const strange = { code: "full_moon", params: {}, message: "The moon is full." };
  assert.equal(errorWords(new ApiError(strange, 422)), "The moon is full.");
});
