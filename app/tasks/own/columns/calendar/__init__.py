"""Time in a table: which of its columns are dates, what these say, and how they go on."""
