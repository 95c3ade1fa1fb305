"""What can be written of a recording as a file, and the page of some of its updates."""

import gzip
import json
from functools import cache, partial
from typing import NamedTuple

from ..engine.train import Update
from ..figures import needs
from ..figures.bind import coloured, references
from ..figures.bind import reference as value_of
from ..figures.jobs import standalone_of
from ..figures.palette import PALETTE
from ..runs.errors import InputError, not_between
from ..runs.frame.encode import encode
from ..runs.frame.fields import DEFAULT, frame
from ..runs.store.store import Store
from ..runs.training.experiment import Experiment
from ..runs.training.lineage import Recording, check_update
from ..settings import static_dir
from ..strings import strings
from .page import Shown, page

MAX_UPDATES = 60
MAX_EVERY = 1000
MAX_BYTES = 64_000_000  # of the numbers in a page


class DrawnUpdate(NamedTuple):
    """An update: what draws it, as JSON, and the JSON of its arrays by reference."""

    loss: float
    template: bytes
    arrays: bytes


def drawn_update(run: Experiment, update: Update, language: str) -> DrawnUpdate:
    """The tracks of an update that have something to draw; made in a worker."""
    made = standalone_of(run, update.state.update, language)
    tracks = {name: track for name, track in made.items() if track["data"]}
    extras = {field for track in tracks.values() for field in needs(track)}
    found = frame(run, update, (DEFAULT, *sorted(extras)))
    plain = {
        name: {part: track[part] for part in ("data", "layout")} for name, track in tracks.items()
    }
    arrays = encode({text: value_of(text, found) for text in references(plain)})
    return DrawnUpdate(update.loss, encode(coloured(plain)), arrays)


def check_single(to: int | None, every: int) -> None:
    """Raise InputError for a range where one update is written."""
    if to is not None or every != 1:
        raise InputError("every" if to is None else "to", "one_update")


def wanted_of(run: Recording, first: int, to: int | None, every: int) -> range:
    """The updates of a page. Raises InputError."""
    last = first if to is None else to
    if not 1 <= every <= MAX_EVERY:
        raise not_between("every", 1, MAX_EVERY)
    check_update(run, "to", last)
    if last < first:
        raise InputError("to", "out_of_range", expected="whole_from", low=first)
    wanted = range(first, last + 1, every)
    if len(wanted) > MAX_UPDATES:
        raise InputError("to", "too_many_updates", high=MAX_UPDATES, count=len(wanted))
    return wanted


async def page_of(run: Recording, store: Store, wanted: range, language: str) -> str:
    """The file that shows these updates. Raises InputError where it would be too large."""
    templates: dict[bytes, int] = {}  # in the order in which they are met
    shown: list[Shown] = []
    size = 0
    for update in wanted:
        drawn = await store.at(run, update, partial(drawn_update, language=language))
        number = templates.setdefault(drawn.template, len(templates))
        shown.append(Shown(update, drawn.loss, number, drawn.arrays))
        size += len(drawn.arrays)
        if size > MAX_BYTES:
            raise InputError("to", "page_too_large", megabytes=MAX_BYTES // 1_000_000)
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
