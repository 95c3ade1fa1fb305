"""The reference cases that PyTorch computed, as tests/data/README.md describes them."""

import json
from pathlib import Path
from typing import Any

GOLDEN: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "golden.json").read_text()
)["cases"]
