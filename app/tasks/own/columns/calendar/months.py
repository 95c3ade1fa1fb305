"""Names of months in several languages, read and written."""

import re
from calendar import month_abbr
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\W\d_]{3,}\.?")
# What they are called; any beginning of three letters or more that only one of them has is read.
NAMES = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
OTHERS = {"de": {"mrz": 3, "jän": 1, "jänner": 1, "maerz": 3}, "nl": {"mrt": 3}, "es": {"set": 9}}


class MonthWords(NamedTuple):
    """How months are written: in which language, how long, in which letters."""

    language: str
    seen: dict[int, str]  # months 1 to 12 that occur, as they are written

    def written(self, month: int) -> str:
        """The name of a month, as the others are written."""
        if month in self.seen:
            return self.seen[month]
        name = NAMES[self.language].split()[month - 1]
        model_month, model = max(self.seen.items(), key=lambda one: len(one[1]))
        whole = NAMES[self.language].split()[model_month - 1]
        dot = "." if model.endswith(".") else ""
        if len(model.rstrip(".")) < len(whole):
            name = name[: min(map(len, self.seen.values())) - len(dot)] + dot
        if model.isupper():
            return name.upper()
        return name.capitalize() if model[0].isupper() else name.lower()


def month_words(cells: list[str]) -> MonthWords | None:
    """The language in which all words of three letters or more in the cells are months."""
    words = sorted({word for cell in cells for word in WORD.findall(cell)})
    for language in NAMES if words else ():
        found = {word: _month(word, language) for word in words}
        if all(found.values()):
            return MonthWords(language, {month: word for word, month in found.items() if month})
    return None


def in_english(cell: str, words: MonthWords) -> str:
    """The cell with its month as Jan, Feb and so on."""
    return WORD.sub(lambda word: month_abbr[_month(word[0], words.language) or 1], cell)


@lru_cache(10_000)  # of words that users type
def _month(word: str, language: str) -> int | None:
    word = word.rstrip(".").casefold()
    if word in OTHERS.get(language, {}):
        return OTHERS[language][word]
    names = NAMES[language].casefold().split()
    found = [month for month, name in enumerate(names, 1) if name.startswith(word)]
    return found[0] if len(found) == 1 else None
