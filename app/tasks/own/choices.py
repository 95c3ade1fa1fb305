"""What a reader may say of data that they bring along, and what they have to be asked."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

LONGEST_NAME = 200  # of a column; a longer one is called by its number
Name = Annotated[str, Field(max_length=LONGEST_NAME)]
Names = Annotated[list[Name], Field(max_length=100)]


class Choices(BaseModel):
    """How data are to be understood; null leaves it to be found by itself.

    Columns are called by their name, or by their number from 1.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    decimal: Literal["point", "comma"] | None = Field(
        None, description="What stands before decimals; the other one is between thousands"
    )
    day_first: StrictBool | None = Field(None, description="Whether 3/4 is the third of April")
    date: Name | None = Field(None, description='The column of dates; "" for none')
    targets: Names | None = Field(None, description="The columns that are predicted")
    inputs: Names | None = Field(None, description="The columns that are read; null: the targets")
    differences: StrictBool | None = Field(
        None, description="Whether the change from value to value is learnt in place of the values"
    )
    last_row: Literal["keep", "leave_out"] | None = Field(
        None, description='A last row such as "Total"'
    )
    missing: Names | None = Field(
        None, description='What stands for no value, such as "-9999"; [] keeps them as values'
    )
    label: Name | None = Field(None, description="The column of classes of labelled sequences")
    tokens: Literal["words", "letters"] | None = Field(
        None, description="What labelled texts are cut into"
    )


@dataclass(frozen=True)
class ChoiceQuestion:
    """What the data do not decide: for each value of a choice, how `text` would be read."""

    choice: Annotated[str, Field(description="The field of choices")]
    column: str
    text: str
    values: list[str | bool | list[str]]
    readings: list[str]
