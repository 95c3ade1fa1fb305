"""How data of one's own are understood, over HTTP: shown, asked about, and kept."""

import base64
import json
from hashlib import sha256
from math import sin
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from unrolled.main import create_app
from unrolled.tasks.own.datasets import VARIABLE
from unrolled.web.wire import problem_detail

Json = dict[str, Any]
PREVIEW, KEEP = "/api/datasets/preview", "/api/datasets"
# Whether 1.109 is more than a thousand is for nobody to guess.
UNDECIDED = "Tag;Wert\n" + "\n".join(f"{i + 1};{i % 7 + 1}.{100 + i * 7}" for i in range(60))
MOST = 200_000  # bytes of an answer


def posted(client: TestClient, path: str, status: int, **body: Any) -> Json:
    answer = client.post(path, json={"kind": "series", **body})
    assert answer.status_code == status, answer.text
    assert len(answer.content) <= MOST
    found: Json = answer.json()
    return found


def test_what_is_kept_is_what_was_shown(client: TestClient) -> None:
    text = "when;height;note\n" + "\n".join(
        f"{i % 28 + 1:02}.{i // 28 + 1:02}.2021;{sin(i) + 2:.4f};fine" for i in range(80)
    )
    shown = posted(client, PREVIEW, 200, text=text)
    kept = posted(client, KEEP, 201, text=text)
    assert {name: kept[name] for name in shown} == shown
    assert kept["config"]["task"] == {"name": "own_series", "dataset": kept["id"]}
    kinds = {one["name"]: (one["kind"], one["format"]) for one in shown["columns"]}
    assert kinds["when"] == ("date", "DD.MM.YYYY")
    assert kinds["height"][0] == "number"
    assert kinds["note"][0] == "constant"
    assert shown["head"][0] == ["01.01.2021", "2", "fine"]
    assert shown["series"]["label_name"] == "when"
    chosen = shown["choices"]
    assert (chosen["date"], chosen["targets"], chosen["inputs"]) == ("when", ["height"], ["height"])
    again = posted(client, KEEP, 201, text=text, choices=chosen)
    assert again["config"] == kept["config"]  # what is in force may be sent as it is


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_its_encoding(client: TestClient, encoding: str) -> None:
    text = "Größe\n" + "\n".join(str(i * 7 % 31) for i in range(60))
    file = base64.b64encode(text.encode(encoding)).decode()
    found = posted(client, PREVIEW, 200, file=file, name="Größe.csv")
    assert [one["name"] for one in found["columns"]] == ["Größe"]
    assert found["series"]["lines"][0]["values"][:3] == [0, 7, 14]


def test_what_nobody_has_decided_is_asked_and_not_kept(client: TestClient, tmp_path: Path) -> None:
    shown = posted(client, PREVIEW, 200, text=UNDECIDED)
    [question] = shown["questions"]
    assert (question["choice"], question["column"]) == ("decimal", "Wert")
    assert question["values"] == ["point", "comma"]
    assert shown["choices"]["decimal"] is None
    refused = posted(client, KEEP, 422, text=UNDECIDED)["error"]
    assert (refused["code"], refused["field"]) == ("choice_needed", "choices.decimal")
    params = refused["params"]
    assert {name: params[name] for name in question} == question
    kept = [
        posted(client, KEEP, 201, text=UNDECIDED, choices={"decimal": decimal})
        for decimal in question["values"]
    ]
    first = [one["series"]["lines"][0]["values"][0] for one in kept]
    assert first == [1.1, 1100]
    assert kept[0]["id"] != kept[1]["id"]


def test_what_may_be_no_value_is_asked_in_a_whole_sentence(client: TestClient) -> None:
    degrees = [18.5, -9999, *(18 + i % 5 for i in range(50))]
    text = "temp\n" + "\n".join(map(str, degrees))
    refused = posted(client, KEEP, 422, text=text)["error"]
    assert refused["params"]["readings"] == ["–", "-9999"]
    assert "“-9999” can be read as –, -9999." in refused["message"]


def test_a_text_is_shown(client: TestClient) -> None:
    text = "the cat sat on the mat.\n" * 20
    found = posted(client, PREVIEW, 200, kind="text", text=text)
    assert found["text"]["count"] == 479
    assert found["text"]["characters"] == sorted(set(" ".join(text.split())))
    assert found["text"]["head"] == " ".join(text.split())
    assert found["rows"] == 20
    assert found["series"] is None


