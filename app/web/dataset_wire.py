"""What is told of data of a reader's own, as types."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ..runs.config.settings import RunConfig
from ..tasks.own.choices import LONGEST_NAME, Choices
from ..tasks.own.datasets import Kind


class DatasetRequest(BaseModel):
    """Columns of a table that are series, a text, or labelled sequences; as text or as a file."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    text: str | None = None
    file: str | None = Field(
        None, description="In place of text: its bytes in base64, in any encoding of text"
    )
    name: str | None = Field(None, max_length=LONGEST_NAME, description="Of the file; not kept")
    column: str | None = Field(
        None, max_length=LONGEST_NAME, description="The one target: its name, or number from 1"
    )
    choices: Choices = Choices()


class ColumnOfData(BaseModel):
    """A column of a table, as it was understood."""

    name: str
    kind: Literal["date", "number", "category", "text", "constant"]
    format: str | None = Field(description="How its cells are written: %d.%m.%Y, 1,234.5")
    missing: int = Field(description="Cells without a value")


class Line(BaseModel):
    """A target's values; where there are many, the least and the greatest of each stretch."""

    name: str
    rows: list[int] = Field(description="Which rows these are, in order of time, from 0")
    labels: list[str]
    values: list[float]


class SeriesOfData(BaseModel):
    """A series as it would be learnt; rows from train_length on are held out."""

    label_name: str
    count: int
    train_length: int
    lines: list[Line]


class TextOfData(BaseModel):
    """A text: how long it is, which characters there are, how it begins."""

    count: int
    characters: list[str]
    head: str


class ClassOfData(BaseModel):
    """A class, and how many sequences it has."""

    name: str
    count: int


class LabelledOfData(BaseModel):
    """Labelled sequences: their classes, what they consist of, the length of the longest."""

    classes: list[ClassOfData]
    tokens: list[str]
    longest: int


class ChoiceQuestion(BaseModel):
    """What the data do not decide: for each value of a choice, how `text` would be read."""

    choice: str = Field(description="The field of choices")
    column: str
    text: str
    values: list[str | bool | list[str]]
    readings: list[str]


class DatasetPreview(BaseModel):
    """How data were understood, before anything is learnt."""

    rows: int
    separator: str | None
    encoding: str | None
    header: bool | None
    columns: list[ColumnOfData]
    head: list[list[str]] = Field(description="The first rows in order of time, as understood")
    tail: list[list[str]]
    series: SeriesOfData | None
    text: TextOfData | None
    labelled: LabelledOfData | None
    choices: Choices = Field(description="Those in force")
    questions: list[ChoiceQuestion] = Field(description="To be answered before data are kept")
    notes: list[tuple[str, int | str]] = Field(description="What was found and done, by name")
    report: str = Field(description="The notes, in a sentence")


class DatasetReport(DatasetPreview):
    """What was understood, and the config that learns it."""

    id: str
    config: RunConfig
