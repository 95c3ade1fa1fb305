"""The rooms of the page's modules: who may import whom, and how many a room holds."""

import re
from pathlib import Path

import pytest
from unrolled.figures import TRACKS
from unrolled.web.pages.modules import imported

JS = Path(__file__).parents[2] / "static" / "js"
# Each may import those before it; the views after them all, and none another view.
ROOMS = ["lib", "wire", "state", "draw", "runs", "playback"]
VIEWS = [
    "settings",
    "own-data",
    "score",
    "side",
    "inspector",
    "player",
    "chrome",
    "results",
    "export",
]
MOST = 18  # files in a room
# What puts a page together may import all.
FIRST = {"main.js", "prefetch.js", "docs"}
SCRIPTS = sorted(JS.rglob("*.js"))


def room_of(path: Path) -> str:
    return path.relative_to(JS).parts[0]


def name_of(path: Path) -> str:
    return path.relative_to(JS).as_posix()


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_a_module_imports_only_from_the_rooms_before_its_own(script: Path) -> None:
    room = room_of(script)
    before = ROOMS[: ROOMS.index(room)] if room in ROOMS else ROOMS
    allowed = {*before, room} if room not in FIRST else {*ROOMS, *VIEWS, *FIRST}
    found = {room_of(path) for path in imported(script) if JS in path.parents}
    assert found <= allowed


def test_every_room_is_known_and_none_is_too_large() -> None:
    assert {room_of(script) for script in SCRIPTS} == {*ROOMS, *VIEWS, *FIRST}
    folders = {script.parent for script in SCRIPTS}
    assert [name_of(one) for one in folders if len(list(one.glob("*.js"))) > MOST] == []


def test_no_script_and_no_style_names_a_track() -> None:
    """Arrays may be called as a track is: what counts is where one is asked for by its name."""
    asking = r"tracks\.", r"figures\.(value|peek\(\))\.", "data-track=[\"']?"
    asked = re.compile(rf"({'|'.join(asking)})({'|'.join(TRACKS)})\b")
    files = [*SCRIPTS, *JS.with_name("css").rglob("*.css")]
    assert [path.name for path in files if asked.search(path.read_text("utf-8"))] == []
