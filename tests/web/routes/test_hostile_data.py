"""What a reader called the data is data in whatever the server sends of it."""

import ast
import csv
import io
import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

NAME = "=1+1 <img src=x> @hidden $p {x} \\N{x} %s </script> ''' \u2028 \r\nSet-Cookie: a=b"
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?|NaN|-?Infinity")


@pytest.fixture
def url(client: TestClient) -> str:
    """A run of a series whose column is called so."""
    rows = [f'"{i}","{(i * 7) % 11}.5"' for i in range(60)]
    text = "\n".join([f'"row","{NAME}"', *rows])
    data = client.post("/api/datasets", json={"kind": "series", "text": text}).json()
    run = client.post("/api/runs", json={"task": data["config"]["task"], "updates": 9}).json()
    assert "<img src=x> @hidden $p {x} \\N{x} %s </script>" in run["task"]["title"]
    return f"/api/runs/{run['id']}"


@pytest.mark.parametrize("form", ["pytorch", "keras", "numpy", "html"])
def test_a_file_is_called_after_the_task_alone(client: TestClient, url: str, form: str) -> None:
    answer = client.get(f"{url}/export?format={form}&update=2")
    assert answer.status_code == 200
    assert re.fullmatch(
        r'(inline|attachment); filename="own_series_2\w*\.(py|html)"',
        answer.headers["content-disposition"],
    )
    assert "set-cookie" not in answer.headers
    if form == "html":
        tags: list[str] = []
        page = HTMLParser()
        page.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
        page.feed(answer.text)
        assert tags.count("script") == 3
        assert "img" not in tags
    else:
        ast.parse(answer.text)


@pytest.mark.parametrize(
    "path", ["scalars?from=1&to=9&format=csv", "frames/2?format=csv&array=hidden"]
)
def test_a_table_holds_names_of_arrays_and_numbers(client: TestClient, url: str, path: str) -> None:
    answer = client.get(f"{url}/{path}")
    assert answer.status_code == 200
    head, *rows = csv.reader(io.StringIO(answer.text, newline=""), strict=True)
    assert all(re.fullmatch(r"[a-z_.]+", name) for name in head)
    assert rows
    assert all(NUMBER.fullmatch(cell) for row in rows for cell in row)


def test_a_name_of_a_run_makes_no_line_of_a_log(
    client: TestClient, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.patch(url, json={"name": "a\r\nERROR b"}).status_code == 422
    assert client.patch(url, json={"name": "=1+1 <b> {x} %s"}).json()["name"] == "=1+1 <b> {x} %s"
    client.get(f"{url}/frames/2%0d%0aERROR")
    assert not [record for record in caplog.records if "\n" in record.getMessage()]
