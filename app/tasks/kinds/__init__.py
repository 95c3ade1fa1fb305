"""What every task is, and the three kinds of task: a series, a stream, many sequences."""
