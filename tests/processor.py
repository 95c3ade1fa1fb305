"""What the processor has beyond the least, as NumPy sees it and by NumPy's names."""

import numpy as np
import pytest

_told = np.show_config(mode="dicts")["SIMD Extensions"]
FOUND: list[str] = _told.get("found", [])
NOT_FOUND: list[str] = _told.get("not found", [])
# For tests that imitate a processor without it.
needs_avx2 = pytest.mark.skipif("X86_V3" not in FOUND, reason="the processor has no AVX2")
