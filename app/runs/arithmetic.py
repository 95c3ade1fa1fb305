"""The arithmetic of the processes that compute: one choice, wherever the processor has it.

NumPy and OpenBLAS choose their code by the processor, and the last bits of what they compute depend
on it. Training is chaotic: a last bit that differs is another run after some hundred updates. So
these processes are started in an environment that makes the choice for them, and what it came to is
measured: equal fingerprints, equal numbers.
"""

import os
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import NamedTuple

import numpy as np
from threadpoolctl import threadpool_info

from ..engine.arrays import Array

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
HASWELL = {"OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_L2_SIZE": "512"}  # kilobytes
DISABLED, ENABLED = "NPY_DISABLE_CPU_FEATURES", "NPY_ENABLE_CPU_FEATURES"
# Rows, what is summed over, columns: OpenBLAS has code of its own for small, thin and long ones.
PRODUCTS = ((1, 8, 8), (8, 12, 1), (3, 7, 5), (32, 50, 32), (64, 3840, 64), (256, 200, 64))


class Arithmetic(NamedTuple):
    """What numbers are computed with: a hash of some of them, and OpenBLAS' kernel."""

    fingerprint: str  # 16 hexadecimal digits
    kernel: str  # by OpenBLAS' name; "" where there is another BLAS

    @property
    def name(self) -> str:
        """What tells it in ids: "" for that of x86-64 with AVX2 and FMA, glibc and this NumPy."""
        return "" if self.fingerprint == USUAL.fingerprint else self.fingerprint


USUAL = Arithmetic("31577c48d2f8e0db", "Haswell")


def environment() -> dict[str, str]:
    """The variables of this process, with the arithmetic chosen as far as the processor has it.

    They hold for a process that is started with them: NumPy reads them when it is imported.
    """
    found = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    beyond = [name for name in found if "AVX512" in name or name == "X86_V4"]
    disabled = " ".join([os.environ.get(DISABLED, ""), *beyond]).strip()
    # On a processor without AVX2, Haswell's kernel would be an illegal instruction.
    kernel = HASWELL if {"X86_V3", "AVX2"} & set(found) else {}
    chosen = {**dict.fromkeys(ONE_THREAD, "1"), **kernel, DISABLED: disabled}
    return {k: v for k, v in os.environ.items() if k != ENABLED} | chosen


@cache
def measured() -> Arithmetic:
    """The arithmetic of this process."""
    numbers = sha256(b"".join(np.ascontiguousarray(one).tobytes() for one in _table()))
    blas = (one for one in threadpool_info() if one["internal_api"] == "openblas")
    return Arithmetic(numbers.hexdigest()[:16], next((b["architecture"] for b in blas), ""))


def _table() -> Iterator[Array]:
    """exp, tanh, log and products of fixed numbers, which are exact before."""
    x = np.arange(-2000, 2001) / 128
    yield from (np.exp(x), np.tanh(x), np.log(np.abs(x) + 1))
    numbers = (np.arange(2**18) * 40503 % 65536 - 32768) / 65536
    for rows, summed, columns in PRODUCTS:
        left = numbers[: rows * summed].reshape(rows, summed)
        right = numbers[-summed * columns :].reshape(columns, summed)
        yield from (left @ right.T, left @ right.T.copy(), left @ right[0], left[0] @ right[0])
