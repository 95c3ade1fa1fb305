"""What a reader called the data is text wherever the page shows or saves it."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from ..conftest import Visitor

pytestmark = pytest.mark.browser
NAME = "<img src=x onerror=alert(1)> &lt; @hidden $p {x} </script> \\N{x}"
TEXT = "{http://www.w3.org/2000/svg}text"


def run_of(visitor: Visitor, name: str) -> dict[str, Any]:
    """A run of a series whose column, and all of whose rows, are called so."""
    quoted = name.replace('"', '""')
    rows = [f'"{quoted} {i}",{(i * 7) % 11}.5' for i in range(60)]
    text = "\n".join([f'"row","{quoted}"', *rows])
    data = visitor.api.post("/api/datasets", json={"kind": "series", "text": text})
    assert data.status_code == 201, data.text
    config = {"task": data.json()["config"]["task"], "updates": 20}
    run: dict[str, Any] = visitor.api.post("/api/runs", json=config).json()
    assert run["task"]["title"] == name
    assert run["task"]["series"]["labels"][3] == f"{name} 3"
    return run


def saved(visitor: Visitor, name: str) -> ElementTree.Element:
    """The image of a track of such a run."""
    run = run_of(visitor, name)
    visitor.open(f"?run={run['id']}&update=5")
    section = visitor.page.locator("[data-track=hidden]")
    section.hover()
    section.locator(".image-button").click()
    with visitor.page.expect_download() as download:
        section.locator("[data-format=svg]").click()
    return ElementTree.fromstring(Path(download.value.path()).read_text("utf-8"))


def test_an_image_has_a_name_as_text_and_not_an_element_more(visitor: Visitor) -> None:
    hostile, usual = saved(visitor, NAME), saved(visitor, "usual")
    assert [one.tag for one in hostile.iter()] == [one.tag for one in usual.iter()]
    assert any(NAME in "".join(one.itertext()) for one in hostile.iter(TEXT))


def test_the_picture_of_the_data_has_labels_as_they_are_written(visitor: Visitor) -> None:
    run = run_of(visitor, NAME)
    visitor.open(f"?run={run['id']}&update=5")
    choice = visitor.page.locator(".free button")
    choice.last.click()
    visitor.until("document.querySelector('.picture [data-key=band]').hidden === false")
    visitor.settle()
    shown = visitor.page.locator(".picture .xtick text").all_text_contents()
    assert shown == [f"{NAME[:13]}…", f"{NAME[:13]}…", "+4"]
    assert f"{NAME} 59" in visitor.text(".picture [role=status]")
    elements = visitor.page.locator("img[src=x], script:has-text('alert(1)')")
    assert elements.count() == 0
