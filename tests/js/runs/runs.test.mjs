import "../settings.mjs";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { formatAge, setStrings } from "../../../static/js/lib/strings.js";
import { familyOf, forest, runsOf, together } from "../../../static/js/runs/family.js";
import { forkOf, settingsEdits, withForkable } from "../../../static/js/runs/forks.js";
import { describeFork, describeRun, runLabel } from "../../../static/js/runs/wording.js";
import { trainerAt } from "../../../static/js/state/pane.js";
import { parse, serialise } from "../../../static/js/state/url.js";

const CONFIG = {
  task: { name: "sunspots" },
  cell: "rnn",
  activation: "tanh",
  hidden_size: 8,
  schedule: { name: "sliding_window", k: 12, carry_state: false },
  optimizer: { name: "sgd", learning_rate: 0.1, clip_norm: null },
  detached: [],
  seed: 0,
};
const TASKS = [{ name: "sunspots", title: "Sunspots", defaults: CONFIG }];

const speak = (lang) => {
  const path = new URL(`../../../static/locales/${lang}.json`, import.meta.url);
  setStrings(JSON.parse(readFileSync(path, "utf8")), lang);
};
const made = (number) => new Date(Date.UTC(2030, 0, 1, 0, number)).toISOString();
const root = (id, number, config = CONFIG) => ({
  id,
  name: null,
  created: made(number),
  config,
  fork: null,
});
const fork = (id, number, parent, update, edits = {}, config = CONFIG) => ({
  ...root(id, number, config),
  fork: { parent, update, edits },
});
const plain = (text) => text.replaceAll("\u00a0", " ");
const ids = (branch) => runsOf(branch).map(({ id }) => id);

test("forks hang under their parents, in the order of their updates, then of their making", () => {
  const runs = [
    fork("late", 6, "a", 900),
    fork("deep", 5, "early", 400),
    fork("second", 4, "a", 340),
    fork("early", 3, "a", 340),
    root("b", 2),
    root("a", 1),
  ];
  const tops = forest(runs);
  assert.deepEqual(
    tops.map(({ run }) => run.id),
    ["b", "a"],
  );
  assert.deepEqual(ids(tops[1]), ["a", "early", "deep", "second", "late"]);
  const { family, others } = familyOf(tops, "deep");
  assert.equal(family.run.id, "a");
  assert.deepEqual(others.flatMap(ids), ["b"]);
});

test("no run, one run, and a thousand forks", () => {
  assert.deepEqual(forest([]), []);
  assert.deepEqual(familyOf([], undefined), { family: null, others: [] });
  const forks = Array.from({ length: 1000 }, (_, i) => fork(`f${i}`, i + 1, "a", i + 1));
  const [top, ...rest] = forest([...forks.reverse(), root("a", 0)]);
  assert.equal(rest.length, 0);
  assert.equal(top.forks.length, 1000);
  assert.equal(top.forks[0].run.id, "f0");
});

test("a fork whose parent is not told stands at the top; the lineage on screen mends that", () => {
  const told = [fork("c", 3, "b", 9), root("other", 2)];
  assert.deepEqual(
    forest(told).map(({ run }) => run.id),
    ["c", "other"],
  );
  const siblings = [fork("d", 4, "b", 12), ...told];
  assert.deepEqual(familyOf(forest(siblings), "other").others.flatMap(ids), ["d"]);
  const lineage = [fork("c", 3, "b", 9), fork("b", 1, "a", 5), root("a", 0)];
  const tops = forest(together(told, lineage));
  assert.deepEqual(ids(familyOf(tops, "c").family), ["a", "b", "c"]);
});

test("a fork is described by its edits, in both languages", () => {
  const told = (edits, update = 340) => describeFork({ parent: "a", update, edits });
  speak("en");
  assert.equal(told({ optimizer: { learning_rate: 0.1 * 3 } }), "from 340: learning rate 0.3");
  assert.equal(
    told({ params: [{ name: "W_h", index: [0, 1], value: 0.5 }] }, 1200),
    "from 1,200: W_h[0,1] = 0.5",
  );
  assert.equal(told({ params: [{ name: "b_h", value: [0, 0] }] }), "from 340: other b_h");
  assert.equal(
    told({ optimizer: { name: "adam", clip_norm: null }, schedule: { carry_state: true } }),
    "from 340: Adam, no clipping, state carried over",
  );
  assert.equal(told({ detached: [3, 5] }), "from 340: gradient cut at t = 3, 5");
  const steps = [1, 2, 3, 4].map((t) => ({ t, index: 0, value: 0 }));
  assert.equal(told({ inputs: steps }), "from 340: x_1 = 0, x_2 = 0, x_3 = 0, 1 more");
  assert.equal(told({ targets: [{ t: 2, index: 1, value: 7 }] }), "from 340: p_2[1] = 7");
  speak("zh-Hans");
  assert.equal(
    told({ optimizer: { learning_rate: 0.01 }, schedule: { k: 6 } }),
    "自第 340 次起：学习率 0.01，k = 6",
  );
});

