"""Texts in the encodings of spreadsheets and of languages; what is no text is told what to do."""

import random

import pytest
from unrolled.tasks.own.reading import read_grid
from unrolled.tasks.own.reading.encoding import decode

from ....problems import unreadable
from .tables import lines, rows

HEADERS = [
    ("Datum;Größe", "cp1252", "cp1252"),
    ("Date;Température (°C)", "latin-1", "cp1252"),
    ("Fecha;Año", "cp1252", "cp1252"),
    ("Day;£ or €; “µg/m³”; ½", "cp1252", "cp1252"),
    ("Дата;Значение, №", "cp1251", "cp1251"),
    ("日付;平均気温(℃)", "shift_jis", "cp932"),
    ("日期;收盘价（元）", "gbk", "gb18030"),
    ("时间;温度", "gb18030", "gb18030"),
    ("日期;收盤價", "big5", "big5"),
    ("날짜;종가", "cp949", "cp949"),
    ("Data;Wartość;Średnia", "cp1250", "cp1250"),
    ("Datum;Größe 日付", "utf-8", "utf-8"),
    ("Datum;Größe", "utf-8-sig", "utf-8"),
    ("Datum;Größe 日付", "utf-16", "utf-16-le"),
    ("Datum;Größe", "utf-16-le", "utf-16-le"),
    ("Datum;Größe", "utf-16-be", "utf-16-be"),
    ("Datum;Größe", "utf-32", "utf-32-le"),
]


@pytest.mark.parametrize(("header", "encoding", "found"), HEADERS)
def test_a_header_tells_how_it_is_encoded(header: str, encoding: str, found: str) -> None:
    text = lines(header, rows(";"))
    assert decode(text.encode(encoding)) == (text, found)


def test_an_encoding_that_is_not_utf_8_is_told() -> None:
    grid = read_grid(lines("Datum;Größe", rows(";", ",")).encode("cp1252"))
    assert (grid.names, grid.encoding) == (["Datum", "Größe"], "cp1252")
    assert grid.notes == [("encoding", "cp1252"), ("semicolons", "")]


def test_unicode_text_of_excel_is_read() -> None:
    grid = read_grid(lines("Datum\tGröße", rows("\t", ",")).encode("utf-16"))
    assert (grid.names, grid.rows[0]) == (["Datum", "Größe"], ["2021-03-01", "20,0"])


def test_a_mark_at_the_beginning_and_what_dos_wrote_at_the_end_are_no_text() -> None:
    assert decode("\ufeffa\x1a").text == "a"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04..[Content_Types].xml..", "file_spreadsheet"),
        (b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "file_spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_spreadsheet"),
        (b"PK\x03\x04 data.csv", "file_archive"),
        (b"\x1f\x8b\x08\x00", "file_archive"),
        (b"%PDF-1.7\n", "file_pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "file_binary"),
        (b"a,b\n1,\x00\n", "file_binary"),
        ("a,b\n1,\x00\n", "file_binary"),
        (b"{\\rtf1 1,2}", "file_binary"),
        (random.Random(1).randbytes(2_000), "file_binary"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes | str, code: str) -> None:
    assert unreadable(decode, data) == (code, {})


@pytest.mark.parametrize("data", ["\n<!DOCTYPE html><html></html>", b"<?xml version='1.0'?><a/>"])
def test_a_page_is_a_text_but_no_table(data: bytes | str) -> None:
    assert decode(data).encoding == "utf-8"
    assert unreadable(read_grid, data) == ("file_markup", {})
