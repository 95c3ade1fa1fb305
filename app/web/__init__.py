"""The web: routes, streams, pages, and the one error shape."""
