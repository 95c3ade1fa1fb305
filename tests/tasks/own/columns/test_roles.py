"""Kinds of columns, and which are predicted and read where nobody has said it."""

import numpy as np
import pytest

from ....problems import unreadable
from .tables import DAYS, kinds, notes, read, table, values

WEATHER = ["sun", "rain", "snow"]


def rows(*columns: str) -> list[str]:
    """Rows in which {d} is a day, {x} and {y} numbers, {n} a count, {f} a flag, {w} a word."""
    return [
        ",".join(columns).format(
            d=d,
            x=f"{(i * 7) % 23}.5",
            y=f"{(i * 5) % 17}.25",
            n=i + 1,
            f=int(i % 5 == 0),
            w=WEATHER[i % 3],
        )
        for i, d in enumerate(DAYS)
    ]


@pytest.mark.parametrize(
    ("last", "note"),
    [("7", "constant"), ("{f}", "flag"), ("{n}", "counter"), ("no {n}", "skipped")],
)
def test_what_is_no_measurement_is_not_predicted_and_told(last: str, note: str) -> None:
    found = read(table("d,a,b,c", rows("{d}", "{x}", "{y}", last)))
    assert (found.targets, found.inputs) == (["b"], ["b"])
    assert (note, "c") in found.notes


def test_kinds_are_told() -> None:
    found = read(table("d,a,w,c,t", rows("{d}", "{x}", "{w}", "7", "no {n}")))
    assert kinds(found) == ["date", "number", "category", "constant", "text"]
    assert found.targets == ["a"]
    assert [one.format for one in found.columns] == ["YYYY-MM-DD", "1234.5", None, "1234.5", None]


def test_without_anything_else_a_count_or_a_flag_is_predicted() -> None:
    assert values(read(table("n", rows("{n}"))))[:2] == [1, 2]
    assert read(table("d,f", rows("{d}", "{f}"))).targets == ["f"]


def test_targets_and_inputs_are_chosen_by_name_or_number() -> None:
    text = table("d,a,b,f", rows("{d}", "{x}", "{y}", "{f}"))
    found = read(text, targets=["2"], inputs=["a", "b", "f"])
    assert (found.targets, found.inputs) == (["a"], ["a", "b", "f"])
    assert found.series["f"][:2].tolist() == [1, 0]
    assert found.choices.targets == ["a"]
    both = read(text, targets=["a", "b", "2"], inputs=["f"])
    assert (both.targets, both.inputs) == (["a", "b"], ["f"])
    assert set(both.series) == {"a", "b", "f"}
    names = ["d", "a", "b", "f"]
    for choice in ({"targets": ["left"]}, {"inputs": ["left"]}, {"date": "left"}):
        refused = unreadable(lambda text, c=choice: read(text, **c), text)
        assert refused == ("unknown_column", {"column": "left", "names": names})


def test_a_category_is_read_as_one_input_for_each_of_its_values() -> None:
    text = table("d,w,a", rows("{d}", "{w}", "{x}"))
    found = read(text, inputs=["a", "w"])
    assert found.inputs == ["a", "w: rain", "w: snow", "w: sun"]
    assert found.series["w: sun"][:4].tolist() == [1, 0, 0, 1]
    one_hot = sum(found.series[name] for name in found.inputs[1:])
    np.testing.assert_array_equal(one_hot, np.ones(60))
    many = table("d,w,a", rows("{d}", "no {n}", "{x}"))
    code, params = unreadable(lambda text: read(text, inputs=["w"]), many)
    assert (code, params["column"]) == ("not_a_number", "w")


@pytest.mark.parametrize("choice", [{"targets": ["w"]}, {"targets": ["t"]}, {"inputs": ["t"]}])
def test_texts_are_refused(choice: dict[str, list[str]]) -> None:
    text = table("d,w,t,a", rows("{d}", "{w}", "no {n}", "{x}"))
    code, params = unreadable(lambda text: read(text, **choice), text)
    assert (code, params["line"]) == ("not_a_number", 2)


def test_a_year_may_be_predicted_if_somebody_wants_it() -> None:
    text = "\n".join(["year,x", *(f"{1950 + i},{i % 9}.5" for i in range(50))])
    assert values(read(text, targets=["year"]))[0] == 1950


def test_one_cell_that_is_no_number_is_refused_with_its_line() -> None:
    text = table("x", [*(str(i) for i in range(50)), "twelve"])
    params = {"line": 52, "column": "x", "text": "twelve"}
    assert unreadable(read, text) == ("not_a_number", params)


def test_what_a_user_typed_is_data() -> None:
    name = '{value} {} %s </script> "\\N{0}'
    found = read(table(f'd,"{name.replace(chr(34), chr(34) * 2)}"', rows("{d}", "{x}")))
    assert found.targets == [name]
    assert ("column", name) in found.notes
    assert "column" in notes(found)


def test_a_table_of_several_series_is_refused_by_what_tells_them_apart() -> None:
    gdp = [f"{land},{1960 + i},{i % 7}.5" for land in ("Chad", "Peru") for i in range(50)]
    params = {"column": "land", "names": ["Chad", "Peru"]}
    assert unreadable(read, table("land,year,gdp", gdp)) == ("several_series", params)
    newest = table("land,year,gdp", gdp[::-1])
    assert unreadable(read, newest) == ("several_series", params)
    stations = [f"{DAYS[i // 3]};{i % 3 + 1};{i % 17}.5" for i in range(150)]
    params = {"column": "station", "names": ["1", "2", "3"]}
    assert unreadable(read, table("day;station;x", stations)) == ("several_series", params)


def test_a_table_that_runs_across_is_told_to_be_turned() -> None:
    years = ",".join(map(str, range(1960, 2020)))
    lands = [",".join([land, *(f"{i % 9}.5" for i in range(60))]) for land in ("Chad", "Peru")]
    params = {"rows": 2, "columns": 61}
    assert unreadable(read, table(f"land,{years}", lands)) == ("table_across", params)
