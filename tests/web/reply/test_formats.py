"""The same numbers in every format."""

import csv
import io
import json
import time
from base64 import b64decode
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from unrolled.runs.frame.encode import Writing, npz, written
from unrolled.web.reply.accept import by_weight

from ..routes.test_traces import EVERYTHING, TRACE

CSV, NPZ = {"Accept": "text/csv"}, {"Accept": "application/x-npz"}
BODY = TRACE | {"include": EVERYTHING}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def flat(values: dict[str, Any], before: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            found |= flat(value, f"{before}{name}.")
        else:
            found[before + name] = value
    return found


@pytest.fixture
def plain(client: TestClient) -> dict[str, Any]:
    return flat(client.post("/api/trace", json=BODY).json())


def test_npz_holds_everything(client: TestClient, plain: dict[str, Any]) -> None:
    answer = client.post("/api/trace", json=BODY, headers=NPZ)
    assert answer.headers["content-type"] == "application/x-npz"
    with np.load(io.BytesIO(answer.content), allow_pickle=False) as loaded:
        assert set(loaded) == set(plain)
        for name, values in plain.items():
            np.testing.assert_array_equal(loaded[name], np.array(values, loaded[name].dtype))
    assert answer.content == client.post("/api/trace?format=npz", json=BODY).content


def test_npz_does_not_tell_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    arrays = {"hidden": np.arange(3.0)[::-1]}
    first = npz(arrays)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2e9))
    monkeypatch.setattr(time, "time", lambda: 2e9)
    assert npz(arrays) == first


def test_csv_is_one_array_with_an_entry_a_row(client: TestClient, plain: dict[str, Any]) -> None:
    places = {
        "grad_hidden": ("t", "sequence", "unit"),
        "initial_hidden": ("sequence", "unit"),
        "loss_per_step": ("t",),
        "params.W_h": ("row", "column"),
        "grad_params.b_h": ("row",),
        "itemised.W_h": ("t", "row", "column"),
        "itemised.b_h": ("t", "row"),
        "jacobians": ("t", "sequence", "row", "column"),
        "flow": ("tau", "t"),
        "truncations.chunks.cosine": ("k",),
        "truncations.chunks.kept_by_lag": ("k", "lag"),
        "truncations.full_by_lag": ("lag",),
        "loss": (),
    }
    for name, columns in places.items():
        answer = client.post(f"/api/trace?array={name}", json=BODY, headers=CSV)
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        found = rows(answer.text)
        assert tuple(found[0]) == (*columns, "value")
        array = np.array(plain[name])
        assert len(found) == array.size
        for row in found:
            begins = (int(column not in ("row", "column", "lag")) for column in columns)
            at = tuple(int(row[c]) - one for c, one in zip(columns, begins, strict=True))
            assert float(row["value"]) == array[at]


def test_csv_of_anything_but_one_array_is_refused(client: TestClient) -> None:
    for query in ("", "?array=grad_params", "?array=hiden"):
        answer = client.post(f"/api/trace{query}", json=BODY, headers=CSV)
        assert answer.status_code == 422
        error = answer.json()["error"]
        assert (error["field"], error["params"]["expected"]) == ("array", "array")
        assert {"loss", "has_input", "grad_params.W_h"} <= set(error["params"]["choices"])


def test_numbers_that_are_not_finite_have_names_in_every_format() -> None:
    values = {"hidden": np.array([np.nan, np.inf, -np.inf, 0.1])}
    assert written(values) == b'{"hidden":["NaN","Infinity","-Infinity",0.1]}'
    text = written(values, Writing("csv", array="hidden")).decode()
    assert text.splitlines() == ["t,value", "1,NaN", "2,Infinity", "3,-Infinity", "4,0.1"]
    with np.load(io.BytesIO(written(values, Writing("npz")))) as loaded:
        np.testing.assert_array_equal(loaded["hidden"], values["hidden"])


def test_b64_is_the_same_numbers(client: TestClient, plain: dict[str, Any]) -> None:
    packed = client.post("/api/trace?enc=b64", json=BODY).json()["hidden"]
    assert packed["dtype"] == "f8"
    shape = tuple(map(int, packed["shape"].split(",")))
    values = np.frombuffer(b64decode(packed["bdata"]), "<f8").reshape(shape)
    assert values.tolist() == plain["hidden"]


