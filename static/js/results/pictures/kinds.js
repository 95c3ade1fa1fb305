// The pictures that only some tasks have: they are fetched when a task needs one.
import { figurePicture } from "../figure.js";
import { improvisePicture } from "./improvise.js";
import { likeliestPicture } from "./likeliest.js";
import { rollPicture } from "./roll.js";
import { folded, rowsPicture } from "./rows.js";
import { textPicture } from "./text.js";
import { wordsPicture } from "./words.js";

const examples = folded(rowsPicture, "rows.all");

/** @type {Record<string, import("../pictures.js").Create[]>} */
export const KINDS = {
  confusion: [figurePicture("confusion", []), wordsPicture, examples],
  table: [rowsPicture],
  roll: [rollPicture, folded(improvisePicture, "improvise.title")],
  words: [wordsPicture, examples],
  text: [textPicture, folded(likeliestPicture, "likeliest.title")],
};
