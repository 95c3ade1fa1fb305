"""One file a track."""
