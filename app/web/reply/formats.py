"""Which format an answer is asked for: by the header Accept, or by `format=` where none can be set.

A type that is not served is answered with JSON.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import Depends, Header, Query, Response

from ...runs.frame.encode import Writing
from .accept import by_weight

JSON_LINES = "application/jsonl"
MEDIA = {
    "json": "application/json",
    "csv": "text/csv",
    "npz": "application/x-npz",
    "jsonl": JSON_LINES,
}
TEXT = {"schema": {"type": "string"}}
NPZ = {"schema": {"type": "string", "format": "binary"}}
# For `responses=`: what else is served.
ARRAYS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": TEXT, "application/x-npz": NPZ}}
}
RANGE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": TEXT, JSON_LINES: TEXT, "application/x-npz": NPZ}}
}

AcceptHeader = Annotated[str, Header(include_in_schema=False)]
EncQuery = Annotated[Literal["json", "b64"], Query(description="How arrays are written")]


async def get_writing(
    accept: AcceptHeader = "application/json",
    chosen: Annotated[
        Literal["json", "csv", "npz"] | None,
        Query(alias="format", description="In place of Accept: csv is one array, npz all"),
    ] = None,
    array: Annotated[
        str | None, Query(description="Which array CSV holds: grad_hidden, grad_params.W_h, …")
    ] = None,
    enc: EncQuery = "json",
) -> Writing:
    """How an answer is written that is made of arrays."""
    found = chosen or _accepted(accept, "csv", "npz")
    array = array if found == "csv" else None  # so that it is not in the ETag of the others
    return Writing(found, enc == "b64", array)


async def get_range_format(
    accept: AcceptHeader = "application/json",
    chosen: Annotated[
        Literal["json", "csv", "jsonl", "npz"] | None,
        Query(alias="format", description="In place of Accept"),
    ] = None,
) -> str:
    """The format of an answer that has a row for each update."""
    return chosen or _accepted(accept, "csv", "jsonl", "npz")


def _accepted(accept: str, *formats: str) -> str:
    """The one that is wanted most, or else JSON."""
    served = {MEDIA[name]: name for name in ("json", *formats)}
    return next((served[media] for media in by_weight(accept) if media in served), "json")


WritingDep = Annotated[Writing, Depends(get_writing)]
RangeFormatDep = Annotated[str, Depends(get_range_format)]


def answer(data: bytes, format_: str, headers: Mapping[str, str] | None = None) -> Response:
    """The bytes under their media type; caches are told that Accept matters."""
    return Response(data, headers={"Vary": "Accept", **(headers or {})}, media_type=MEDIA[format_])
