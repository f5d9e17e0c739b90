"""What of a person may be shown to whom: 王*, 138****5678. Full names need the person's own consent or a post that needs them (PIPL; domain.md C)."""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

MOBILE = re.compile(r"(?<![0-9])(1[3-9][0-9])[ -]?([0-9]{4})[ -]?([0-9]{4})(?![0-9])")
SEPARATORS = re.compile(r"[、,，;；/\s]+")
LONG_NUMBER = re.compile(r"(?<![0-9])([0-9]{6})[0-9]{8,10}([0-9X]{2,4})(?![0-9])")
EVERYWHERE = frozenset({"support", "support_lead", "bureau"})
ON_THE_STREET = frozenset({"clerk", "street", "street_lead"})


class Post(Protocol):
    """A post that somebody holds: which, and where."""

    @property
    def kind(self) -> str:
        """Which post (gate.POSTS)."""

    @property
    def street_id(self) -> int | None:
        """For which street, if it is a street's."""


class Reader(Protocol):
    """Whoever looks at a page, signed in."""

    id: int
    posts: frozenset[str]

    @property
    def held(self) -> Iterable[Post]:
        """The posts held now."""


class Authored(Protocol):
    """An idea, as far as its author's name is concerned."""

    @property
    def proposer_id(self) -> int | None:
        """Whose it is; nobody's only while it is a draft."""

    @property
    def street_id(self) -> int | None:
        """Where it lies."""


def name(full: str) -> str:
    """A person's name as the public reads it: the first sign and a star."""
    return f"{full[:1]}*" if full else ""


def names(written: str) -> str:
    """Several names as somebody typed them, each as the public reads it."""
    return "、".join(name(each) for each in SEPARATORS.split(written) if each)


def phone(number: str) -> str:
    """A phone number as the public reads it: 138****5678."""
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 8 else "****"


def text(written: str) -> str:
    """Free text for the public: mobile numbers and identity or card numbers that somebody wrote into it are starred."""
    return LONG_NUMBER.sub(r"\1********\2", MOBILE.sub(r"\1****\3", written))


def sees_names(person: Reader | None, *, proposal: Authored) -> bool:
    """Whether this person may read the names of a proposal's authors: its proposer, staff of its street, support organisation and bureau."""
    if person is None:
        return False
    if person.id == proposal.proposer_id or person.posts & EVERYWHERE:
        return True
    return any(post.kind in ON_THE_STREET and post.street_id == proposal.street_id for post in person.held)


def author(full: str, *, show_name: int, sees: bool) -> str:
    """An author's name for somebody who ``sees`` names or not; ``show_name`` is the author's own wish (1: publish it)."""
    return full if sees or show_name == 1 else name(full)
