"""How answers are written: formats, streams, errors, caching."""
