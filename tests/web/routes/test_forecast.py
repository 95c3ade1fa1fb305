"""How a series goes on, over HTTP."""

from datetime import date, timedelta
from math import sin
from typing import Any

import pytest
from fastapi.testclient import TestClient

Json = dict[str, Any]
STATEFUL = {
    "task": {"name": "airline"},
    "updates": 300,
    "batch_size": 1,
    "schedule": {"name": "chunks", "k": 10, "carry_state": True},
}


def made(client: TestClient, **config: Any) -> str:
    answer = client.post("/api/runs", json=config)
    assert answer.status_code == 201, answer.text
    return f"/api/runs/{answer.json()['id']}"


def asked(client: TestClient, url: str, **body: Any) -> Json:
    answer = client.post(f"{url}/forecast", json=body)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def test_it_begins_with_the_runs_own_prediction(client: TestClient) -> None:
    url = made(client, **STATEFUL)
    found = asked(client, url, update=300)
    own = client.get(f"{url}/frames/300").json()["picture"]["predictions"][108]
    assert found["values"][0] == pytest.approx(own if isinstance(own, float) else own[0], rel=1e-12)
    assert found["values"][0] == pytest.approx(334.00, abs=0.005)
    assert (found["start"], found["first"], len(found["values"])) == ("held_out", 108, 36)
    assert (found["labels"][0], found["labels"][-1]) == ("1958-01", "1960-12")
    assert len(asked(client, url, update=300, steps=50)["labels"]) == 50


def test_it_goes_on_after_the_last_value(client: TestClient) -> None:
    url = made(client, task={"name": "sunspots"}, updates=50)
    found = asked(client, url, update=50, start="now")
    assert (found["first"], found["labels"][0], found["labels"][-1]) == (309, "2009", "2039")
    assert len(found["values"]) == len(found["low"]) == len(found["high"]) == 31
    assert found["count"] == list(range(62, 31, -1))
    assert all(low < high for low, high in zip(found["low"], found["high"], strict=True))
    far = asked(client, url, update=50, start="now", steps=100)
    assert (len(far["low"]), len(far["values"]), far["labels"][-1]) == (54, 100, "2108")
    assert far["values"][:31] == pytest.approx(found["values"], rel=1e-12)
    assert far["low"][:31] == pytest.approx(found["low"], rel=1e-9)


def test_a_readers_own_dates_go_on(client: TestClient) -> None:
    days = [date(2024, 1, 1) + timedelta(days=i) for i in range(100)]
    rows = [f"{day:%d.%m.%Y};{sin(i / 4):.3f}" for i, day in enumerate(days)]
    data = {"kind": "series", "text": "\n".join(["Tag;Wert", *rows])}
    url = made(client, task=client.post("/api/datasets", json=data).json()["config"]["task"])
    found = asked(client, url, update=1, start="now", steps=3)
    assert found["labels"] == ["10.04.2024", "11.04.2024", "12.04.2024"]


@pytest.mark.parametrize(
    ("body", "field"),
    [({"start": "then"}, "start"), ({"steps": 0}, "steps"), ({"from": "now"}, "from")],
)
def test_what_is_no_way_to_go_on_is_refused(client: TestClient, body: Json, field: str) -> None:
    url = made(client, task={"name": "sine"}, updates=3)
    answer = client.post(f"{url}/forecast", json={"update": 3, **body})
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)
