"""Texts of people, for which there is only so much room."""


def shortened(text: str, longest: int) -> str:
    """The text; if it has more characters than `longest`, its beginning and an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
