// Puts the page together: state, recording, player, views. Requests leave before anything is drawn.
import { effect } from "../vendor/signals-core.mjs";
import { makeDisclosure } from "./chrome/disclosure.js";
import { mountHeader } from "./chrome/header.js";
import { startKeyboard } from "./chrome/keyboard.js";
import { mountNotice } from "./chrome/notice.js";
import { mountRunMenu } from "./chrome/run-menu.js";
import { startBig } from "./draw/projector.js";
import { startTheme } from "./draw/theme.js";
import { mountInspector } from "./inspector/inspector.js";
import { find } from "./lib/dom.js";
import { readStrings, t } from "./lib/strings.js";
import { createLooper } from "./playback/looper.js";
import { Player } from "./playback/player.js";
import { Recording } from "./playback/recording.js";
import { mountPlayerBar } from "./player/bar.js";
import { bad, opened, tasks, values } from "./prefetch.js";
import { mountLimits } from "./results/limits.js";
import { mountResults } from "./results/results.js";
import { showValues, startAddress, toAddress } from "./runs/address.js";
import { byAddress, byConfig } from "./runs/opening.js";
import { position, Session } from "./runs/sessions.js";
import { mountScore } from "./score/score.js";
import { mountConfigPanel } from "./settings/panel.js";
import { mountPseudocode } from "./side/pseudocode.js";
import { createPane } from "./state/pane.js";
import { WHOLE } from "./state/positions.js";
import { createShared } from "./state/shared.js";
import { Connection } from "./wire/connection.js";
import { getTasks } from "./wire/server.js";

/** @import { RunConfig, State } from "./state/pane.js"
 * @import { Values } from "./state/url.js" */

/** @param {Values} values @returns {import("./state/positions.js").Position} */
function positionOf({ update, step }) {
  return { update: Number(update ?? 1), step: typeof step === "number" ? step : WHOLE };
}

/** Settles when Plotly's classic script, which loads beside this module, has run.
 * @returns {Promise<void>} */
function plotlyLoaded() {
  if ("Plotly" in globalThis) return Promise.resolve();
  const script = find("#plotly");
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", reject);
  });
}

function start() {
  readStrings();
  const shared = createShared();
  const state = { ...shared, ...createPane(shared) };
  showValues(state, values);
  const theme = startTheme(state, /** @type {"light" | "dark" | null} */ (values.theme ?? null));
  startBig(state);
  const failed = (/** @type {unknown} */ error) => session.recover(error);
  const connection = new Connection(state, getTasks);
  const recording = new Recording(state, connection, failed);
  const player = new Player(state, recording, failed);
  const looper = createLooper(state, player);
  const session = new Session(state, recording, connection);
  session.start(byAddress(values), positionOf(values), byAddress({}), opened, values.run);
  session.readTasks(tasks);
  if (bad.length > 0) {
    const keys = bad.join(", ");
    state.notice.value = { kind: "warning", message: t("notice.url", { keys }) };
  }

  const { lang = null, hide = null } = values;
  const fixed = (changes = {}) => ({ lang, hide, theme: theme.chosen(), ...changes });
  const keyboard = startKeyboard(state, player, looper, theme.toggle);
  mountHeader(find("#actions"), state, {
    address: (changes) => toAddress(state, fixed(changes)),
    toggleTheme: theme.toggle,
    showKeys: keyboard.show,
  });
  mountRunMenu(find("#runs"), state, connection, (ask) => session.open(ask, position(state)));
  mountNotice(find("#notice"), state);
  const submit = (/** @type {RunConfig} */ config) =>
    state.applyFrom.peek() === "here"
      ? session.fork(config)
      : session.open(byConfig(config), position(state, config));
  mountConfigPanel(find("#config"), state, submit, async (learn) => {
    try {
      const { openOwnData } = await import("./own-data/dialog.js");
      await openOwnData(learn);
    } catch {
      state.notice.value = { kind: "error", message: t("notice.module") };
    }
  });
  mountPlayerBar(find("#player"), state, player, looper);
  mountPseudocode(find("#pseudocode"), state, player);
  mountInspector(find("#inspector"), state, {
    edit: (edits) => session.edit(edits),
    undo: () => session.undo(),
  });
  startAddress(state, fixed, (earlier) => {
    showValues(state, earlier);
    return session.open(byAddress(earlier), positionOf(earlier));
  });
  effect(() => {
    const waiting = state.busy.value || state.seeking.value !== null;
    document.documentElement.toggleAttribute("data-busy", waiting);
  });
  mountFigures(state);
}

/** What is drawn by Plotly, when it is there. @param {State} state */
async function mountFigures(state) {
  try {
    await plotlyLoaded();
  } catch {
    state.notice.value = { kind: "error", message: t("notice.plotly") };
    return;
  }
  find("#score").replaceChildren();
  mountScore(find("#score"), state);
  mountResults(find("#results"), state);
  mountLimits(find("#limits"), state);
  makeDisclosure("#pseudocode");
  makeDisclosure("#inspector", () => state.inspected.value.length > 0);
  makeDisclosure("#results");
  makeDisclosure("#limits", undefined, { folded: true });
}

start();
