"""What the README tells is so."""

import json
import re
from pathlib import Path

from fastapi.testclient import TestClient

from app.main import create_app

README = (Path(__file__).parents[1] / "README.md").read_text()


def test_the_curl_example() -> None:
    found = re.search(r"curl -s http://\S+?(/api/\S+) .*? -d '(.*?)'", README, re.DOTALL)
    assert found
    with TestClient(create_app(workers=1)) as client:
        answer = client.post(found[1], json=json.loads(found[2]))
    assert answer.status_code == 200
    assert len(answer.json()["grad_hidden"]) == 2


def test_every_make_command_is_in_the_makefile() -> None:
    makefile = (Path(__file__).parents[1] / "Makefile").read_text()
    for command in re.findall(r"`?make (run|[a-z]+)`", README):
        assert re.search(rf"^{command}:", makefile, re.MULTILINE), command


def test_every_link_leads_to_a_file() -> None:
    for link in re.findall(r"\]\(([^):]+)\)", README):
        assert (Path(__file__).parents[1] / link).is_file(), link