def test_the_column_of_before_is_one_target(client: TestClient) -> None:
    text = "a;b\n" + "\n".join(f"{i * 7 % 31};{i * 3 % 17}" for i in range(60))
    for column in ("a", "1"):
        found = posted(client, PREVIEW, 200, text=text, column=column)
        assert found["choices"]["targets"] == ["a"]
    error = posted(client, PREVIEW, 422, text=text, column="c")["error"]
    assert (error["code"], error["field"]) == ("unknown_column", "column")
    both = {"column": "a", "choices": {"targets": ["b"]}}
    assert posted(client, PREVIEW, 422, text=text, **both)["error"]["code"] == "column_is_targets"


def test_an_answer_is_small_however_large_the_table_is(client: TestClient) -> None:
    rows = [f"{'x' * 20}{i};{i * 7919 % 10007};{i * 31 % 97}" for i in range(20_000)]
    found = posted(client, PREVIEW, 200, text="\n".join(["a;b;c", *rows]))
    [line] = found["series"]["lines"]
    assert found["series"]["count"] == 20_000
    assert len(line["rows"]) <= 2_000
    chosen = {"targets": ["b", "c"], "missing": []}
    found = posted(client, PREVIEW, 200, text="\n".join(["a;b;c", *rows]), choices=chosen)
    assert sum(len(line["rows"]) for line in found["series"]["lines"]) <= 2_000


@pytest.mark.parametrize(
    "name", ["</script>", "=cmd|' /C calc'!A0", "\\N{BULLET}", "{0}", "a\u202eb"]
)
def test_names_are_data(client: TestClient, name: str) -> None:
    text = f'x,"{name}"\n' + "\n".join(f"{i * i % 19}.5,{i * 7 % 31}" for i in range(60))
    answer = client.post(KEEP, json={"kind": "series", "text": text, "name": name})
    assert answer.status_code == 201, answer.text
    assert answer.json()["columns"][1]["name"] == name
    assert answer.headers["content-type"] == "application/json"
    unknown = {"kind": "series", "text": text, "choices": {"targets": [name + "?"]}}
    error = client.post(KEEP, json=unknown).json()["error"]
    assert (error["code"], error["params"]["column"]) == ("unknown_column", name + "?")
    assert error["field"] == "choices.targets"
    assert error["message"] == problem_detail(error["code"], error["params"]).message


def test_data_runs_and_links_of_before_are_still_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of datasets as it was kept before: what was given, and how it was to be read."""
    monkeypatch.setenv(VARIABLE, "")
    numbers = [round(sin(i / 3) + 2, 3) for i in range(60)]  # which would be asked about now
    table = "day;height;rest\n" + "\n".join(f"{i};{n:.3f};{i % 4}" for i, n in enumerate(numbers))
    given = {
        "own_series": ["series", table, "height"],
        "own_text": ["text", "to be or not " * 30, None],
    }
    (tmp_path / "datasets").mkdir()
    app = create_app(workers=1, data=tmp_path / "runs.sqlite3", hosts=["testserver"])
    with TestClient(app) as client:
        for task, kept in given.items():
            content = json.dumps(kept).encode()
            dataset = sha256(content).hexdigest()[:16]
            file = tmp_path / "datasets" / f"{dataset}.json"
            file.write_bytes(content)
            config = {"task": {"name": task, "dataset": dataset}, "updates": 3}
            run = client.post("/api/runs", json=config).json()
            assert run["config"]["task"] == config["task"]
            assert client.get(f"/api/runs/{run['id']}/frames/3").status_code == 200
            assert file.read_bytes() == content
            if task == "own_series":
                assert run["task"]["series"]["values"] == numbers


def test_labelled_sequences_are_learnt(client: TestClient) -> None:
    rows = [
        f"{'good' if i % 2 else 'bad'} film {i % 7},{'yes' if i % 2 else 'no'}" for i in range(60)
    ]
    text = "\n".join(["text,liked", *rows])
    shown = posted(client, PREVIEW, 200, kind="labelled", text=text)
    assert shown["labelled"]["classes"] == [
        {"name": "no", "count": 30},
        {"name": "yes", "count": 30},
    ]
    assert (shown["rows"], shown["labelled"]["longest"]) == (60, 3)
    kept = posted(client, KEEP, 201, kind="labelled", text=text)
    assert kept["config"]["task"]["name"] == "own_labelled"
    run = client.post("/api/runs", json={"task": kept["config"]["task"], "updates": 100}).json()
    frame = client.get(f"/api/runs/{run['id']}/frames/100").json()
    assert frame["held_out_metric"] == 1
    asked = {"update": 100, "text": "a good film"}
    answer = client.post(f"/api/runs/{run['id']}/predict", json=asked).json()
    assert answer["outputs"][-1][1] > 0.9
