"""The kinds of values that settings have, and how large they may be."""

from collections.abc import Collection
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AllowInfNan,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Strict,
)
from pydantic_core import CoreSchema, PydanticKnownError, core_schema

from ...engine.batches import SEQUENCE_TYPES
from ...engine.cells import CELLS
from ...engine.feedback import FEEDBACKS
from ...engine.losses import LOSSES
from ...engine.model import HIDDEN_ACTIVATIONS, OUTPUT_ACTIVATIONS

MAX_K = 60
MAX_HIDDEN_SIZE = 64
MAX_BATCH_SIZE = 64
MAX_UPDATES = 20_000


class OneOf:
    """For a text: one of the names in a registry, as they are when it is checked."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = names

    def check(self, value: Any) -> str:
        """The name. Raises PydanticKnownError as a Literal does."""
        if isinstance(value, str) and value in self.names:
            return value
        raise PydanticKnownError("literal_error", {"expected": ", ".join(self.names)})

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"enum": list(self.names), "type": "string"}


def _each_once_in_order(steps: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(steps)))


Finite = Annotated[float, Strict(), AllowInfNan(False)]
Whole = Annotated[int, Strict()]
Seed = Annotated[Whole, Field(ge=0, le=2**32 - 1)]
Timestep = Annotated[Whole, Field(ge=1, le=MAX_K)]
Steps = Annotated[tuple[Timestep, ...], AfterValidator(_each_once_in_order)]
CellName = Annotated[str, OneOf(CELLS)]
ActivationName = Annotated[str, OneOf(HIDDEN_ACTIVATIONS)]
SequenceType = Annotated[str, OneOf(SEQUENCE_TYPES)]
Feedback = Annotated[str, OneOf(FEEDBACKS)]
LossName = Annotated[str, OneOf(LOSSES)]
OutputActivation = Annotated[str, OneOf(OUTPUT_ACTIVATIONS)]
