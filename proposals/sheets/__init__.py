"""Tables that people bring and take away: CSV and XLSX read into numbered rows without trusting the file, and rows written as XLSX.

What the rows mean is the rooms' matter. Reading takes time and, for XLSX, a process of its own: do it before the write transaction.
"""
from .cells import Cell, day_of, text_of
from .long import write_long
from .manner import Manner
from .reading import Row, UnreadableSheet, read, stream
from .writing import Column, Page, write

__all__ = ["Cell", "Column", "Manner", "Page", "Row", "UnreadableSheet", "day_of", "read", "stream", "text_of", "write", "write_long"]
