// The settings as the server describes them; tests/runs/config/test_settings.py keeps the file.
import { readFileSync } from "node:fs";
import { setSettings } from "../../static/js/state/settings.js";

setSettings(JSON.parse(readFileSync(new URL("../data/settings.json", import.meta.url), "utf8")));
