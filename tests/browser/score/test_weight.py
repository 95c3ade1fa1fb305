"""What the page costs to load."""

import pytest
from playwright.sync_api import Response

from ..conftest import Visitor

pytestmark = pytest.mark.browser


def test_the_page_weighs_at_most_900_kilobytes(visitor: Visitor) -> None:
    """All that is not the run's own numbers, as it goes over the wire."""
    sizes: list[int] = []

    def count(response: Response) -> None:
        if "/api/" not in response.url:
            sizes.append(int(response.headers["content-length"]))

    visitor.page.on("response", count)
    visitor.open()
    assert 700_000 < sum(sizes) <= 900_000
