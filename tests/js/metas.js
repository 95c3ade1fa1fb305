// What tracks of a vanilla RNN say to the page, as the server's templates do; 12 steps, the last answers.
const norm = { name: "tooltip.norm", at: "grad_hidden_norm[t,b]" };
const units = (array, symbol, start) => ({
  name: `${symbol}_{t}[{i}]`,
  at: `${array}[t,b]`,
  start: `${start}[b]`,
  block: array,
});
const beside = (array, other, symbol) => ({
  ...{ name: `${symbol}_{t}[{i}]`, at: `${other}[t,b]`, block: array, beside: true },
});
const block = (array, start) => ({ array, start, symbol: "", rows: 8, top: 0, height: 1 });
const ask = (what, first = 0, last = 12) => ({ what, first, last });
const { block: _, ...all } = units("hidden", "h", "initial_hidden");

export const metas = {
  series: (answered) => ({
    tooltip: [
      { name: "x_{t}", at: "inputs[t,b]", form: "now", first: 1, last: answered },
      ...["y", "p"].map((name, i) => ({
        ...{ name: `${name}_{t}`, at: `${["outputs", "targets"][i]}[t,b,0]`, form: "next" },
        ...{ first: answered, last: answered },
      })),
      { name: "e_{t}", at: "errors[t,b,0]", form: "difference", first: answered, last: answered },
    ],
    asks: [ask("outputs", answered, answered), ask("inputs", 1, answered)],
  }),
  hidden: {
    tooltip: [units("hidden", "h", "initial_hidden"), beside("hidden", "preactivation", "a")],
    table: [{ name: "h {i}", at: "hidden[t,b]", start: "initial_hidden[b]" }],
    blocks: [block("hidden", "initial_hidden")],
    asks: [ask("hidden")],
  },
  grad_hidden: {
    tooltip: [
      units("grad_hidden", "∂L/∂h", "grad_initial_hidden"),
      beside("grad_hidden", "delta", "δ"),
    ],
    blocks: [block("grad_hidden", "grad_initial_hidden")],
  },
  norms: {
    tooltip: [norm, { name: "tooltip.delta", at: "summary.delta_norm[t,b]" }],
    asks: [ask("grad_hidden")],
  },
  graph: {
    tooltip: [{ name: "tooltip.mean", at: "summary.hidden_mean[t,b]" }, all, norm],
    asks: [ask("hidden")],
    picks: {
      x: ask("inputs"),
      p: ask("targets"),
      e: ask("errors"),
      W_h: { ...ask("parameter"), name: "W_h", index: [0, 0] },
    },
  },
};
