"""Which texts say nearly the same, and by which words: pure, without database and without pages. People decide; this only proposes.

Everything that computes with arrays stands behind ``machinery()``: the pages that do not need it start fast and stay small.
"""
from ..late import late

machinery = late("proposals.similar.computing")
"""The computing half: 0.2 s and 25 MB once."""
