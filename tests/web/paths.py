"""Every route of an app, with something in place of what its path leaves open."""

import re
from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

IN_PATH = {"update": "1", "track": "norms", "run_id": "0123456789abcdef"}


def every_route(app: FastAPI) -> Iterator[tuple[str, str]]:
    """(method, path): pages, the schema and a file, too."""
    for context in iter_route_contexts(app.routes):
        path = re.sub(r"\{(\w+)\}", lambda found: IN_PATH[found[1]], context.path or "")
        if path == "/static":  # is mounted
            yield "GET", "/static/js/main.js"
            continue
        for method in sorted((context.methods or set()) - {"HEAD"}):
            yield method, path
