"""One number of an update: its formula, the formula with numbers, and what it depends on."""
