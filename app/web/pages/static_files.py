"""Static files, some of which lie there compressed (`name.gz`) and are served as `name`."""

import gzip
import os
from functools import lru_cache
from mimetypes import MimeTypes
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, PathLike
from starlette.staticfiles import StaticFiles as PlainStaticFiles
from starlette.types import Scope

# An instance of its own: a machine's settings must not decide that a script is plain text.
TYPES = MimeTypes()
for extension in (".js", ".mjs"):
    TYPES.add_type("text/javascript", extension)
TYPES.add_type("font/woff2", ".woff2")


def accepts_gzip(headers: Headers) -> bool:
    """Whether the client's Accept-Encoding allows gzip."""
    for part in headers.get("accept-encoding", "").split(","):
        coding, _, weight = part.replace(" ", "").lower().partition(";q=")
        if coding in ("gzip", "*"):
            return weight.strip("0.") != "" or not weight
    return False


@lru_cache(maxsize=512)
def zipped(file: Path, modified: float) -> bytes:
    """A text file as it is sent, compressed once for each time that it is `modified`."""
    return gzip.compress(file.read_bytes(), mtime=0)


class StaticFiles(PlainStaticFiles):
    """Serves files that a browser keeps, but asks about before it uses them again."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        full_path, found = super().lookup_path(path)
        return (full_path, found) if found else super().lookup_path(path + ".gz")

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        file, request_headers = Path(full_path), Headers(scope=scope)
        headers = {"Cache-Control": "no-cache"}
        compressed = file.suffix == ".gz" and not self.get_path(scope).endswith(".gz")
        media_type = TYPES.guess_type(file.stem if compressed else file.name)[0]
        if compressed:
            headers["Vary"] = "Accept-Encoding"
            if not accepts_gzip(request_headers):
                content = gzip.decompress(file.read_bytes())
                return Response(content, status_code, headers, media_type)
            headers["Content-Encoding"] = "gzip"
        response = FileResponse(
            file,
            status_code,
            headers,
            media_type or "application/octet-stream",
            stat_result=stat_result,
        )
        if self.is_not_modified(response.headers, request_headers):
            return NotModifiedResponse(response.headers)
        if file.suffix != ".gz" and str(media_type).startswith("text/"):
            headers |= {name: response.headers[name] for name in ("etag", "last-modified")}
            headers["Vary"] = "Accept-Encoding"
            if accepts_gzip(request_headers):
                headers["Content-Encoding"] = "gzip"
                content = zipped(file, stat_result.st_mtime)
                return Response(content, status_code, headers, media_type)
        return response
