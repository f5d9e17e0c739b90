"""Which projects a budget pays for, by which rule and why: pure, without database and without pages.

``projects`` says what is chosen among, ``ranked`` takes the best first, ``optimum`` is a what-if, ``shares`` counts residents' ballots,
``lots`` draws the order of equals, ``pabulib`` reads and writes elections as files. What they answer is free of language: words are the pages' matter.

``optimum`` and ``shares`` compute with arrays and stand behind ``machinery()``: whoever never asks for them starts fast and stays small.
"""
from ..late import late

machinery = late("proposals.choosing.computing")
"""What computes with arrays: half a second once."""
