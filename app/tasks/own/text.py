"""A text that a reader brings along: of its length, and of its characters, what can be learned."""

from collections import Counter
from unicodedata import normalize

from ..characters import MOST_DIFFERENT
from ..kinds.shortening import shortened
from .datasets import TextData
from .notes import Note
from .preview import LONGEST_TEXT, Preview, Reading, TextOfData
from .reading.encoding import decode

MOST_NUMBERS = 2_500_000  # of all steps' features: 20 MB
RARE = "□"


def text_reading(data: bytes | str) -> Reading:
    """The text as it is learned, and what had to be done for it. Raises UnreadableError.

    Letters and the accents or vowel signs that follow them are put together where Unicode has a
    character for both. Of too many different characters the rarest are read as □.
    """
    given, encoding = decode(data)
    composed = normalize("NFC", given)
    text = " ".join(composed.split())
    most = MOST_NUMBERS // max(1, min(len(set(text)), MOST_DIFFERENT))
    learned = text[:most]
    counts = Counter(learned)
    rarest = counts.most_common()[MOST_DIFFERENT - 1 :] if len(counts) > MOST_DIFFERENT else []
    learned = learned.translate({ord(character): RARE for character, _ in rarest})
    rare = sum(count for _, count in rarest)
    found: list[tuple[str, int | str, bool]] = [
        ("letters", len(text), True),
        ("beginning", len(learned), len(learned) < len(text)),
        ("different", len(counts), True),
        ("rare", rare, rare > 0),
        ("composed", "", composed != given),
        ("encoding", encoding, encoding != "utf-8"),
    ]
    notes = [Note(name, value) for name, value, is_told in found if is_told]
    shown = TextOfData(len(learned), sorted(set(learned)), shortened(learned, LONGEST_TEXT))
    preview = Preview(rows=len(given.splitlines()), encoding=encoding, text=shown, notes=notes)
    return Reading(TextData(learned, {}, notes), preview)
