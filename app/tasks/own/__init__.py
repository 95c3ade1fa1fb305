"""What a reader brings along: the data, how they are read and what was done to them."""
