"""What never changes is kept by browsers for ever: numbers of an update of a run."""

from urllib.parse import quote

from fastapi import Request

FOREVER = "public, max-age=31536000, immutable"


def forever(*parts: object) -> dict[str, str]:
    """The headers of an answer that these parts, all that was asked, determine."""
    tag = quote(".".join(map(str, parts)), safe="+")
    return {"ETag": f'"{tag}"', "Cache-Control": FOREVER, "Vary": "Accept"}


def is_known(request: Request, headers: dict[str, str]) -> bool:
    """Whether the client has that answer, so that 304 is enough."""
    known = request.headers.get("if-none-match", "").split(",")
    return bool({tag.strip().removeprefix("W/") for tag in known} & {headers["ETag"], "*"})
