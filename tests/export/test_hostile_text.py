"""Whatever a reader wrote is found in an export as it was, and nothing else has come of it."""

import ast
import csv
import io
import json
import re
import warnings
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from unrolled import export
from unrolled.engine.train import Update
from unrolled.export import FRAMEWORKS, case_of
from unrolled.export.page import Shown, page
from unrolled.export.recording import drawn_update
from unrolled.figures.jobs import drawn, standalone_of
from unrolled.figures.words import as_words
from unrolled.runs.config.settings import parse_config
from unrolled.runs.frame.encode import table
from unrolled.runs.training.experiment import Experiment
from unrolled.runs.training.lineage import Stretch
from unrolled.tasks import SeriesTask

FRAGMENTS = [
    *(
        '"""',
        "'''",
        "\\",
        "\\N{",
        "\\u00zz",
        "{}",
        "{title}",
        "{0!r}",
        "%s",
        "%(x)s",
        "${title}",
        "$p",
    ),
    *("</script>", "<script>alert(1)</script>", "<!--", "-->", "]]>", "<b>", "&lt;", "&#60;", "'>"),
    *(
        "@hidden",
        "@picture.predictions[1:]",
        "$muted",
        "\n",
        "\r\n",
        "\u2028",
        "\x00",
        "\x1b",
        "\x85",
    ),
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", ";", ",", "#", "__import__('os').abort()", "\u202e"),
]
LETTERS = st.characters(exclude_categories=())  # halves of a character, too
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(LETTERS, max_size=8), max_size=5).map("".join)
MANY = settings(max_examples=150)
FEW = settings(max_examples=25)


@pytest.fixture(scope="module")
def trained() -> tuple[Experiment, Update]:
    config = {"task": {"name": "sunspots"}, "hidden_size": 2, "schedule": {"k": 2}}
    run = Experiment(Stretch(parse_config(config)))
    return run, next(iter(run.updates(run.start())))


def called(run: Experiment, text: str) -> Experiment:
    """The run, if all that a reader may name were called so."""
    task = run.task
    assert isinstance(task, SeriesTask)
    same = object.__new__(Experiment)
    same.__dict__.update(run.__dict__)
    same.task = replace(
        task,
        title=text,
        label_name=text,
        labels=(text,) * len(task.labels),
        columns=tuple(one._replace(name=text, unit=text) for one in task.columns),
    )
    return same


@pytest.mark.parametrize("framework", FRAMEWORKS)
@MANY
@given(text=TEXTS)
def test_a_program_has_it_in_its_docstring_and_not_a_node_more(
    trained: tuple[Experiment, Update], framework: str, text: str
) -> None:
    run, update = trained
    program, usual = (
        export.program(case_of(called(run, one), update), framework) for one in (text, "usual")
    )
    assert program.encode()
    with warnings.catch_warnings(action="error"):
        parsed = ast.parse(program)
    docstring = ast.get_docstring(parsed, clean=False) or ""
    assert docstring.startswith(f"{text}, update 1: one update of a recurrent network")
    assert ast.dump(ast.Module(parsed.body[1:], [])) == ast.dump(
        ast.Module(ast.parse(usual).body[1:], [])
    )


class Elements(HTMLParser):
    """The tags of a page in their order, with the names of their attributes, and its texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[str]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.tags.append((tag, [name for name, _ in attrs]))
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        """Add it to the text of the tag before it."""
        if self.texts:
            self.texts[-1] += data

    def handle_comment(self, data: str) -> None:
        """There is none in it."""
        raise AssertionError(data)


def paged(run: Experiment, update: Update, text: str) -> Elements:
    made = drawn_update(called(run, text), update, "en")
    words = {"settings": text, "update": text, "loss": text}
    colours = dict.fromkeys(("ink", "paper", "line", "muted"), "#000")
    shown = [Shown(1, made.loss, 0, made.arrays)]
    written = page(text, text, text, colours, [made.template], shown, "/* Plotly */", words, "en")
    assert written.encode()
    return Elements(written)


@FEW
@given(text=TEXTS)
@example(text="</script><script>alert(1)</script>")
@example(text="@hidden[:,b,0]")
@example(text="$title ${config}")
def test_a_page_has_it_as_text_and_not_an_element_more(
    trained: tuple[Experiment, Update], text: str
) -> None:
    found, usual = paged(*trained, text), paged(*trained, "usual")
    assert found.tags == usual.tags
    by_tag = dict(zip([tag for tag, _ in found.tags], found.texts, strict=True))
    shown = text.encode("utf-8", "replace").decode()
    for tag in ("title", "h1", "pre"):
        assert by_tag[tag].strip() == shown.strip()
    (recording,) = (one for one in found.texts if one.startswith('{"words"'))
    template = json.loads(recording)["templates"][0]["forecast"]
    assert template["layout"]["xaxis"]["ticktext"] == [as_words(text, 14)] * 2


@FEW
@given(text=TEXTS)
def test_a_figure_shows_it_as_it_is(trained: tuple[Experiment, Update], text: str) -> None:
    run, update = called(trained[0], text), trained[1]
    figure = json.loads(drawn(run, update, standalone_of(run, 1, "en")["forecast"]))
    title = figure["layout"]["title"]["text"]
    assert title == f"Forecast · {as_words(text)}, update 1"
    assert figure["layout"]["xaxis"]["ticktext"] == [as_words(text, 14)] * 2
    assert figure["data"][0]["x"] == list(range(247, 309))
    assert not re.search("[<>@]", title)


@FEW
@given(words=st.lists(TEXTS, min_size=3, max_size=3))
@example(words=["@", "$p", "<b>"])
def test_a_vocabulary_is_shown_as_it_is(words: list[str]) -> None:
    run = Experiment(Stretch(parse_config({"task": {"name": "language"}, "hidden_size": 2})))
    names = tuple(words) + run.task.output_names[3:]
    run.task = replace(
        run.task, output_names=names, input_names=(*words, *run.task.input_names[3:])
    )
    figures = standalone_of(run, 1, "en")
    rows = figures["confusion"]["layout"]["yaxis"]["ticktext"]
    assert rows[:3] == [as_words(word, 11) for word in words]
    labels = {unescape(one["text"]) for one in figures["series"]["layout"]["annotations"]}
    assert labels == {unescape(as_words(" ".join(name.split()) or "␣")) for name in names}
    drawn(run, next(iter(run.updates(run.start()))), figures["series"])


@MANY
@given(names=st.lists(TEXTS.filter(lambda text: text.isascii() or text.isprintable()), min_size=1))
@example(names=["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "a,b", 'a"b', "a\r\nb"])
def test_a_spreadsheet_runs_no_name_and_reads_numbers_as_such(names: list[str]) -> None:
    written = table(names, [["-1.5"] * len(names)] * 2).decode()
    head, *rows = csv.reader(io.StringIO(written, newline=""), strict=True)
    assert rows == [["-1.5"] * len(names)] * 2
    for name, cell in zip(names, head, strict=True):
        assert cell == (f"'{name}" if name[:1] in [*"=+-@\t\r"] else name)
