"""The page /docs: every route, from this server alone."""

import pytest
from playwright.sync_api import expect

from .conftest import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
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


def test_a_route_can_be_tried_with_its_example(visitor: Visitor) -> None:
    visitor.page.goto(f"{visitor.server}/docs")
    operation = visitor.page.locator("#operations-Runs-create_run")
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Execute").click()
    status = operation.locator(".live-responses-table .response-col_status")
    expect(status.last).to_contain_text("201")
