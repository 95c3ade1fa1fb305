"""The numeric heart: recurrent cells, the unrolled loop, BPTT and its analysis, in NumPy alone.

Names, shapes and conventions are in README.md beside this file.
"""
