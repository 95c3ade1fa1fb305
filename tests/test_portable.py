"""No file names a machine's folders or the place that packages come from: both differ elsewhere."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What lines that name them have in common, written such that no line here is one of them.
FORBIDDEN = re.compile(
    r"""
      (?<![\w.~-])/(?:work|tmp|root|home|opt|Users)/                      # a folder
    | --(?:(?:extra-)?index-url|default-index|find-links|registry|trusted-host)\b   # an option
    | (?<!\w)-[if]\s+\w+://                                               # and its short form
    | (?:index[_-]?url|find[_-]links|registry|mirror)["']?\s*[=:]\s*["']?\w*:?//    # a setting
    | \b(?:resolved|integrity)["']?[\s:=]+["']?(?:\w+://|sha\d+-)         # a field of a lock file
    | \bhttps?://\S+\.(?:whl|tgz|tar\.gz|crate)\b                         # a package
    | ^\s*\[\[(?:tool\.\w+\.)?(?:index|source)\]\]                        # a table of indexes
    | ^\s*deb(?:-src)?\s[^#\n]*://                                        # a source of apt
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)


def test_no_file_names_a_machine_or_a_registry() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a checkout")
    names = list(filter(None, listed.stdout.split("\0")))
    assert Path(__file__).relative_to(ROOT).as_posix() in names
    for path in map(ROOT.joinpath, names):
        if path.is_file() and b"\0" not in path.read_bytes()[:1000]:
            found = FORBIDDEN.search(path.read_text(encoding="utf-8"))
            assert found is None, f"{path} names {found and found[0]}"


@pytest.mark.parametrize(
    "line",
    [
        "sys.path.append('/wo·rk/main')",
        "cd /ho·me/somebody/unrolled",
        "pip install --ind·ex-url https://packages.example/simple fastapi",
        "pip install --extra-in·dex-url=file:///somewhere fastapi",
        "pip install -·i https://packages.example/simple fastapi",
        "uv sync --def·ault-index https://packages.example/simple",
        "pip install --no-index --fin·d-links wheels fastapi",
        "npm install --reg·istry https://packages.example",
        "PIP_IND·EX_URL=https://packages.example/simple make",
        "index-url ·= https://packages.example/simple",
        "regis·try=https://packages.example/",
        "@scope:regis·try=//packages.example/",
        'source = { regis·try = "https://packages.example/simple" }',
        '      "reso·lved": "https://packages.example/signals-1.0.0.js",',
        '      "integ·rity": "sha512-AAAA",',
        '  reso·lved "https://packages.example/signals-1.0.0.js"',
        "  integ·rity sha512-AAAA==",
        '    { url = "https://packages.example/numpy-2.0.0.w·hl", hash = "sha256:00" },',
        "[[·tool.uv.index]]",
        "[[·source]]",
        "d·eb http://packages.example/debian bookworm main",
    ],
)
def test_what_names_one_is_found(line: str) -> None:
    """A line has a dot inside where it would be found here."""
    assert FORBIDDEN.search(f"first\n{line.replace('·', '')}\nlast")
    assert not FORBIDDEN.search(line)


@pytest.mark.parametrize(
    "line",
    [
        "const resolved = new Map();",
        "registry = {}",
        "the integrity of a file: sha256 of what it holds",
        "except sqlite3.IntegrityError:",
        "/api/runs/{run_id}/trace and app/tmp/file or ~/home/",
        "[tool.hatch.build.targets.wheel.sources]",
        "pip install --no-index --no-deps unrolled.whl",
        "unrolled export sunspots -f html; curl -i http",
        "https://github.com/preactjs/signals and https://www.sidc.be/SILSO/",
        "debug: http://127.0.0.1:8000/",
        "index_url = settings.index",
    ],
)
def test_usual_lines_pass(line: str) -> None:
    assert not FORBIDDEN.search(line)
