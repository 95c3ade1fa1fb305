"""The pages: templates filled with the strings of the reader's language."""

import gzip
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ...figures import TRACKS
from ...figures.palette import PALETTE
from ...runs.config.schema import schema
from ...settings import data_dir, examples_dir
from ...strings import LANGUAGES, strings
from ..reply.accept import by_weight
from .modules import closure
from .sheets import DOCS, PAGE, style
from .static_files import accepts_gzip

SCRIPTS = ("js/prefetch.js", "js/main.js")  # first what asks the server, and what it needs
NOTEBOOK = "gradients.ipynb"
# Data of tasks that can be tried as one's own.
TRIABLE = ("airline.csv", "weather.csv", "alice.txt", "sentences.csv", "words.csv")
HIDEABLE = ("header", "config", "side", "player")


def preferred_language(asked: str | None, accept: str | None) -> str:
    """The language of `?lang=`, else the best of Accept-Language, else English."""
    if asked in LANGUAGES:
        return asked
    for tag in by_weight(accept or ""):
        if tag == "zh" or tag.startswith(("zh-hans", "zh-cn", "zh-sg")):
            return "zh-Hans"
        if tag == "en" or tag.startswith("en-"):
            return "en"
    return "en"


def _tokens(text: str | None, known: Sequence[str]) -> str:
    """The known words of a comma-separated list, for a space-separated attribute."""
    words = (text or "").split(",")
    return " ".join(word for word in known if word in words)


def _modules(static: Path) -> list[str]:
    """What the page's scripts import, as paths from `static`."""
    found = [closure([static / script]) for script in SCRIPTS]
    paths = dict.fromkeys(path for part in found for path in part)
    return [path.relative_to(static.resolve()).as_posix() for path in paths]


def _tracks() -> list[dict[str, object]]:
    """What the page has to know of the tracks that it offers before there is a run."""
    known = ("name", "shown", "drawing")
    return [{key: getattr(one, key) for key in known} for one in TRACKS.values() if one.offered]


def pages_router(templates: Path, static: Path) -> APIRouter:
    """Serve `/` and `/docs` from the templates, with the strings and modules of `static`, and the
    notebook that `/docs` links."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    router = APIRouter(include_in_schema=False)
    modules = _modules(static)
    page_style, docs_style = style(static, PAGE), style(static, DOCS, docs=True)

    def page(request: Request, template: str, **values: object) -> HTMLResponse:
        query = request.query_params
        language = preferred_language(query.get("lang"), request.headers.get("accept-language"))
        theme = query.get("theme")
        text = environment.get_template(template).render(
            lang=language,
            theme=theme if theme in ("light", "dark") else None,
            hide=_tokens(query.get("hide"), HIDEABLE),
            t=strings(language),
            palette=PALETTE,
            **values,
        )
        headers = {"Content-Language": language, "Vary": "Accept-Language, Accept-Encoding"}
        headers["Cache-Control"] = "no-cache"
        if not accepts_gzip(request.headers):
            return HTMLResponse(text, headers=headers)
        headers["Content-Encoding"] = "gzip"
        return HTMLResponse(gzip.compress(text.encode(), mtime=0), headers=headers)

    @router.get("/", response_class=HTMLResponse)
    def index(request: Request) -> HTMLResponse:
        known = {"tracks": _tracks(), "settings": schema()}
        return page(request, "index.html", modules=modules, style=page_style, **known)

    @router.get("/docs", response_class=HTMLResponse)
    def docs(request: Request) -> HTMLResponse:
        return page(request, "docs.html", notebook=f"examples/{NOTEBOOK}", style=docs_style)

    @router.get(f"/examples/{NOTEBOOK}", response_class=FileResponse)
    def notebook() -> FileResponse:
        file, headers = examples_dir() / NOTEBOOK, {"Cache-Control": "no-cache"}
        return FileResponse(file, 200, headers, "application/x-ipynb+json", filename=NOTEBOOK)

    for name in TRIABLE:
        router.add_api_route(f"/examples/{name}", partial(_example, name), name=name)
    return router


def _example(name: str) -> FileResponse:
    return FileResponse(data_dir() / name, headers={"Cache-Control": "no-cache"})
