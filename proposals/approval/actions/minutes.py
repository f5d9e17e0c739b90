"""Minutes are drawn up by the chair and confirmed by every judge who took part."""
from __future__ import annotations

import json

from sqlalchemy import func, select

from workflow import Actor

from ...directory.models import Area
from ...errors import Refusal
from ...gate import person_id
from ...seasons.models import Season
from ...storage import act, db
from ..models import Minutes, MinutesSignature, Panel
from ..rules.deciding import hold_numbers
from ..rules.minutes import gather, new_verdicts
from ..rules.ranking import canonical, digest
from .ranking import check_chair


@act
def draw_up_minutes(panel_id: int, *, by: Actor, at: int) -> int:
    """Write down for good what a panel decided since its last minutes, who judged and by which rule; returns the minutes' id.

    Refused: ``ranking-not-yours`` to all but the chair, ``minutes-nothing-new``.
    """
    check_chair(panel_id, by=by)
    panel = db.session.get_one(Panel, panel_id)
    hold_numbers(db.session(), season_id=panel.season_id)
    verdicts = new_verdicts(db.session(), panel_id=panel_id)
    if not verdicts:
        raise Refusal("minutes-nothing-new")
    serial = 1 + (db.session.scalar(select(func.max(Minutes.serial)).where(Minutes.panel_id == panel_id)) or 0)
    season, street = db.session.get_one(Season, panel.season_id), db.session.get_one(Area, panel.street_id)
    number = f"红金评〔{season.year}〕{street.short_name}-{serial}号"
    facts = gather(db.session(), panel=panel, verdicts=verdicts, number=number, chair=by.name, at=at)
    one = Minutes(season_id=panel.season_id, panel_id=panel_id, serial=serial, number=number, facts=canonical(facts), digest=digest(facts),
                  last_verdict_id=max(row.Verdict.id for row in verdicts), by_id=person_id(by), at_us=at)
    db.session.add(one)
    db.session.flush()
    return one.id


@act
def confirm_minutes(minutes_id: int, *, seal: str, by: Actor, at: int) -> MinutesSignature:
    """A judge confirms that minutes say what the panel did; ``seal`` is the digest of what they read.

    Refused: ``minutes-not-yours``, ``minutes-signed-before``, ``minutes-another-text``.
    """
    one, who = db.session.get_one(Minutes, minutes_id), person_id(by)
    if who not in {judge["id"] for judge in json.loads(one.facts)["judges"]} or who is None:
        raise Refusal("minutes-not-yours")
    if any(signature.person_id == who for signature in one.signatures):
        raise Refusal("minutes-signed-before")
    if seal != one.digest:
        raise Refusal("minutes-another-text")
    signature = MinutesSignature(minutes_id=minutes_id, person_id=who, digest=seal, at_us=at)
    db.session.add(signature)
    return signature
