"""What was found in a reader's data, and what was done about it."""

from collections.abc import Iterable
from typing import NamedTuple

# Of each note the words, in which its value stands. The page has them in its languages.
TOLD = {
    "rows": "{} rows",
    "missing": "{} missing, filled linearly",
    "turned": "turned round so that the oldest comes first",
    "sorted": "sorted by date",
    "inserted": "missing dates put in: {}",
    "undated": "rows without a date left out: {}",
    "repeated": "dates occur more than once and are taken one after the other",
    "uneven": "dates not evenly spaced and taken as if they were",
    "column": "column {}",
    "season": "it repeats itself every {} values",
    "trend": "learned as changes from one value to the next, because its level moves",
    "changes": "learned as changes from one value to the next",
    "chance": "what comes next looks like chance, of which little can be learned",
    "decimal_commas": "with decimal commas",
    "skipped": "column {} left out because not all of it are numbers",
    "working_days": "working days only, whose weekends are no gaps",
    "holidays": "working days without a row taken for holidays: {}",
    "date_parts": "dates put together from the columns {}",
    "dates_read_as": "dates read as {}",
    "unread_dates": "column {} looks like dates that cannot be read: nothing is ordered by it",
    "last_row": "last row “{}” left out",
    "numbers_read_as": "numbers read as in {}, like the rest of the file",
    "thousands": "with thousands set apart as in {}",
    "unit": "with {} in the cells",
    "multiples": "where {} stand for thousands, millions or more",
    "flags": "marks beside numbers left out: {}",
    "constant": "column {} left out because all its values are the same",
    "flag": "column {} left out because it holds only 0 and 1",
    "counter": "column {} left out because it only counts the rows",
    "commas": "cells separated by commas",
    "semicolons": "cells separated by semicolons",
    "tabs": "cells separated by tabs",
    "pipes": "cells separated by |",
    "blanks": "cells separated by blanks",
    "sign": "cells separated by {}",
    "list": "a list on one line",
    "records": "JSON",
    "encoding": "encoding {}",
    "comments": "comment lines left out: {}",
    "above": "lines above the table left out: {}",
    "below": "lines below the table left out: {}",
    "empty_lines": "empty lines left out: {}",
    "units": "left out below the header: {}",
    "told_apart": "names that occur more than once told apart: {}",
    "sequences": "{} labelled sequences",
    "unlabelled": "rows without a label or without a sequence left out: {}",
    "label": "classes in column {}",
    "cut": "cut after 60 steps: {}",
    "letters": "{} letters",
    "beginning": "the first {} are learned",
    "different": "{} different ones",
    "rare": "the rarest, {} in all, read as □",
    "composed": "letters and their marks put together (NFC)",
}


class Note(NamedTuple):
    """A key of TOLD, and what stands in it."""

    name: str
    value: int | str = ""


def counted(**counts: int) -> list[Note]:
    """A note for each of the counts, which are called as it is, but for those of none."""
    return [Note(name, count) for name, count in counts.items() if count]


def told(notes: Iterable[Note]) -> str:
    """The notes as a sentence."""
    return ", ".join(TOLD[name].format(value) for name, value in notes) + "."
