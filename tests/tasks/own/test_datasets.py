"""Readers' own data: kept as they were understood, and found again, those of before too."""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from unrolled.tasks import get_task, read_task
from unrolled.tasks.own import earlier
from unrolled.tasks.own.choices import ChoiceQuestion
from unrolled.tasks.own.datasets import (
    Dataset,
    LabelledData,
    SeriesData,
    TextData,
    get,
    id_of,
    put,
    use_folder,
)
from unrolled.tasks.own.notes import Note
from unrolled.tasks.own.uploads import Upload, read_upload

from ...problems import unreadable
from .series_data import series_data

TEXT = "to be or not to be, that is the question. " * 8
NUMBERS = [round(i % 7 + i / 10, 1) for i in range(60)]
TABLE = "day;height\n" + "\n".join(f"{i + 1};{number}" for i, number in enumerate(NUMBERS))
KEPT: list[Dataset] = [
    TextData(TEXT, {}, [Note("letters", len(TEXT))]),
    SeriesData(
        "day", ["1", "2"], ["3"], {"é": [1.5, -1e300]}, ["é"], ["é"], {"differences": True}, []
    ),
    LabelledData([["a", "b"], ["b"]], ["yes", "no"], {"tokens": "letters"}, []),
    LabelledData([[0.1, 1e-9], [3.0]], ["yes", "no"], {}, []),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("UNROLLED_DATASETS", "")
    use_folder(tmp_path)
    return tmp_path


@pytest.mark.parametrize("data", KEPT)
def test_data_are_kept_by_what_they_hold(folder: Path, data: Dataset) -> None:
    assert put(data) == put(data) == id_of(data)
    assert [path.name for path in folder.iterdir()] == [f"{id_of(data)}.json"]
    assert get(id_of(data)) == data


def test_equal_ids_are_equal_data() -> None:
    assert len({id_of(data) for data in KEPT}) == len(KEPT)
    assert id_of(KEPT[0]) == id_of(TextData(TEXT, {}, [Note("letters", len(TEXT))]))


def test_data_are_a_task() -> None:
    name = put(KEPT[0])
    task = get_task("own_text", name)
    assert task.input_names == tuple(sorted(set(TEXT)))
    assert read_task(KEPT[0]).title == "Your text"
    of_text = ("data_of_another_task", {"dataset": name, "task": "own_text"})
    assert unreadable(get_task, "own_series", name) == of_text
    nothing = "0123456789abcdef"
    assert unreadable(get_task, "own_text", nothing) == ("unknown_dataset", {"dataset": nothing})


def test_a_run_needs_no_reader_of_tables() -> None:
    name = put(series_data(range(60)))
    program = f"import sys; from unrolled.tasks import get_task; get_task('own_series', '{name}')"
    program += "; assert not {'pandas', 'charset_normalizer'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)


def kept_before(folder: Path, *given: str | None) -> str:
    """The id of a file as it was written before: what was given, and how it was to be read."""
    content = json.dumps(given).encode()
    name = sha256(content).hexdigest()[:16]
    (folder / f"{name}.json").write_bytes(content)
    return name


def test_data_of_before_keep_their_names(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, table = kept_before(folder, "text", TEXT, None), kept_before(folder, "series", TABLE, "2")
    assert get(text) == read_upload(Upload("text", TEXT)).data
    data = get(table)
    assert isinstance(data, SeriesData)
    assert data.values == {"height": NUMBERS}
    monkeypatch.setattr(earlier, "understood", None)  # once is enough, whatever reads it later
    assert get(table) == data


def test_what_would_be_asked_now_is_what_it_was_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def asking(upload: Upload) -> object:
        tried.append(upload.choices.model_dump(exclude_none=True))
        found = read_upload(upload)
        asked = [ChoiceQuestion("decimal", "x", "1.109", ["point", "comma"], ["1.109", "1109"])]
        if upload.choices.decimal:
            asked = []
        return found._replace(preview=found.preview._replace(questions=asked))

    monkeypatch.setattr(earlier, "read_upload", asking)
    assert isinstance(get(kept_before(folder, "series", TABLE, None)), SeriesData)
    assert tried == [{"differences": False}, {"differences": False, "decimal": "point"}]