def test_a_frame_in_every_format(client: TestClient, run: dict[str, Any]) -> None:
    url = f"/api/runs/{run['id']}/frames/9"
    frame = client.get(url).json()
    table = rows(client.get(f"{url}?fields=grad_hidden", headers=CSV).text)
    assert [float(row["value"]) for row in table] == np.ravel(frame["grad_hidden"]).tolist()
    table = rows(client.get(f"{url}?format=csv&array=new_params.W_h").text)
    assert [float(row["value"]) for row in table] == np.ravel(frame["new_params"]["W_h"]).tolist()
    with np.load(io.BytesIO(client.get(url, headers=NPZ).content)) as loaded:
        assert loaded["hidden"].tolist() == frame["hidden"]
        assert loaded["grad_params.W_x"].tolist() == frame["grad_params"]["W_x"]
        assert loaded["update"] == 9
    for query in ("", "?fields=hidden,outputs", "?array=nothing"):
        answer = client.get(url + query, headers=CSV)
        assert (answer.status_code, answer.json()["error"]["field"]) == (422, "array")


def test_caches_know_formats_apart(client: TestClient, run: dict[str, Any]) -> None:
    url = f"/api/runs/{run['id']}/frames/9?fields=hidden"
    answers = [client.get(url, headers=headers) for headers in ({}, CSV, NPZ)]
    assert len({answer.headers["etag"] for answer in answers}) == 3
    assert all("Accept" in answer.headers["vary"] for answer in answers)
    base64 = client.get(f"{url}&enc=b64")
    assert base64.headers["etag"] not in {answer.headers["etag"] for answer in answers}


def test_the_array_of_csv_means_nothing_to_json(client: TestClient, run: dict[str, Any]) -> None:
    for url in (f"/api/runs/{run['id']}/frames/9", f"/api/runs/{run['id']}/trace"):
        plain, other = client.get(url), client.get(url, params={"array": "数"})
        assert (other.status_code, other.content) == (200, plain.content)
        assert other.headers["etag"] == plain.headers["etag"]


def test_scalars_in_every_format(client: TestClient, run: dict[str, Any]) -> None:
    url = f"/api/runs/{run['id']}/scalars?from=45&to=55"
    plain = client.get(url).json()
    table = rows(client.get(url, headers=CSV).text)
    lines = client.get(url, headers={"Accept": "application/jsonl"})
    assert lines.headers["content-type"] == "application/jsonl"
    objects = [json.loads(line) for line in lines.text.splitlines()]
    with np.load(io.BytesIO(client.get(url, headers=NPZ).content)) as loaded:
        assert loaded["update"].tolist() == list(range(45, 56))
        assert loaded["loss"].tolist() == plain["loss"]
    assert [int(row["update"]) for row in table] == [one["update"] for one in objects]
    for name in ("loss", "grad_norm", "clipped_grad_norm", "param_norm"):
        assert [float(row[name]) for row in table] == plain[name]
        assert [one[name] for one in objects] == plain[name]
    (evaluated,) = plain["evaluations"]
    assert float(table[5]["held_out_metric"]) == evaluated["held_out_metric"]
    assert (table[0]["train_metric"], objects[0]["train_metric"]) == ("NaN", "NaN")


def test_what_is_wanted_most_is_sent_and_json_where_nothing_is_served(client: TestClient) -> None:
    kinds = {
        "*/*": "application/json",
        "text/html": "application/json",
        "text/csv;q=0.5, application/json": "application/json",
        "application/json;q=0.5, application/x-npz": "application/x-npz",
        "text/csv; header=present; q=0.9, application/x-npz;q=0.3": "text/csv; charset=utf-8",
    }
    for accept, kind in kinds.items():
        answer = client.post("/api/trace?array=loss", json=TRACE, headers={"Accept": accept})
        assert answer.headers["content-type"] == kind, accept
    assert by_weight("a;q=x, b;q=0, c;q=0.1, d") == ["d", "c"]
