"""What people wrote is shown as it is: tests/js/draw/words.test.js has the cases in JavaScript."""

from html import unescape
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unrolled.figures.words import as_words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>x</b> & @hidden $p", "&#60;b&#62;x&#60;/b&#62; &#38; &#64;hidden &#36;p"),
        ("&lt;", "&#38;lt;"),
        ("a\0b\x1b\tc\n", "a\u2400b\u241b\tc\n"),
        ("a\ud800b\ufffe\uffff", "a\ufffdb\ufffd\ufffd"),
        ("中文 😀 \u202e ∂L/∂h", "中文 😀 \u202e ∂L/∂h"),
    ],
)
def test_a_text_is_nothing_but_itself(text: str, shown: str) -> None:
    assert as_words(text) == shown


@given(st.text())
def test_any_text_is_text_of_xml_and_no_name(text: str) -> None:
    shown = as_words(text)
    assert not set("<>@$") & set(shown)
    element = ElementTree.fromstring(f"<text>{shown}</text>")
    assert len(element) == 0
    if text.isprintable():
        assert (element.text or "") == unescape(shown) == text
