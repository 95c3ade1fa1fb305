"""Unrolled: shows how a recurrent network unrolls through time and how it is trained."""

__version__ = "0.1.0"
