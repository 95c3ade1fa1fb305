"""A short recording as one file: it holds its numbers and all that draws them, and asks nobody."""

import html
import json
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import NamedTuple

PAGE = Path(__file__).with_name("page.html")


class Shown(NamedTuple):
    """An update: which of the templates draws it, and the JSON of its arrays by reference."""

    update: int
    loss: float
    template: int
    arrays: bytes

    def json(self) -> str:
        """As the page's script reads it; the loss in words, for it may be NaN."""
        facts = {"update": self.update, "loss": f"{self.loss:.6g}", "template": self.template}
        return f'{json.dumps(facts)[:-1]}, "arrays": {self.arrays.decode()}}}'


def page(
    title: str,
    facts: str,
    config: str,
    colours: Mapping[str, object],
    templates: list[bytes],
    updates: list[Shown],
    plotly: str,
    words: dict[str, str],
    language: str,
) -> str:
    """The file. `colours` has those of ink, paper, lines; `templates` are JSON, each the tracks of
    one shape of window, in their colours."""
    recording = (
        f'{{"words": {json.dumps(words)},'
        f' "templates": [{",".join(one.decode() for one in templates)}],'
        f' "updates": [{",".join(one.json() for one in updates)}]}}'
    )
    return Template(PAGE.read_text("utf-8")).substitute(
        colours,
        language=language,
        title=html.escape(title),
        facts=html.escape(facts),
        settings=html.escape(words["settings"]),
        word_update=html.escape(words["update"]),
        config=html.escape(config),
        recording=recording.replace("<", "\\u003c"),  # "</script" would end it
        plotly=plotly,
    )
