"""What determines a run: its settings, checked, and what is said of those that do not fit."""
