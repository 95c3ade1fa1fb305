"""Every vendored file is the one that VENDOR.md names."""

import gzip
import hashlib
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

VENDOR = Path(__file__).parents[1] / "static" / "vendor"


def rows() -> dict[str, list[str]]:
    """VENDOR.md's table: file → [package, version, licence, file in the package, sha256]."""
    lines = (VENDOR / "VENDOR.md").read_text().splitlines()
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in lines if line[:1] == "|"]
    return {file: rest for file, *rest in cells[2:]}


def test_every_file_is_listed() -> None:
    files = {str(p.relative_to(VENDOR)) for p in VENDOR.rglob("*") if p.is_file()}
    assert files - {"VENDOR.md"} == set(rows())


@pytest.mark.parametrize(("file", "row"), rows().items(), ids=str)
def test_checksum(file: str, row: list[str]) -> None:
    assert hashlib.sha256((VENDOR / file).read_bytes()).hexdigest() == row[-1]


def test_plotly_is_the_version_that_python_draws_with() -> None:
    file = "plotly-cartesian.min.js.gz"
    version = rows()[file][1]
    source = gzip.decompress((VENDOR / file).read_bytes())
    assert version == get_plotlyjs_version()
    assert version.encode() in source[:200]


def test_every_package_has_its_licence_text() -> None:
    packages = {row[0] for file, row in rows().items()}
    assert packages == {row[0] for file, row in rows().items() if file.startswith("licenses/")}
