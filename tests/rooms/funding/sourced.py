"""Seasons with other sources than the usual two, and their money."""
from __future__ import annotations

from sqlalchemy import select

from proposals import clock
from proposals.directory.models import Area
from proposals.funding import verify
from proposals.funding.models import Account, Entry, Fund
from proposals.funding.sourcing import naming, receiving
from proposals.funding.sourcing.naming import USUAL_SOURCES, Source
from proposals.storage import db
from tests.rooms.approval.planned import actor

FOUNDATION, TREASURY = USUAL_SOURCES
SPONSOR = Source("sponsor", "光明食品（演示）", 20, "enterprise", "foundation", cap_fen=500_00, document="捐协2018-1")
PUBLIC = Source("public", "公众捐款（演示）", 7, "public_donation", "foundation")


def street(letters: str) -> int:
    """A street's number."""
    return db.session.scalars(select(Area.id).where(Area.letters == letters)).one()


def match(letters: str) -> Source:
    """A street's matching fund: 10 parts, at most 300 yuan a project."""
    return Source(f"match-{letters.lower()}", f"{letters}街道配套", 10, "street_match", "foundation", street_id=street(letters), cap_fen=300_00)


def endowed(*sources: Source, fen: int = 30_000_00) -> list[int]:
    """A season with these sources, so much received in each; returns the funds."""
    at, by = clock.now(), actor("李科长")
    funds = naming.name_sources(1, sources=sources, by=by, at=at)
    for source in sources if fen else ():
        receiving.record_receipt(1, fund_code=source.code, amount_fen=fen, reference=f"拨-{source.code}", by=by, at=at)
    return funds


def stages(fund_id: int) -> dict[str, int]:
    """What lies in each stage of a source that is not empty, in fen."""
    found: dict[str, int] = {}
    for stage, fen in db.session.execute(select(Account.stage, Account.credits_fen - Account.debits_fen).where(Account.fund_id == fund_id)):
        found[stage] = found.get(stage, 0) + fen
    return {stage: fen for stage, fen in found.items() if fen}


def last_entry() -> tuple[str, int, str]:
    """The books' last entry: kind, fen, actor."""
    row = db.session.scalars(select(Entry).order_by(Entry.id.desc()).limit(1)).one()
    return row.kind, row.amount_fen, row.actor


def clean() -> None:
    """The books add up."""
    assert verify.findings(db.session()) == []


def fund(code: str) -> Fund:
    """A source of the season, as it is now."""
    db.session.rollback()
    return db.session.scalars(select(Fund).where(Fund.season_id == 1, Fund.code == code)).one()


__all__ = ["FOUNDATION", "PUBLIC", "SPONSOR", "TREASURY", "clean", "endowed", "fund", "last_entry", "match", "stages", "street"]
