"""The room's blueprint, and which payments are whose: the posts, the states they work on, the sources and streets they see."""
from __future__ import annotations

from flask import Blueprint

from ...accounts.models import Session

room = Blueprint("funding", __name__)
SOURCES = ("foundation", "foundation_lead", "treasury", "treasury_lead")
CHECKERS = ("street", "street_lead", "support", "support_lead")
OVERSEERS = (*SOURCES, "support", "support_lead", "bureau", "auditor")
MOVES = {"requested": "verify", "verified": "authorise", "endorsed": "countersign", "authorised": "send"}
"""The move that a batch in this state waits for; those sent wait for the bank's statement."""


def states_of(person: Session) -> tuple[str, ...]:
    """The states of payments in which this person has something to do, in their order."""
    found = ["requested"] if person.posts & set(CHECKERS) else []
    found += ["verified", "bounced"] if person.posts & {"foundation_lead", "treasury_lead"} else []
    found += ["endorsed"] if "bureau" in person.posts else []
    found += ["authorised", "sent"] if person.posts & {"foundation", "treasury"} else []
    return tuple(found)


def funds_of(person: Session) -> tuple[str, ...] | None:
    """The sources whose payments this person sees; None for all."""
    own = tuple(sorted({post.removesuffix("_lead") for post in person.posts & set(SOURCES)}))
    return own or None


def streets_of(person: Session) -> tuple[int, ...] | None:
    """The streets whose payments this person checks; None for all."""
    if person.posts & {"support", "support_lead", *SOURCES, "bureau", "auditor"}:
        return None
    return tuple(post.street_id for post in person.held if post.kind in CHECKERS and post.street_id is not None)
