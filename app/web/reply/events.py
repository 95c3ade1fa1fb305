"""What an event of a stream is, for the API's document.

A schema of OpenAPI 3.1 cannot say of a stream what its events are: it holds for the whole text, or,
as checkers and makers of clients read it, for one event. EVENTS holds for both.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, Json, RootModel

from ...runs.frame.schema import Frame
from .errors import Problem

LAST = "That of the last frame, which a reader keeps: none is sent"


class FrameEvent(BaseModel):
    """An update, or one of its micro-steps: `id` is what to go on after, as Last-Event-ID."""

    id: str = Field(pattern=r"^[0-9]+(\.[0-9]+)?$", description="340, or 340.12: micro-step 12")
    event: Literal["frame"]
    data: Json[Frame | dict[str, Any]] = Field(
        description="A Frame, or those of its fields that were asked for or that the step makes"
    )


class End(BaseModel):
    """What follows the last frame."""

    next: int = Field(description="The update to ask for next")


class DoneEvent(BaseModel):
    """The range is complete."""

    id: str = Field("", description=LAST)
    event: Literal["done"]
    data: Json[End]


class ErrorEvent(BaseModel):
    """The stream cannot go on; nothing comes after it."""

    id: str = Field("", description=LAST)
    event: Literal["error"]
    data: Json[Problem]


class StreamEvent(
    RootModel[Annotated[FrameEvent | DoneEvent | ErrorEvent, Field(discriminator="event")]]
):
    """One event of a stream of frames; its `data` are JSON."""


EVENTS = {
    "schema": {
        "anyOf": [
            {"type": "string", "description": "The whole stream"},
            {"$ref": "#/components/schemas/StreamEvent"},
        ]
    }
}
LINES = {
    "schema": {
        "type": "string",
        "description": "A Frame a line; the last one is a Problem where it cannot go on",
    }
}
