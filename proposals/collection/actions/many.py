"""Taking down many ideas at once: a heap of paper forms or a list, in a fixed number of statements per five hundred."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from workflow import Actor, Problem, Refused

from ...accounts.actions import PRIVACY_VERSION
from ...accounts.models import Consent, Person
from ...directory.models import Area
from ...gate import person_id
from ...machine import engine
from ...storage import act, db
from ..births import new_receipt
from ..models import Proposal
from .writing import Contact, Idea


@dataclass(frozen=True)
class Form:
    """One filled-in idea form: the words, and whose they are; from a list also the day it was given and the channel it came by.

    A contact without a phone is a person of its own: a name alone is nobody we know.
    """

    idea: Idea
    contact: Contact
    form_date: date | None = None
    channel: str | None = None


class FormRefused(Refused):
    """One of the forms may not be sent; ``place`` says which, from 0."""

    def __init__(self, problems: tuple[Problem, ...], *, place: int) -> None:
        super().__init__(problems)
        self.place = place


@act
def enter_many(season_id: int, *, forms: Sequence[Form], channel: str, by: Actor, at: int, silent: bool = False) -> list[int]:
    """Take down these forms and send them; all or none: the first refused one is raised with its reasons (FormRefused). Returns the cases in the forms' order.

    As ``enter`` does one by one: both names are kept, people are found by phone or added, the history says ``submit`` by the hands.
    ``silent``: nobody is told; the caller writes one letter to each.
    """
    people = _people([form.contact for form in forms], at=at)
    streets = _streets({form.idea.community_id for form in forms})
    ids = engine.start_many(db.session(), "proposal", season_id=season_id, actor=by, at=at, parents=[None] * len(forms))
    drafts = [_draft(form, case_id=case_id, season_id=season_id, person=person, street_id=streets[form.idea.community_id],
                     channel=channel, by=by, at=at)
              for case_id, form, person in zip(ids, forms, people, strict=True)]
    db.session.add_all(drafts)
    agreed = dict.fromkeys((person.id, kind) for form, person in zip(forms, people, strict=True)
                           for kind in (("privacy", "publish_name") if form.contact.show_name else ("privacy",)))
    db.session.add_all(Consent(person_id=whose, kind=kind, version=PRIVACY_VERSION, at_us=at) for whose, kind in agreed)
    db.session.flush()
    sent = engine.fire_many(db.session(), ids, "submit", by, at=at, each={draft.id: _words(draft) for draft in drafts}, silent=silent)
    for case_id, problems in sent.refused.items():
        raise FormRefused(problems, place=ids.index(case_id))
    return ids


def _words(draft: Proposal) -> dict[str, object]:
    """What enters the history, so that its digest can be shown later."""
    words = {"title": draft.title, "problem": draft.problem, "solution": draft.solution, "community": draft.community_id}
    return words | ({"form_date": draft.form_date.isoformat()} if draft.form_date else {})


def _draft(form: Form, *, case_id: int, season_id: int, person: Person, street_id: int, channel: str, by: Actor, at: int) -> Proposal:
    contact, hands = form.contact, person_id(by)
    consents = contact.submitter == "minor" and bool(contact.guardian_name and contact.guardian_phone)
    return Proposal(id=case_id, season_id=season_id, state="draft", receipt=new_receipt(), channel=form.channel or channel,
                    form_date=form.form_date, **vars(form.idea), street_id=street_id, proposer_id=person.id, contact_name=contact.name,
                    joint_names=contact.joint_names,
                    submitter=contact.submitter, show_name=int(contact.show_name),
                    guardian_name=contact.guardian_name if consents else "", guardian_phone=contact.guardian_phone if consents else "",
                    guardian_consent_us=at if consents else None,
                    assisted_by_id=hands if hands != person.id else None)


def _people(contacts: Sequence[Contact], *, at: int) -> list[Person]:
    """Everybody in the contacts' order, known by phone; who is new is added, once."""
    names = {contact.phone: contact.name for contact in reversed(contacts) if contact.phone}
    found = {person.phone: person for person in db.session.scalars(select(Person).where(Person.phone.in_(names)))}
    new = [Person(name=name, phone=phone, created_us=at) for phone, name in names.items() if phone not in found]
    known = found | {person.phone: person for person in new}
    everybody = [known[contact.phone] if contact.phone else Person(name=contact.name, created_us=at) for contact in contacts]
    db.session.add_all(everybody)
    db.session.flush()
    return everybody


def _streets(communities: set[int]) -> dict[int, int]:
    """The street of each community."""
    asked = select(Area.id, func.coalesce(Area.parent_id, Area.id)).where(Area.id.in_(communities))
    return dict(db.session.execute(asked).all())
