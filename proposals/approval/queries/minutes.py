"""Minutes, for those who judged, chair or oversee."""
from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select

from ...paging import Page, page_of
from ...storage import db, made_once
from ..models import Minutes, MinutesSignature, PanelMember, Review, Verdict


def listed(*, person_id: int | None, panel_id: int | None, after: int | None, before: int | None) -> Page[Minutes]:
    """A page of minutes, the newest first: of this person's panels (None: of all), or of one panel."""
    query = select(Minutes)
    if person_id is not None:
        query = query.where(Minutes.panel_id.in_(_panels_of(person_id)))
    if panel_id is not None:
        query = query.where(Minutes.panel_id == panel_id)
    return page_of(query, Minutes.id, after=after, before=before, rows=20)


def minutes(minutes_id: int, *, person_id: int | None) -> Minutes | None:
    """One of them, if this person may see it."""
    query = select(Minutes).where(Minutes.id == minutes_id)
    if person_id is not None:
        query = query.where(Minutes.panel_id.in_(_panels_of(person_id)))
    return db.session.scalars(query).one_or_none()


def numbered(number: str) -> Minutes | None:
    """The minutes with this number."""
    return db.session.scalars(select(Minutes).where(Minutes.number == number)).one_or_none()


def undocumented(panel_ids: Sequence[int]) -> dict[int, int]:
    """How many decisions of each panel are in no minutes yet; one statement."""
    last = select(func.coalesce(func.max(Minutes.last_verdict_id), 0)).where(Minutes.panel_id == Review.panel_id).correlate(Review).scalar_subquery()
    query = (select(Review.panel_id, func.count(Verdict.id.distinct()))
             .join(Verdict, (Verdict.proposal_id == Review.proposal_id) & (Verdict.round == Review.round))
             .where(Review.panel_id.in_(panel_ids), Verdict.id > last).group_by(Review.panel_id))
    return {panel: many for panel, many in db.session.execute(query)}


def unconfirmed(person_id: int) -> list[Minutes]:
    """The minutes that wait for this judge's confirmation, the oldest first; at most twenty."""
    return [one for one in db.session.scalars(_unsigned(), {"person": person_id}) if waits_for(one, person_id=person_id)][::-1]


@made_once
def _unsigned() -> Select[tuple[Minutes]]:
    signed = select(MinutesSignature.id).where(MinutesSignature.minutes_id == Minutes.id, MinutesSignature.person_id == bindparam("person")).exists()
    return select(Minutes).where(Minutes.panel_id.in_(_panels_of(bindparam("person"))), ~signed).order_by(Minutes.id.desc()).limit(20)


def facts_of(one: Minutes) -> dict[str, Any]:
    """What they say."""
    found: dict[str, Any] = json.loads(one.facts)
    return found


def waits_for(one: Minutes, *, person_id: int) -> bool:
    """Whether this person judged and has not confirmed yet."""
    return person_id in {judge["id"] for judge in facts_of(one)["judges"]} and person_id not in {signature.person_id for signature in one.signatures}


def _panels_of(person_id: int | BindParameter[int]) -> Any:
    return select(PanelMember.panel_id).where(PanelMember.person_id == person_id)
