"""Tables that people bring and take away: CSV and XLSX read into numbered rows without trusting the file, and rows written as XLSX.

What the rows mean is the rooms' matter. Reading takes time and, for XLSX, a process of its own: do it before the write transaction.
"""
from .cells import Cell, day_of, text_of
from .reading import Row, UnreadableSheet, read
from .writing import Column, Page, write

__all__ = ["Cell", "Column", "Page", "Row", "UnreadableSheet", "day_of", "read", "text_of", "write"]
