"""What a reader called the data is printed as it is."""

from types import SimpleNamespace
from typing import Any

import pytest
from unrolled.commands.train import show


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("[/]", "[/]"),
        (
            "[bold]heat[/bold] [link=https://x.example]",
            "[bold]heat[/bold] [link=https://x.example]",
        ),
        (":smile:", ":smile:"),
        ("\x1b[2J\x1b]0;title\x07\nnext", "\ufffd[2J\ufffd]0;title\ufffd\ufffdnext"),
    ],
)
def test_a_title_is_printed_as_it_is(
    title: str, printed: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    run: Any = SimpleNamespace(config=SimpleNamespace(cell="gru"), last_update=3, id="1")
    task = {"title": title, "metric": "rmse", "unit": "mm", "baselines": []}
    last = {"train_metric": 0.1, "held_out_metric": 0.2, "first_nonfinite": None}
    show(run, task, last, ":memory:")
    shown = capsys.readouterr().out
    assert f"{printed}: rmse, mm" in " ".join(shown.split())
    assert "\x1b" not in shown
