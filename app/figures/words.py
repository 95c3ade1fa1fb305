"""What people wrote, such as names of their columns, in a figure."""

import re

from ..tasks.kinds.shortening import shortened

# Plotly reads tags and entities, bind.py names of arrays (@) and colours ($); XML has no control
# characters, so that their pictures stand for them. js/draw/words.js does the same.
_SIGNS = {ord(sign): f"&#{ord(sign)};" for sign in "&<>@$"}
_SIGNS |= {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"}
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")


def as_words(text: str, longest: int | None = None) -> str:
    """The text, so that a figure shows it as it is, and takes it for nothing else.

    What is longer than so many characters ends with an ellipsis.
    """
    if longest is not None:
        text = shortened(text, longest)
    return _NO_CHARACTER.sub("\ufffd", text.translate(_SIGNS))
