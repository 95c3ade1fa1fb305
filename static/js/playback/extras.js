// Costly fields are asked for only while a track shows them: the frame on screen is fetched again
// when one is shown for which it lacks something.
import { effect, untracked } from "../../vendor/signals-core.mjs";
import { holds } from "../state/pane.js";

/** @param {import("../state/pane.js").State} state @param {import("./player.js").Player} player
 * @returns {() => void} */
export function startExtras(state, player) {
  return effect(() => {
    const extras = state.extras.value;
    const frame = state.frame.value;
    if (!frame || holds(frame, extras)) return;
    untracked(() => player.seek(frame.update, state.step.peek()));
  });
}
