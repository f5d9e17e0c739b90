"""A text as it is compared: one script, one width, one case; words and figures only, one blank between them."""
from __future__ import annotations

import re
import unicodedata
from functools import cache

import opencc

LONGEST = 20_000
"""Signs of a text that are compared; a page holds about 4,200, the longest body ever imported 7,000."""
BETWEEN = re.compile(r"[\W_]+")
STAYS = re.compile(r"([编论原专巨名显卓土昭遗拙合译]著|著[名作者称书述录])|著")
"""著 is 着 wherever it is not of writing or fame: the converter leaves 看著 as it is (measured, both converters)."""


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def normalise(text: str) -> str:
    """Words and figures in simplified script, half width and lower case; emoji, control signs, marks and punctuation are only gaps.

    A lone surrogate, which no script has, becomes a gap as well."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).encode("utf-8", "replace").decode().lower()
    simple = _converter().convert(BETWEEN.sub(" ", plain).strip())
    return STAYS.sub(lambda found: found[1] or "着", simple)
