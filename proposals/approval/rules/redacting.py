"""The blind copy: the names of proposers and implementer are struck out wherever they stand in the text, also spaced out or with a title.

A nickname or an abbreviation that nobody has entered cannot be known; phone and identity numbers are starred as for the public.
"""
from __future__ import annotations

import re
from collections.abc import Iterable

from ... import masking

BRACKETS = re.compile(r"[（(].*?[）)]")
BODIES = re.compile(r"(社会工作|社工|公益|志愿)?(服务中心|发展中心|促进中心|服务社|服务队|促进会|联合会|协会|基金会|工作室|合作社|有限公司|中心)$")
TITLES = "(?:女士|先生|阿姨|叔叔|大妈|大爷|大姐|大哥|奶奶|爷爷|老师|师傅|主任|书记)"
BETWEEN = r"[\s·．]*"
LONG_NAME, SHORTEST_STEM = 4, 3


class Redactor:
    """Strikes out these people's and bodies' names, the longest first; ``mark`` stands in their place."""

    def __init__(self, *, people: Iterable[str], bodies: Iterable[str], mark: str) -> None:
        named = {name for name in people if len(name) > 1}
        forms = {_spaced(name) for name in named} | {_spaced(_surname(name)) + TITLES for name in named}
        forms |= {_spaced(form) for body in bodies for form in _forms(body)}
        self._names = re.compile("|".join(sorted(forms, key=len, reverse=True)), re.IGNORECASE) if forms else None
        self._mark = mark

    def __call__(self, text: str) -> str:
        """The text as a judge reads it."""
        return masking.text(self._names.sub(self._mark, text) if self._names else text)


def _spaced(name: str) -> str:
    return BETWEEN.join(re.escape(sign) for sign in name if not sign.isspace())


def _surname(name: str) -> str:
    return name[:2] if len(name) >= LONG_NAME else name[:1]


def _forms(body: str) -> set[str]:
    """A body's name, without what is added in brackets, and without what kind of body it is."""
    plain = BRACKETS.sub("", body).strip()
    stem = BODIES.sub("", plain)
    return {form for form in (body.strip(), plain, stem) if len(form) >= SHORTEST_STEM}
