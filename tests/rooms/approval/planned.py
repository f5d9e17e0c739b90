"""A proposal with a finished plan, put down directly: this room's tests begin where optimisation ends."""
from __future__ import annotations

from datetime import date

from sqlalchemy import select, update

from proposals.accounts.models import Person
from proposals.collection.models import Proposal
from proposals.directory.models import Area, Organisation
from proposals.machine import engine
from proposals.optimisation.models import BudgetLine, Plan
from proposals.seasons.models import Season
from proposals.storage import db, unit_of_work
from tests.cast import BY_NAME, IMPLEMENTER
from workflow import SYSTEM, Actor
from workflow.tables import instance

LINES = (("花苗与种植土", "activity", 3200, 60), ("座椅", "activity", 31000, 6), ("工具与水管", "activity", 68000, 1))


def actor(name: str) -> Actor:
    """One of the cast, as the engine knows them."""
    person = db.session.scalars(select(Person).where(Person.login == BY_NAME[name].login)).one()
    return Actor(f"p{person.id}", person.name)


def planned(serial: int, *, at: int, title: str = "巷口口袋花园", proposer: str = "林秀梅", letters: str = "XT") -> int:
    """A planned proposal of 4,460.00 yuan; returns its case number."""
    with unit_of_work():
        street = db.session.scalars(select(Area).where(Area.letters == letters)).one()
        season = db.session.scalars(select(Season).order_by(Season.id).limit(1)).one()
        case = engine.start(db.session, "proposal", season_id=season.id, actor=SYSTEM, at=at)
        db.session.execute(update(instance).where(instance.c.id == case).values(state="planned"))
        organisation = db.session.scalars(select(Organisation).where(Organisation.name == IMPLEMENTER)).one()
        by = int(actor(proposer).id[1:])
        db.session.add(Proposal(id=case, season_id=season.id, state="planned", number=f"{season.year}-{letters}-{serial:04d}", serial=serial,
                                receipt=f"RCPT{letters}{serial:04d}", street_id=street.id, proposer_id=by, title=title, submitted_us=at, improved_us=at,
                                problem="巷口空地长年堆放杂物。", solution="清理后由居民认养种花。", organisation_id=organisation.id, planned_fen=446000))
        db.session.flush()
        plan = Plan(proposal_id=case, version=1, summary="清理整平、共同设计、种植与安装、认养维护。", objectives="建成一处居民自管的口袋花园。",
                    activities_planned=8, beneficiaries_planned=420, starts_on=date(season.year, 5, 1), ends_on=date(season.year, 10, 31), by_id=by, at_us=at,
                    frozen_us=at, digest="0" * 64)
        plan.lines = [BudgetLine(position=number, head=head, title=name, unit_price_fen=price, quantity=count)
                      for number, (name, head, price, count) in enumerate(LINES, 1)]
        db.session.add(plan)
    return case
