"""What is kept of runs, and the one place to ask."""
