"""What worker processes make of figures: the web process sends on what they answer."""

from ..engine.train import Update
from ..runs.frame.encode import encode
from ..runs.frame.fields import DEFAULT, frame
from ..runs.training.experiment import Experiment, experiment
from ..runs.training.lineage import Stretch
from ..strings import column_name, title_of
from . import figures, needs
from .base import Score, Template
from .bind import as_plotly, bind
from .standalone import standalone
from .words import as_words


def warm() -> None:
    """Does nothing, but a process that has done it has imported all that figures are made with."""


def templates(stretch: Stretch, update: int) -> dict[str, Template]:
    """By track, the templates for the updates of a stretch that have the shape of this one."""
    run = experiment(stretch)
    return figures(run, run.shape_of(update))


def templates_json(stretch: Stretch, update: int) -> bytes:
    """The templates as they are sent."""
    return encode(templates(stretch, update))


def standalone_templates(stretch: Stretch, update: int) -> dict[str, Template]:
    """The standalone templates for an update of a stretch, in English."""
    return standalone_of(experiment(stretch), update, "en")


def standalone_of(run: Experiment, update: int, language: str) -> dict[str, Template]:
    """By track, what is drawn without the page, with the track's name as title."""
    shape = run.shape_of(update)
    score, found = Score.of(run, shape), figures(run, shape)
    for meta in (template.get("meta", {}) for template in found.values()):
        if "labels" in meta:
            names = meta["labels"]
            meta["labels"] = [column_name(run.task.name, name, language) for name in names]
    return {
        name: standalone(template, score, title_of(name, language))
        for name, template in found.items()
    }


def drawn(run: Experiment, update: Update, template: Template) -> bytes:
    """A standalone template with the numbers of an update in it, as Plotly's JSON."""
    plain = {part: template[part] for part in ("data", "layout")}
    figure = bind(plain, frame(run, update, (DEFAULT, *needs(template))))
    named = f"{as_words(run.task.title)}, update {update.state.update}"
    title = figure["layout"]["title"]
    title["text"] = f"{title['text']} · {named}"
    return as_plotly(figure)
