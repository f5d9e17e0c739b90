"""The box letters are kept in, and who is meant by the roles that are posts. Roles of a certain case are entered by its own room."""
from __future__ import annotations


from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from .. import letters
from ..letters import Case, Letter
from ..storage import db
from .models import Message
from .posts import holders

OF_THE_DISTRICT = {"bureau": ("bureau",), "finance": ("foundation", "foundation_lead"), "evaluator": ("evaluator",), "monitor": ("support", "support_lead")}
OF_THE_STREET = {"street": ("street", "street_lead"), "clerk": ("clerk",), "panel_chair": ("chair",)}
WITH_SUPPORT = {"staff": (("street", "street_lead"), ("support", "support_lead")), "staff_lead": (("street_lead",), ("support_lead",))}


@letters.kept_by
def keep(new: list[Letter], at: int) -> None:
    """Put letters into their boxes; one that is there already, by its ``dedup``, is left alone."""
    there = set(db.session.scalars(select(Message.dedup).where(Message.dedup.in_([letter.dedup for letter in new]))))
    rows = [{"person_id": one.person_id, "case_id": one.case_id, "template": one.template, "facts": one.facts, "at_us": at, "dedup": one.dedup}
            for one in new if one.dedup not in there]
    if rows:
        db.session.execute(insert(Message), rows)


def _of_the_district(kinds: tuple[str, ...]) -> letters.Find:
    return lambda session, case: holders(session, kinds=kinds)


def _of_the_street(kinds: tuple[str, ...]) -> letters.Find:
    return lambda session, case: _in_street(session, kinds=kinds, street_id=getattr(case.root, "street_id", None))


def _with_support(street: tuple[str, ...], support: tuple[str, ...]) -> letters.Find:
    return lambda session, case: (_in_street(session, kinds=street, street_id=getattr(case.root, "street_id", None))
                                  | holders(session, kinds=support))


def _in_street(session: Session, *, kinds: tuple[str, ...], street_id: int | None) -> set[int]:
    return holders(session, kinds=kinds, street_id=street_id) if street_id is not None else set()


@letters.people_for("org")
def members_of_the_organisation(session: Session, case: Case) -> set[int]:
    """The staff of the organisation that carries the project out."""
    organisation_id = getattr(case.root, "organisation_id", None)
    return holders(session, kinds=("organisation",), organisation_id=organisation_id) if organisation_id is not None else set()


def _enter(answers: dict[str, letters.Find]) -> None:
    for role, find in answers.items():
        letters.people_for(role)(find)


_enter({role: _of_the_district(kinds) for role, kinds in OF_THE_DISTRICT.items()})
_enter({role: _of_the_street(kinds) for role, kinds in OF_THE_STREET.items()})
_enter({role: _with_support(*kinds) for role, kinds in WITH_SUPPORT.items()})
