// When the numbers of the tests' frames are known, as the server tells it of an LSTM of two directions.
const named = (moment, ...names) => Object.fromEntries(names.map((name) => [name, moment]));

export const moments = {
  ...named("forward", "hidden", "hidden_reverse", "cell_state", "i_reverse", "preactivation"),
  ...named("forward", "summary.hidden_mean", "summary.hidden_norm", "saturation"),
  ...named("forward", "singular_values"),
  ...named("outputs", "outputs"),
  ...named("error", "errors", "loss_per_step"),
  ...named("backward", "grad_hidden", "grad_hidden_reverse", "grad_hidden_norm", "delta"),
  ...named("backward", "delta_reverse", "grad_cell_state", "itemised", "running_sums"),
  ...named("backward", "summary.delta_norm", "summary.grad_cell_state_nan"),
  ...named("backward", "summary.norm_zero_reverse"),
  ...named("columns", "flow"),
  ...named("end", "grad_initial_hidden", "grad_initial_cell_state", "truncations"),
  ...named("end", "summary.grad_initial_hidden_norm"),
  ...named("sum", "grad_params", "grad_norm", "clipped_grad_norm", "summary.grad_params_largest"),
  ...named("update", "new_params", "train_metric", "held_out_metric"),
  ...named("always", "running_sums.W_h.range", "truncations.range", "truncations.apart"),
};
