// Tunes as sound: an oscillator and its envelope for each note, all scheduled ahead.

/** @typedef {import("./notes.js").Note} Note */

const QUARTER = 0.5; // seconds: 120 quarter notes a minute
const LOUDNESS = 0.12;
const [ATTACK, RELEASE] = [0.015, 0.08]; // seconds

/** Play a tune, and tell of each note when it begins and of the end. Without a sound device nothing is
 * heard, but all is told. Returns the function that stops it.
 * @param {Note[]} tune @param {(place: number) => void} onNote @param {() => void} onEnd */
export function playTune(tune, onNote, onEnd) {
  const context = openContext();
  const last = tune.at(-1);
  const end = last ? (last.start + last.length) * QUARTER : 0;
  const timers = tune.map(({ start }, i) => setTimeout(onNote, start * QUARTER * 1000, i));
  timers.push(setTimeout(finish, end * 1000 + 200));
  if (context) for (const note of tune) schedule(context, note);

  function stop() {
    for (const timer of timers) clearTimeout(timer);
    context?.close().catch(() => {});
  }

  function finish() {
    stop();
    onEnd();
  }

  return stop;
}

function openContext() {
  try {
    return new AudioContext();
  } catch {
    return null;
  }
}

/** @param {BaseAudioContext} context @param {Note} note */
export function schedule(context, { pitch, start, length }) {
  if (pitch === null) return;
  const from = context.currentTime + 0.05 + start * QUARTER;
  const to = from + length * QUARTER;
  const oscillator = new OscillatorNode(context, { type: "triangle", frequency: hertz(pitch) });
  const { gain } = connected(context, oscillator);
  gain.setValueAtTime(0, from);
  gain.linearRampToValueAtTime(LOUDNESS, from + ATTACK);
  gain.setValueAtTime(LOUDNESS, to - RELEASE);
  gain.linearRampToValueAtTime(0, to);
  oscillator.start(from);
  oscillator.stop(to);
}

/** @param {BaseAudioContext} context @param {OscillatorNode} oscillator */
function connected(context, oscillator) {
  const volume = new GainNode(context, { gain: 0 });
  oscillator.connect(volume).connect(context.destination);
  return volume;
}

/** Equal temperament; MIDI's note 69 is the A of 440 Hz. @param {number} pitch */
const hertz = (pitch) => 440 * 2 ** ((pitch - 69) / 12);
