"""Updates of a run as files that need no server: a program, or a page."""

import gzip
import json
from functools import cache, partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from ...export import program_of
from ...export.page import Shown, page
from ...figures import needs
from ...figures.bind import coloured, references
from ...figures.bind import reference as value_of
from ...figures.jobs import standalone_templates
from ...figures.palette import PALETTE
from ...runs.frame.encode import encode
from ...runs.frame.fields import DEFAULT
from ...runs.store.store import Store
from ...runs.training.lineage import Recording
from ...settings import static_dir
from ...strings import strings
from ..reply.errors import ApiError, out_of_range
from ..reply.formats import TEXT
from ..request.disconnect import unless_abandoned
from ..request.recordings import RecordingDep, StoreDep, check_update

MAX_UPDATES = 60
MAX_EVERY = 1000
MAX_BYTES = 64_000_000  # of the numbers in a page

router = APIRouter(tags=["Exports"])


@router.get(
    "/runs/{run_id}/export",
    operation_id="export_update",
    response_class=Response,
    responses={
        200: {
            "description": "A Python program, or with `format=html` a page",
            "content": {"text/x-python": TEXT, "text/html": TEXT},
        }
    },
)
async def export_update(
    run: RecordingDep,
    store: StoreDep,
    request: Request,
    update: Annotated[int, Query(description="The update that the program makes once more")] = 1,
    form: Annotated[
        Literal["pytorch", "keras", "numpy", "html"],
        Query(alias="format", description="A program, or html: a page with all tracks"),
    ] = "pytorch",
    to: Annotated[int | None, Query(description="Of a page: its last update")] = None,
    every: Annotated[int, Query(description="Of a page: from one to the next")] = 1,
    lang: Annotated[Literal["en", "zh-Hans"], Query(description="Of a page: its language")] = "en",
) -> Response:
    """A program that prints the loss and every gradient of an update, and makes it; or a page.

    The page is one file that shows the tracks of an update, or of several with a slider, offline.
    """
    check_update(run, "update", update)
    name = f"{run.config.task.name}_{update}"
    if form == "html":
        work = page_of(run, store, wanted_of(run, update, to, every), lang)
        text = await unless_abandoned(request, work)
        return _file(f"{name}.html", text, "text/html", "attachment")
    check_single(to, every)
    asked = store.at(run, update, partial(program_of, framework=form))
    text = await unless_abandoned(request, asked)
    return _file(f"{name}_{form}.py", text, "text/x-python", "inline")


def _file(name: str, text: str, media_type: str, disposition: str) -> Response:
    """An answer that a browser may save under a name."""
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"'}
    return Response(text, headers=headers, media_type=f"{media_type}; charset=utf-8")


def check_single(to: int | None, every: int) -> None:
    """422 for a range where one update is written."""
    if to is not None or every != 1:
        raise out_of_range("every" if to is None else "to", "left out: a program is of one update")


def wanted_of(run: Recording, first: int, to: int | None, every: int) -> range:
    """The updates of a page."""
    last = first if to is None else to
    if not 1 <= every <= MAX_EVERY:
        raise out_of_range("every", f"from 1 to {MAX_EVERY}")
    check_update(run, "to", last)
    if last < first:
        raise out_of_range("to", f"from {first} on, where the page begins")
    wanted = range(first, last + 1, every)
    if len(wanted) > MAX_UPDATES:
        message = f"A page holds at most {MAX_UPDATES} updates, and these are {len(wanted)}."
        raise ApiError(422, "too_many_updates", message, "to")
    return wanted


async def page_of(run: Recording, store: Store, wanted: range, language: str) -> str:
    """The file that shows these updates."""
    templates: dict[bytes, int] = {}  # in the order in which they are met
    shown: list[Shown] = []
    size = 0
    for update in wanted:
        made = await store.compute(standalone_templates, run.at(update).stretch, update, language)
        tracks = {name: track for name, track in made.items() if track["data"]}
        extras = {field for track in tracks.values() for field in needs(track)}
        frame = await store.frame(run, update, (DEFAULT, *sorted(extras)))
        plain = {
            name: {part: track[part] for part in ("data", "layout")}
            for name, track in tracks.items()
        }
        arrays = encode({text: value_of(text, frame) for text in references(plain)})
        number = templates.setdefault(encode(coloured(plain)), len(templates))
        shown.append(Shown(update, float(frame["loss"]), number, arrays))
        size += len(arrays)
        if size > MAX_BYTES:
            message = f"A page holds at most {MAX_BYTES // 1_000_000} MB; ask for fewer updates."
            raise ApiError(422, "too_large", message, "to")
    words, config = strings(language), run.config
    title = (await store.describe(run.config)).task["title"]
    ends = f"{wanted[0]}–{wanted[-1]}" if len(wanted) > 1 else f"{wanted[0]}"
    facts = f"{config.cell.upper()}, m = {config.hidden_size}, {config.schedule.name}"
    return page(
        title=f"{words['app.name']} · {title} · {words['player.update']} {ends}",
        facts=facts + f", {config.optimizer.name} {config.optimizer.learning_rate}, run {run.id}",
        config=json.dumps(config.model_dump(mode="json"), indent=1, ensure_ascii=False),
        colours=PALETTE["light"],
        templates=list(templates),
        updates=shown,
        plotly=_plotly(),
        words={
            "update": words["player.update"],
            "loss": words["player.loss"],
            "settings": words["config.title"],
        },
        language=language,
    )


@cache
def _plotly() -> str:
    packed = (static_dir() / "vendor" / "plotly-cartesian.min.js.gz").read_bytes()
    return gzip.decompress(packed).decode()
