"""Unrolled: shows how a recurrent network unrolls through time and how it is trained."""

if __name__ != "unrolled":
    raise ImportError(f"This package is called unrolled, not {__name__}: see README.md.")

__version__ = "0.1.0"
