"""The page itself: its language, its strings, and that it names nothing that is not there."""

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from unrolled.settings import data_dir, examples_dir
from unrolled.web.pages.modules import closure
from unrolled.web.pages.pages import TRIABLE, preferred_language

LOCALES = Path(__file__).parents[3] / "static" / "locales"


@pytest.mark.parametrize(
    ("asked", "accept", "language"),
    [
        (None, None, "en"),
        (None, "zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        (None, "zh-Hans-CN", "zh-Hans"),
        (None, "en;q=0.5,zh;q=0.9", "zh-Hans"),
        (None, "zh-TW,en;q=0.8", "en"),
        (None, "de,fr;q=0.5", "en"),
        (None, "en;q=0,zh", "zh-Hans"),
        (None, ";;;q=x,", "en"),
        ("zh-Hans", "en", "zh-Hans"),
        ("en", "zh", "en"),
        ("klingon", "zh", "zh-Hans"),
    ],
)
def test_language(asked: str | None, accept: str | None, language: str) -> None:
    assert preferred_language(asked, accept) == language


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_strings_are_inlined_in_the_language(client: TestClient, language: str) -> None:
    page = client.get("/", params={"lang": language})
    assert page.status_code == 200
    assert page.headers["content-language"] == language
    assert f'<html lang="{language}"' in page.text
    inlined = re.search(r'id="strings">(.*?)</script>', page.text, re.DOTALL)
    assert inlined
    assert json.loads(inlined[1]) == json.loads((LOCALES / f"{language}.json").read_text("utf-8"))


def test_every_file_that_the_page_names_is_there(client: TestClient) -> None:
    found: dict[str, int] = {}
    for page in ("/", "/docs"):
        text = client.get(page).text
        names = re.findall(r"""(?:href="|src="|url\(")([^"#]+)""", text)
        found |= {name: client.get(f"/{name}").status_code for name in names}
    assert len(found) > 100
    assert set(found.values()) == {200}


def test_the_page_preloads_what_its_scripts_import(client: TestClient) -> None:
    names = re.findall(r'rel="modulepreload" href="static/([^"]+)"', client.get("/").text)
    assert len(set(names)) == len(names)
    assert names[0] == "js/prefetch.js"
    assert {"js/main.js", "js/state/pane.js", "vendor/signals-core.mjs"} < set(names)
    assert names.index("js/wire/server.js") < names.index("js/score/score.js")
    assert not [name for name in names if name.startswith(("js/results/pictures/", "js/export/"))]


def test_a_closure_has_what_is_imported_however_far_away(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    texts = {
        "first.js": 'import {\n  a,\n} from "./lib/a.js";\nawait import("./later.js");\n',
        "lib/a.js": '/** @import { B } from "./types.js" */\nexport { b } from "../b.mjs";\n',
        "b.mjs": 'import "./first.js";\nimport "./lib/a.js";\nexport const s = "./s.js";\n',
        "later.js": "",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    found = closure([tmp_path / "first.js"])
    assert [path.relative_to(tmp_path.resolve()).as_posix() for path in found] == [
        "first.js",
        "lib/a.js",
        "b.mjs",
    ]


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_notebook_is_linked_and_served(client: TestClient, language: str) -> None:
    text = client.get("/docs", params={"lang": language}).text
    words = json.loads((LOCALES / f"{language}.json").read_text("utf-8"))
    path = "examples/gradients.ipynb"
    assert f'href="{path}" download>{words["docs.notebook"]}</a>' in text
    answer = client.get(f"/{path}")
    assert answer.headers["content-type"] == "application/x-ipynb+json"
    assert answer.headers["content-disposition"] == 'attachment; filename="gradients.ipynb"'
    assert answer.content == (examples_dir() / "gradients.ipynb").read_bytes()
    assert client.get("/examples/other.ipynb").status_code == 404


def test_data_of_tasks_can_be_tried_as_ones_own(client: TestClient) -> None:
    for name in TRIABLE:
        answer = client.get(f"/examples/{name}")
        assert answer.headers["content-type"].startswith("text/")
        assert answer.content == (data_dir() / name).read_bytes()
    assert client.get("/examples/README.md").status_code == 404


def test_no_code_stands_in_the_page_and_nothing_comes_from_elsewhere(client: TestClient) -> None:
    text = client.get("/").text
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL)
    code = [body for attributes, body in scripts if "application/json" not in attributes]
    assert len(code) == 3
    assert not any(body.strip() for body in code)
    assert not re.search(r"\sstyle=|\son\w+=|https?://", text)


def test_theme_and_hidden_parts_come_from_the_address(client: TestClient) -> None:
    text = client.get("/", params={"theme": "dark", "hide": "side,config,<script>"}).text
    assert '<html lang="en" data-theme="dark" data-hide="config side">' in text
    assert re.findall(r'id="(\w+)" hidden', text) == ["config", "side"]
    assert "data-theme" not in client.get("/", params={"theme": "pink"}).text.split(">", 2)[1]


def test_the_browser_is_told_to_run_only_files_of_this_server(client: TestClient) -> None:
    for query in ("", "?lang=zh-Hans", "?theme=dark&hide=side"):
        policy = client.get(f"/{query}").headers["content-security-policy"]
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["script-src"] == rules["default-src"] == rules["connect-src"] == "'self'"
        assert rules["style-src"] == "'self' 'unsafe-inline'"
        assert rules["img-src"] == "'self' data: blob:"
        assert (rules["base-uri"], rules["frame-ancestors"]) == ("'none'", "'self'")
