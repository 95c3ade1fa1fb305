"""Labelled sequences that a reader brings along: how they are read, and the task that they make."""
