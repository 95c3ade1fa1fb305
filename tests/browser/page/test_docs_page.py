"""The page /docs: every route, from this server alone."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from unrolled.settings import examples_dir

from ..conftest import Visitor
from ..thorough import sparing

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", sparing(["en", "zh-Hans"], lambda one: one == "en"))
def test_docs_list_every_route_without_another_host(visitor: Visitor, language: str) -> None:
    """The visitor fails on a console error and on a request to another host."""
    visitor.open(f"?lang={language}")
    visitor.page.get_by_role("link", name="API").click()
    expect(visitor.page.locator("html")).to_have_attribute("lang", language)
    schema = visitor.api.get("/openapi.json").json()
    operations = [one["operationId"] for path in schema["paths"].values() for one in path.values()]
    shown = visitor.page.locator(".opblock-summary-operation-id")
    expect(shown).to_have_count(len(operations))
    assert set(shown.all_inner_texts()) == set(operations)
    assert "Unrolled" in visitor.page.title()


@pytest.mark.thorough
def test_the_notebook_can_be_taken_along(visitor: Visitor, tmp_path: Path) -> None:
    visitor.page.goto(f"{visitor.server}/docs")
    with visitor.page.expect_download() as taken:
        visitor.page.get_by_role("link", name="Example notebook (Python)").click()
    assert taken.value.suggested_filename == "gradients.ipynb"
    file = tmp_path / "gradients.ipynb"
    taken.value.save_as(file)
    assert file.read_bytes() == (examples_dir() / "gradients.ipynb").read_bytes()


def test_a_route_can_be_tried_with_its_example(visitor: Visitor) -> None:
    visitor.page.goto(f"{visitor.server}/docs")
    operation = visitor.page.locator("#operations-Runs-create_run")
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Execute").click()
    status = operation.locator(".live-responses-table .response-col_status")
    expect(status.last).to_contain_text("201")
