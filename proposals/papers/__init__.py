"""Papers: what is printed, signed and kept, as PDF by Typst; each has a page of its own that says the same.

A template of ``templates/print`` and the data it fills in make a paper; what people wrote travels as data and is never read as markup.
The same data makes the same bytes. A paper that would lack a font is refused (UnprintablePaper), never printed with holes.
"""
from .answers import answer
from .codes import qr
from .fonts import UnprintablePaper
from .known import Known, known_by, look_up
from .press import Kind, inspect, pdf

__all__ = ["Kind", "Known", "UnprintablePaper", "answer", "inspect", "known_by", "look_up", "pdf", "qr"]
