// What the address asks for, asked for at once: these requests are under way while the rest of the
// page, and Plotly, are still being read.

import { byAddress, openRun } from "./runs/opening.js";
import { readSettings } from "./state/settings.js";
import { readTracks } from "./state/tracks.js";
import { parse } from "./state/url.js";
import { getTasks } from "./wire/server.js";

readTracks();
readSettings();
export const { values, bad } = parse(location.search);
export const tasks = getTasks();
export const opened = openRun(byAddress(values), Number(values.update ?? 1));

// Whoever awaits them hears of a failure; until then it is not an unhandled one.
for (const answer of [tasks, opened]) answer.catch(() => {});
