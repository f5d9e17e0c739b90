"""Who may do what with a season's sources: posts, asked for in acts that move no case of a machine."""
from __future__ import annotations

from workflow import SYSTEM, Actor

from ...accounts.posts import posts_of
from ...errors import Refusal
from ...storage import db
from ..models import Fund

BUREAU = ("bureau",)
CLOSERS = ("bureau", "foundation_lead")
RECLAIMERS = ("foundation_lead", "bureau")
WITNESSES = ("foundation", "foundation_lead", "support", "support_lead", "bureau")


def bookers_of(fund: Fund) -> tuple[str, ...]:
    """Who books what a source promises and gives: its own staff, those of the account that its money comes into, and the bureau."""
    return tuple(dict.fromkeys(post for desk in (fund.desk, fund.pays_through) for post in (desk, f"{desk}_lead"))) + BUREAU


def must_hold(by: Actor, *, kinds: tuple[str, ...], code: str) -> None:
    """Refuse (``code``) unless the actor holds one of these posts; the program itself may."""
    if by.id != SYSTEM.id and not any(post.kind in kinds for post in posts_of(db.session(), actor=by)):
        raise Refusal(code)
