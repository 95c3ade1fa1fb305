"""One update as named values, and written down."""
