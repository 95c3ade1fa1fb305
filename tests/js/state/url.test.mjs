import "../settings.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromConfig, toConfig } from "../../../static/js/runs/config.js";
import { DEFAULT_SPEED } from "../../../static/js/state/speeds.js";
import { setTracks } from "../../../static/js/state/tracks.js";
import { parse, rows, serialise } from "../../../static/js/state/url.js";

setTracks(["graph", "norms"].map((name) => ({ name, shown: false, drawing: "figure" })));
const DEFAULTS = {
  task: { name: "sunspots" },
  cell: "rnn",
  activation: "tanh",
  hidden_size: 8,
  sequence_type: "many_to_one",
  output_activation: "identity",
  schedule: { name: "sliding_window", k: 12, carry_state: false },
  loss: "mse",
  optimizer: { name: "sgd", learning_rate: 0.1, clip_norm: null },
  initializer: { name: "uniform", gain: 1 },
  seed: 0,
  updates: 5000,
};
const defaults = fromConfig(DEFAULTS);

test("every key of the table is written once", () => {
  const keys = rows().map((row) => row.key);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(keys.length, 42);
});

test("a page at its defaults has a bare address", () => {
  assert.equal(serialise({ ...defaults, update: 1, step: null, view: "unrolled" }, defaults), "");
});

test("what differs is written, and read back as it was", () => {
  const values = {
    ...defaults,
    k: 20,
    rate: 0.05,
    clip: 2.5,
    carry: true,
    seed: 4294967295,
    update: 340,
    step: 0,
    view: "compressed",
    tracks: ["norms", "graph"],
    speed: 0,
    loop: [100, 200],
    lang: "zh-Hans",
    theme: "dark",
    big: true,
    hide: ["config", "side"],
  };
  const search = serialise(values, defaults);
  const { values: read, bad } = parse(search);
  assert.deepEqual(bad, []);
  assert.deepEqual({ ...defaults, ...read }, values);
  assert.match(search, /tracks=norms,graph&speed=step2&loop=100-200/);
});

test("another task is written though it is its own default", () => {
  assert.equal(serialise({ task: "sine" }, { task: "sine" }), "?task=sine");
  assert.equal(serialise({ task: "sunspots" }, { task: "sunspots" }), "");
});

test("none is written where the default is a number", () => {
  const search = serialise({ clip: null }, { clip: 5 });
  assert.equal(search, "?clip=off");
  assert.equal(parse(search).values.clip, null);
});

test("values out of range and unknown keys are dropped and named", () => {
  const { values, bad } = parse(
    "?k=61&m=0&rate=NaN&f=gelu&seed=-1&update=1.5&tracks=graph,graph&speed=6&nonsense=1&carry=yes&gain=0&forget=101&clip=0",
  );
  assert.deepEqual(values, {});
  assert.deepEqual(bad.sort(), [
    "carry",
    "clip",
    "f",
    "forget",
    "gain",
    "k",
    "m",
    "nonsense",
    "rate",
    "seed",
    "speed",
    "tracks",
    "update",
  ]);
});

test("a speed is named, and a loop has two ends in order", () => {
  assert.deepEqual(parse("?speed=8x").values, { speed: DEFAULT_SPEED });
  assert.deepEqual(parse("?loop=7-7").values, { loop: [7, 7] });
  for (const text of ["speed=3", "speed=3x", "loop=9-8", "loop=0-8", "loop=8", "loop=1-2-3"]) {
    assert.deepEqual(parse(`?${text}`), { values: {}, bad: [text.split("=")[0]] });
  }
});

test("the ends of ranges are legal", () => {
  const { values, bad } = parse(
    "?k=60&m=1&rate=1000&seed=0&gain=100&zbias=-100&updates=20000&step=0",
  );
  assert.deepEqual(bad, []);
  assert.deepEqual(values, {
    k: 60,
    m: 1,
    rate: 1000,
    seed: 0,
    gain: 100,
    zbias: -100,
    updates: 20000,
    step: 0,
  });
});

test("an address becomes the part of a config that it names", () => {
  const { values } = parse("?k=5&rate=0.01&out=tanh&update=9");
  assert.deepEqual(toConfig(values), {
    task: { name: "sunspots" },
    schedule: { k: 5 },
    output_activation: "tanh",
    optimizer: { learning_rate: 0.01 },
  });
});
