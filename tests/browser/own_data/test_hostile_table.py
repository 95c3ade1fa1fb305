"""Names and cells of a table are text in its preview, whatever they say."""

import pytest

from ..conftest import Visitor

pytestmark = pytest.mark.browser
NAME = "<img src=x onerror=alert(1)> &lt; {name} </script> \\N{x} __proto__"


def test_a_preview_shows_names_and_cells_as_they_are(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.click("button.own-data")
    dialog = visitor.page.locator("#own-data")
    rows = [f'"{NAME} {i}",{(i * 7) % 11}.5,{i % 5}.25' for i in range(60)]
    table = "\n".join([f'"__proto__","{NAME}","constructor"', *rows])
    dialog.locator("textarea").fill(table)
    visitor.wait(lambda: "60 rows" in dialog.locator(".own-facts").inner_text())
    head = " ".join(dialog.locator("thead th").all_inner_texts())
    for name in ("__proto__", NAME, "constructor"):
        assert name in head
    assert NAME[:20] in dialog.locator("tbody tr").first.inner_text()
    assert visitor.page.locator("img[src=x]").count() == 0
    assert dialog.locator("button[type=submit]").is_enabled()
