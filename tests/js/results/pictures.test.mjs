// What the pictures of tasks are drawn from: words that are cut, notes that are read, refusals.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  abridged,
  countRight,
  endOf,
  isSeveral,
  isSpelt,
  marked,
} from "../../../static/js/results/pictures/answers.js";
import {
  lengthOf,
  parseNote,
  pitchName,
  pitchRows,
  tuneOf,
} from "../../../static/js/results/pictures/notes.js";
import { LatestRequest } from "../../../static/js/wire/latest-request.js";

const letters = (text) => [...text];

test("of more than twelve words the first three and the last three are left", () => {
  assert.deepEqual(abridged(letters("abcdefghijkl")), letters("abcdefghijkl"));
  assert.deepEqual(abridged(letters("abcdefghijklm")), letters("abc…klm"));
  const numbers = letters("abcdefghijklm").map((_, i) => `0.${i} ${Number(i === 4 || i === 9)}`);
  assert.deepEqual(abridged(numbers), ["…", "0.4 1", "…", "0.9 1", "…"]);
});

test("a sequence is right as a whole, of a stream every step counts", () => {
  const row = (right) => ({ inputs: [], targets: right.map(String), outputs: [], right });
  assert.deepEqual(countRight([row([true, true]), row([true, false])]), { right: 1, all: 2 });
  const stream = row(Array.from({ length: 100 }, (_, i) => i % 4 > 0));
  assert.deepEqual(countRight([stream]), { right: 75, all: 100 });
  assert.equal(endOf(stream).right.length, 24);
  assert.equal(endOf(stream).targets.at(-1), "true");
});

test("wrong words are marked, and none where it is not known yet", () => {
  const row = { inputs: [], targets: ["a", "b"], outputs: ["a", "c"], right: [true, false] };
  assert.deepEqual(
    marked(row).map(({ wrong }) => wrong),
    [false, true],
  );
  assert.deepEqual(
    marked({ ...row, right: [] }).map(({ wrong }) => wrong),
    [false, false],
  );
});

test("letters and bits stand together, numbers of one step under each other", () => {
  assert.equal(isSpelt(["0", "1", "…"]), true);
  assert.equal(isSpelt(["0.5", "1"]), false);
  assert.equal(isSeveral("0.5 1", []), true);
  assert.equal(isSeveral("Ode to Joy", ["Ode to Joy"]), false);
});

test("a note is a pitch and a length", () => {
  assert.deepEqual(parseNote("C4:1.5"), { pitch: 60, length: 1.5 });
  assert.deepEqual(parseNote("A#3:2"), { pitch: 58, length: 2 });
  assert.deepEqual(parseNote("Ode to Joy"), { pitch: null, length: 1 });
  assert.equal(pitchName(58), "A#3");
});

test("notes follow each other", () => {
  const tune = tuneOf(["C4:1.5", "a title", "G4:0.5"]);
  assert.deepEqual(
    tune.map(({ start }) => start),
    [0, 1.5, 2.5],
  );
  assert.equal(lengthOf(tune), 3);
  assert.equal(lengthOf([]), 0);
  assert.deepEqual(pitchRows(tune), [67, 60, null]);
});

test("only the latest question is answered, and after its pause", async () => {
  const [shown, asked] = [[], []];
  const request = new LatestRequest();
  const ask = (wait, word) =>
    request.send(
      wait,
      async () => {
        asked.push(word);
        return word;
      },
      (answer) => shown.push(answer),
      () => shown.push("failed"),
    );
  await Promise.all([ask(5, "one"), ask(0, "two"), ask(5, "three")]);
  assert.deepEqual(shown, ["three"]);
  assert.equal(asked.includes("one"), false);
  const last = ask(5, "four");
  request.cancel();
  await last;
  assert.deepEqual(shown, ["three"]);
});
