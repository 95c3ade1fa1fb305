"""How large data of a reader's own may be: read from here by who tells it, and by who holds it."""

MAX_BYTES = 1_500_000
MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 20_000, 200, 400_000