test("a run without a parent is described by its task and what is not usual in it", () => {
  speak("en");
  const other = { ...CONFIG, seed: 7, optimizer: { ...CONFIG.optimizer, learning_rate: 0.2 } };
  assert.equal(plain(describeRun(root("a", 0), TASKS)), "Sunspots · k = 12 · m = 8 · tanh");
  assert.equal(
    plain(describeRun(root("a", 0, other), TASKS)),
    "Sunspots · k = 12 · m = 8 · tanh · learning rate 0.2 · seed 7",
  );
  const gated = { ...CONFIG, cell: "lstm" };
  assert.equal(plain(describeRun(root("a", 0, gated), TASKS)), "Sunspots · k = 12 · m = 8 · LSTM");
  assert.equal(runLabel({ ...root("a", 0), name: "Mine" }, TASKS), "Mine");
});

test("ages are told in minutes and hours, after a day by the date", () => {
  speak("en");
  const now = new Date("2030-01-10T12:00:00Z");
  const ago = (minutes) => formatAge(new Date(now.getTime() - minutes * 60_000), now);
  assert.equal(ago(0.2), "now");
  assert.equal(ago(-3), "now"); // the server's clock may be ahead
  assert.match(ago(5), /^5.*ago/);
  assert.match(ago(180), /^3.*ago/);
  assert.match(ago(3 * 24 * 60), /Jan 7/);
});

test("edits are what a fork can change of what differs", () => {
  const other = {
    ...CONFIG,
    hidden_size: 4,
    schedule: { ...CONFIG.schedule, k: 6 },
    optimizer: { ...CONFIG.optimizer, clip_norm: 1 },
  };
  assert.deepEqual(settingsEdits(CONFIG, other), {
    schedule: { k: 6 },
    optimizer: { clip_norm: 1 },
  });
  assert.deepEqual(settingsEdits(CONFIG, structuredClone(CONFIG)), {});
  assert.deepEqual(withForkable(CONFIG, other), { ...other, hidden_size: 8 });
});

test("what a fork is asked for is what differs from the run that made the update", () => {
  const params = [{ name: "b_y", index: [0], value: 1 }];
  const slow = { ...CONFIG, optimizer: { ...CONFIG.optimizer, learning_rate: 0.01 } };
  const edits = { optimizer: { learning_rate: 0.01 }, params };
  const lineage = [root("a", 0), fork("b", 1, "a", 340, edits, slow)];
  assert.equal(trainerAt(lineage, 339).id, "a");
  assert.equal(trainerAt(lineage, 340).id, "b");

  const six = { ...slow, schedule: { ...slow.schedule, k: 6 } };
  const wanted = (update, config) => {
    const found = forkOf(lineage, update, config);
    return found && { of: found.parent.id, ...found.asked };
  };
  assert.deepEqual(wanted(341, six), { of: "b", update: 341, edits: { schedule: { k: 6 } } });
  assert.deepEqual(wanted(340, six), { of: "b", update: 340, edits: { schedule: { k: 6 } } });
  const back = { optimizer: { learning_rate: CONFIG.optimizer.learning_rate } };
  assert.deepEqual(wanted(340, CONFIG), { of: "b", update: 340, edits: back });
  assert.deepEqual(wanted(339, six).of, "a");
  assert.equal(wanted(500, slow), null);
});

test("a fork's address is its id; where edits hold from is in it too", () => {
  const { values, bad } = parse("?run=0123456789abcdef&from=here&opt=adam&update=9");
  assert.deepEqual(bad, []);
  assert.deepEqual(values, { run: "0123456789abcdef", from: "here", opt: "adam", update: 9 });
  assert.deepEqual(parse("?run=../x&from=there&opt=lion").bad, ["run", "from", "opt"]);
  assert.equal(
    serialise({ run: "0123456789abcdef", from: "start", update: 9 }, {}),
    "?run=0123456789abcdef&update=9",
  );
});
