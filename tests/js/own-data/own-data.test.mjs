// Data of a reader's own: columns and their roles, the line of a series, words, requests.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, test } from "node:test";
import { setStrings } from "../../../static/js/lib/strings.js";
import { across, pathOf } from "../../../static/js/own-data/curve.js";
import { datesOf, ROLES, roleOf, withRole } from "../../../static/js/own-data/roles.js";
import { Upload } from "../../../static/js/own-data/upload.js";
import {
  factsOf,
  privacyWords,
  quoted,
  remarksOf,
  reportOf,
  scaleWords,
  sizeWords,
} from "../../../static/js/own-data/words.js";

const locale = new URL("../../../static/locales/en.json", import.meta.url);
setStrings(JSON.parse(readFileSync(locale, "utf8")), "en");

const ORDER = ["month", "load", "heat", "flag"];
const PARTS = { date: "month", label: "", targets: ["load"], inputs: ["load", "heat"] };

test("each column plays the role that the choices give it", () => {
  assert.deepEqual(
    ORDER.map((name) => roleOf(name, PARTS)),
    ["when", "both", "read", "unused"],
  );
});

test("a role that is given is the role that is had, and of the others only 'when' is taken away", () => {
  for (const name of ORDER) {
    for (const role of ROLES.series) {
      const changes = withRole(PARTS, name, role, ORDER);
      const parts = { ...PARTS, ...changes };
      assert.equal("date" in changes, parts.date !== PARTS.date);
      assert.equal(roleOf(name, parts), role);
      for (const other of ORDER.filter((one) => one !== name)) {
        const lost = role === "when" && other === PARTS.date;
        assert.equal(roleOf(other, parts), lost ? "unused" : roleOf(other, PARTS));
      }
    }
  }
});

test("of labelled sequences one column says the class", () => {
  const order = ["text", "mood", "part"];
  const parts = { date: "", label: "mood", targets: [], inputs: ["text"] };
  assert.deepEqual(
    order.map((name) => roleOf(name, parts)),
    ["read", "label", "unused"],
  );
  const changes = withRole(parts, "part", "label", order);
  assert.deepEqual(changes, { label: "part", targets: [], inputs: ["text"] });
  assert.equal(withRole(parts, "mood", "read", order).label, "");
});

test("dates that are put together come from all of their columns", () => {
  const columns = ["year", "month", "value"].map((name) => ({ name }));
  const choices = { date: "year" };
  const notes = [["date_parts", "year, month"]];
  assert.deepEqual(datesOf({ choices, columns, notes }), ["year", "month"]);
  assert.deepEqual(datesOf({ choices, columns, notes: [] }), ["year"]);
  const plain = { choices, columns, header: false, notes: [["date_parts", "1, 2"]] };
  assert.deepEqual(datesOf(plain), ["year", "month"]);
  assert.deepEqual(datesOf({ choices: { date: "" }, columns, notes: [] }), []);
});

test("columns stand in the order of the table, whatever was chosen first", () => {
  const { targets, inputs } = withRole(PARTS, "heat", "both", ORDER);
  assert.deepEqual(
    [targets, inputs],
    [
      ["load", "heat"],
      ["load", "heat"],
    ],
  );
  assert.deepEqual(withRole(PARTS, "month", "both", ORDER).targets, ["month", "load"]);
});

test("the line goes from the lowest value to the highest, each at its row", () => {
  assert.equal(
    pathOf({ rows: [0, 5, 10], values: [1, 3, 2] }, 11),
    "M0.0 100.0L500.0 0.0L1000.0 50.0",
  );
  assert.equal(pathOf({ rows: [0, 1], values: [2, 2] }, 2), "M0.0 50.0L1000.0 50.0");
  assert.equal(pathOf({ rows: [], values: [] }, 0), "");
  assert.equal(across(0, 1), 0);
});

test("what a reader typed is cut, and keeps its direction to itself", () => {
  assert.equal(quoted("שלום"), "\u2068שלום\u2069");
  assert.equal(quoted("a".repeat(99)), `${"a".repeat(59)}…`);
  assert.equal(quoted(12), 12);
});

test("the report tells everything, the preview what is not seen", () => {
  const notes = [
    ["rows", 80],
    ["missing", 2],
    ["column", "height"],
    ["semicolons", ""],
  ];
  assert.equal(
    reportOf(notes),
    "80 rows, 2 missing, filled linearly, column height, cells separated by semicolons.",
  );
  assert.deepEqual(remarksOf(notes), ["2 missing, filled linearly"]);
});

