"""Numbers of accepted ideas: per season and street, without gaps, also when a thousand are accepted at once.

The counter row is counted up in the accepting transaction, which holds it until the end: a number is either kept or never was.
"""
from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Insert, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from workflow import Context

from ...directory.models import Area
from ...machine import effect
from ...seasons.models import Season
from ..models import Proposal, StreetSerial


PLACES = (Proposal.season_id, Proposal.street_id, Season.year, Area.letters)
UNNUMBERED = (select(*PLACES, func.count()).join(Season, Season.id == Proposal.season_id).join(Area, Area.id == Proposal.street_id)
              .where(Proposal.id.in_(bindparam("ids", expanding=True)), Proposal.number.is_(None))
              .group_by(*PLACES).order_by(Proposal.season_id, Proposal.street_id))


@effect
def number_it(ctx: Context) -> None:
    """Give the idea its number, 2018-XT-0001, once and for ever (domain.md D2)."""
    proposal: Proposal = ctx.subject
    if proposal.number is not None or proposal.street_id is None:
        return
    prefix, serials = ctx.once("street serials", lambda: _reserve(ctx))[proposal.season_id, proposal.street_id]
    serial = next(serials)
    ctx.facts["serial"] = serial
    ctx.facts["number"] = f"{prefix}-{serial:04d}"


def _reserve(ctx: Context) -> dict[tuple[int, int], tuple[str, Iterator[int]]]:
    """As many serials as this batch needs, per season and street, with what stands before them (2018-XT): one statement a street, however many ideas."""
    ids = ctx.batch.get("accepted") or [ctx.instance.id]
    found = {}
    for season_id, street_id, year, letters, count in ctx.session.execute(UNNUMBERED, {"ids": ids}).all():
        last = _count_up(ctx.session, season_id=season_id, street_id=street_id, by=count)
        found[season_id, street_id] = f"{year}-{letters}", iter(range(last - count + 1, last + 1))
    return found


def _count_up(session: Session, *, season_id: int, street_id: int, by: int) -> int:
    connection = session.connection()
    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert
    row = insert(StreetSerial).values(season_id=season_id, street_id=street_id, last=by)
    counted: Insert = row.on_conflict_do_update(index_elements=["season_id", "street_id"], set_={"last": StreetSerial.last + by})
    return int(connection.execute(counted.returning(StreetSerial.last)).scalar_one())
