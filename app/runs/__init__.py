"""A run is a recording of one training: its config names it, its frames are computed on demand."""
