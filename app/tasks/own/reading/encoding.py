"""How the bytes of a text file are encoded, and what is no text at all."""

import codecs
import re
from typing import NamedTuple

from ...kinds.errors import UnreadableError

BOMS = (  # the longer ones first: that of UTF-32 begins as that of UTF-16 does
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A table has few letters besides ASCII, those of its header, from which no statistics can be made:
# charset-normalizer reads "Año" as Big5. So the usual encodings come first, those that a header in
# its language looks like and another's does not.
APART = rb"[\x00-\x40\x5b-\x60\x7b-\x7f]|[A-Za-z](?![\x80-\xff])"  # letters beside none of others
USUAL = (
    # one or two letters with accents among others, and signs of units, of money and of quotations
    (
        "cp1252",
        rb"(?:[\x00-\x7f]|(?<![\x80-\xff])(?:[\xc0-\xd1\xd6\xd8-\xdc\xdf-\xef\xf1-\xf6\xf8-\xfc]"
        rb"|\x9c(?=[iu])){1,2}(?![\x80-\xff])|[\x80\x85\x91-\x94\x96\x97\x99\xa0\xa1\xa3\xa7\xab\xb0"
        rb"\xb1\xb5\xb7\xbb\xbf]|[\xaa\xb2\xb3\xb9\xba](?![a-z])"
        rb"|(?<![\x80-\xff])[\xbc-\xbe\xd7\xf7](?![\x80-\xff]))*+",
    ),
    # hangul, in which Chinese words are too, unless they are longer
    (
        "cp949",
        rb"(?=(?:[\x00-\x7f]*[\xb0-\xc8][\xa1-\xfe]){4})"
        rb"(?:[\x00-\x7f]|[\xa1-\xa3\xb0-\xc8][\xa1-\xfe])*+",
    ),
    ("gb18030", rb"(?:[\x00-\x7f]|[\xa1-\xa3\xb0-\xd7][\xa1-\xfe])*+"),  # the 3,755 common ones
    # Cyrillic words in small letters, or with a capital first, or in capitals
    (
        "cp1251",
        rb"(?:%s|[\x84\x85\x93-\x97\xa0\xa7\xab\xb0\xb9\xbb](?![A-Za-z])|"
        rb"(?<![\xc0-\xff\xb2\xb3])(?:[\xc0-\xdf\xa8\xaa\xaf\xb2]?[\xe0-\xff\xb3\xb4\xb8\xba\xbf]+"
        rb"|[\xc0-\xdf\xa8\xaa\xaf\xb2]+)(?![\xc0-\xffA-Za-z]))*+" % APART,
    ),
    ("cp932", rb"(?:%s|[\x81-\x9f\xe0-\xea][\x40-\x7e\x80-\xfc])*+" % APART),
    ("big5", rb"(?:%s|[\xa1-\xc6][\x40-\x7e\xa1-\xfe])*+" % APART),
)
OTHERS = ["cp1250", "cp1252", "cp1253", "cp1254", "cp1257", "cp1255", "cp1256", "cp874", "koi8_r"]
OTHERS += ["gb18030", "big5", "cp949", "cp932", "euc_jp"]
ZEROS = 0.2  # of the bytes of a table in UTF-16
SPREADSHEETS = (b"\xd0\xcf\x11\xe0", b"\x09\x08\x10\x00")  # .xls
ARCHIVES = (b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"\xfd7zXZ", b"Rar!", b"\x28\xb5\x2f\xfd")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")


class Decoded(NamedTuple):
    """A text, and the name of the encoding that it was in."""

    text: str
    encoding: str


def decode(data: bytes | str) -> Decoded:
    """The text in a file, without a byte order mark. Raises UnreadableError for what is none."""
    decoded = Decoded(data, "utf-8") if isinstance(data, str) else _decoded(data)
    text = decoded.text.removeprefix("\ufeff").rstrip("\x1a")  # what DOS put at the end
    if CONTROL.search(text) or text.startswith("{\\rtf"):
        raise UnreadableError("file_binary")
    return Decoded(text, decoded.encoding)


def _decoded(data: bytes) -> Decoded:
    _refuse_known(data)
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return Decoded(_strict(data.removeprefix(mark), encoding), encoding)
    if b"\0" in data:  # UTF-16 without its mark: every other byte of digits and signs is 0
        first, second = data[::2].count(0), data[1::2].count(0)
        if min(first, second) > 0 or max(first, second) < ZEROS * len(data):
            raise UnreadableError("file_binary")
        encoding = "utf-16-le" if second else "utf-16-be"
        return Decoded(_strict(data, encoding), encoding)
    try:
        return Decoded(data.decode(), "utf-8")
    except UnicodeDecodeError:
        return _of_old(data)


def _refuse_known(data: bytes) -> None:
    if data.startswith(b"PK\x03\x04"):
        if b"[Content_Types].xml" in data or b"opendocument.spreadsheet" in data[:200]:
            raise UnreadableError("file_spreadsheet")
        raise UnreadableError("file_archive")
    if data.startswith(SPREADSHEETS):
        raise UnreadableError("file_spreadsheet")
    if data.startswith(ARCHIVES):
        raise UnreadableError("file_archive")
    if data.startswith(b"%PDF-"):
        raise UnreadableError("file_pdf")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableError("file_binary") from None


def _of_old(data: bytes) -> Decoded:
    """A text in an encoding of one language."""
    for encoding, looks in USUAL:
        if re.fullmatch(looks, data):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                continue
    from charset_normalizer import from_bytes  # rarely needed, and slow to import

    found = from_bytes(data, cp_isolation=OTHERS).best()
    if found is None:
        raise UnreadableError("file_binary")
    return Decoded(str(found), found.encoding)
