"""What the columns of a table are: one format for each, decided over all its cells."""
