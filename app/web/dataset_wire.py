"""What is told of data of a reader's own, as types."""

from pydantic import BaseModel, ConfigDict, Field

from ..runs.config.settings import RunConfig
from ..tasks.own.choices import LONGEST_NAME, ChoiceQuestion, Choices
from ..tasks.own.datasets import Kind
from ..tasks.own.preview import ColumnOfData, LabelledOfData, SeriesOfData, TextOfData


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