test("facts of a table and of a text", () => {
  const table = { rows: 1440, columns: [{}, {}], text: null, labelled: null, header: false };
  const notes = [
    ["tabs", ""],
    ["missing", 1],
  ];
  assert.deepEqual(factsOf({ ...table, notes }), [
    "1,440 rows",
    "2 columns",
    "cells separated by tabs",
    "no header",
  ]);
  const text = { count: 7495, characters: ["a", "b"], head: "ab" };
  const facts = factsOf({ ...table, columns: [], header: null, text, notes: [] });
  assert.deepEqual(facts, ["7,495 letters", "2 different ones"]);
});

test("the ends of a scale are as fine as it takes to tell them apart", () => {
  assert.deepEqual(scaleWords(0.00979, 2000), ["0", "2000"]);
  assert.deepEqual(scaleWords(-3.1234, 2.5678), ["−3.12", "2.57"]);
  assert.deepEqual(scaleWords(104, 622), ["104", "622"]);
  assert.deepEqual(scaleWords(2e15, 3e15), ["2.000 × 10¹⁵", "3.000 × 10¹⁵"]);
  assert.deepEqual(scaleWords(0, 1e-7), ["0", "1.000 × 10⁻⁷"]);
});

test("sizes, and who can see the data at which server", () => {
  assert.deepEqual([999, 12_345, 1e6].map(sizeWords), ["999 B", "12.3 kB", "1 MB"]);
  const here = privacyWords({ host: "localhost:8000", hostname: "localhost" });
  const there = privacyWords({ host: "class.example:8000", hostname: "class.example" });
  assert.match(here, /localhost:8000 and nowhere else/);
  assert.match(there, /class\.example:8000.*everyone who can open this page/);
});

const PREVIEW = { questions: [], columns: [], choices: {} };
const QUESTION = {
  choice: "decimal",
  column: "x",
  text: "1.109",
  values: ["point", "comma"],
  readings: [],
};
const fetched = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = fetched;
});

/** Answer requests one by one. @returns what was asked, and how to answer it */
function server() {
  const asked = [];
  globalThis.fetch = (path, { body }) =>
    new Promise((resolve) => {
      const answer = (value, status = 200) =>
        resolve({ ok: status < 400, status, json: async () => value });
      asked.push({ path, body: JSON.parse(body), answer });
    });
  return asked;
}

const settled = () => new Promise((done) => setTimeout(done, 5));

test("what is brought last is what is shown, whenever its answer comes", async () => {
  const asked = server();
  const upload = new Upload();
  upload.bring("series", { text: "1" });
  await settled();
  upload.bring("series", { text: "2" });
  await settled();
  assert.equal(upload.ready.value, false);
  asked[1].answer({ ...PREVIEW, rows: 2 });
  asked[0].answer({ ...PREVIEW, rows: 1 });
  await settled();
  assert.equal(upload.preview.value.rows, 2);
  assert.equal(upload.ready.value, true);
});

test("a file goes as bytes in base64, under its name", async () => {
  const asked = server();
  const upload = new Upload();
  upload.bring("text", { name: "n".repeat(300), size: 3, file: Promise.resolve("AAEC") });
  await settled();
  assert.equal(asked[0].path, "api/datasets/preview");
  assert.deepEqual(asked[0].body, {
    kind: "text",
    file: "AAEC",
    name: "n".repeat(200),
    choices: {},
  });
});

test("a question that is answered can be answered otherwise, until other data come", async () => {
  const asked = server();
  const upload = new Upload();
  upload.bring("series", { text: "1" });
  await settled();
  asked[0].answer({ ...PREVIEW, questions: [QUESTION] });
  await settled();
  assert.equal(upload.ready.value, false);
  upload.choose({ decimal: "comma" });
  await settled();
  assert.deepEqual(asked[1].body.choices, { decimal: "comma" });
  asked[1].answer(PREVIEW);
  await settled();
  assert.deepEqual(upload.questions.value, [QUESTION]);
  assert.equal(upload.ready.value, true);
  upload.bring("series", { text: "2" });
  assert.deepEqual([upload.questions.value, upload.choices.value], [[], {}]);
});

test("what is refused says so beside what was changed, and an emptied text is no problem", async () => {
  const asked = server();
  const upload = new Upload();
  upload.bring("series", { text: "1" });
  await settled();
  asked[0].answer({ ...PREVIEW, rows: 1 });
  await settled();
  upload.choose({ targets: ["y"] });
  await settled();
  asked[1].answer({ error: { code: "x", params: {}, message: "no", field: "text" } }, 422);
  await settled();
  assert.deepEqual([upload.error.value.code, upload.about.value], ["x", "choices"]);
  assert.equal(upload.preview.value.rows, 1);
  assert.equal(upload.ready.value, false);
  upload.type(" \n");
  assert.deepEqual(
    [upload.error.value, upload.preview.value, upload.waiting.value],
    [null, null, false],
  );
});
