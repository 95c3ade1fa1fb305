import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Connection, delay } from "../../../static/js/wire/connection.js";
import { ApiError } from "../../../static/js/wire/server.js";
import { signal } from "../../../static/vendor/signals-core.mjs";

const offline = () => new ApiError({ code: "offline", message: "no answer" }, 0);
/** Lets everything go on that waits for no timer. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A server that can be away, and a page that listens to it. */
function setUp() {
  const server = { there: true, asked: 0, pinged: 0 };
  const answer = async (key) => {
    server[key] += 1;
    if (!server.there) throw offline();
    return "answer";
  };
  const state = { lost: signal(false) };
  const connection = new Connection(state, () => answer("pinged"));
  return { server, state, connection, ask: () => answer("asked") };
}

beforeEach(() => {
  globalThis.document = Object.assign(new EventTarget(), { hidden: false });
  globalThis.addEventListener = () => {};
  globalThis.removeEventListener = () => {};
  mock.timers.enable({ apis: ["setTimeout"] });
});
afterEach(() => mock.timers.reset());

test("attempts grow apart up to eight seconds", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 99].map(delay), [500, 1000, 2000, 4000, 8000, 8000, 8000]);
});

test("who asks while nobody is there has the answer when somebody is", async () => {
  const { server, state, connection, ask } = setUp();
  server.there = false;
  const answers = [connection.reach(ask), connection.reach(ask)];
  await settle();
  assert.equal(state.lost.value, true);
  for (const time of [500, 1000, 2000]) {
    mock.timers.tick(time - 1);
    await settle();
    const before = server.pinged;
    mock.timers.tick(1);
    await settle();
    assert.equal(server.pinged, before + 1);
  }
  assert.equal(server.asked, 2);
  server.there = true;
  mock.timers.tick(4000);
  assert.deepEqual(await Promise.all(answers), ["answer", "answer"]);
  assert.equal(state.lost.value, false);
});

test("a refusal is an answer", async () => {
  const { state, connection } = setUp();
  const refusal = new ApiError({ code: "invalid_config", message: "no" }, 422);
  await assert.rejects(
    connection.reach(() => Promise.reject(refusal)),
    refusal,
  );
  assert.equal(state.lost.value, false);
});

test("who does not want the answer any more is let go", async () => {
  const { server, connection, ask } = setUp();
  server.there = false;
  const abort = new AbortController();
  const answer = connection.reach(ask, abort.signal);
  await settle();
  abort.abort();
  await assert.rejects(answer, { name: "AbortError" });
});

test("a hidden tab asks nothing, and at once when it is seen again", async () => {
  const { server, state, connection, ask } = setUp();
  server.there = false;
  const answer = connection.reach(ask);
  await settle();
  document.hidden = true;
  mock.timers.tick(60_000);
  await settle();
  assert.equal(server.pinged, 0);
  server.there = true;
  document.hidden = false;
  document.dispatchEvent(new Event("visibilitychange"));
  assert.equal(await answer, "answer");
  assert.equal(state.lost.value, false);
});

test("another answer ends the waiting", async () => {
  const { server, state, connection, ask } = setUp();
  server.there = false;
  const answer = connection.reach(ask);
  await settle();
  server.there = true;
  connection.found();
  assert.equal(await answer, "answer");
  assert.equal(state.lost.value, false);
  assert.equal(server.pinged, 0);
});
