"""What a client would rather have, by its Accept headers."""


def by_weight(accept: str) -> list[str]:
    """The languages or media types of an Accept header, the most wanted first."""
    weighted = []
    for part in accept.lower().split(","):
        tag, *parameters = (piece.strip() for piece in part.split(";"))
        given = [text.removeprefix("q=") for text in parameters if text.startswith("q=")]
        try:
            weight = float(given[0]) if given else 1.0
        except ValueError:
            weight = 0.0
        if tag and weight > 0:
            weighted.append((weight, tag))
    return [tag for _, tag in sorted(weighted, key=lambda pair: -pair[0])]
