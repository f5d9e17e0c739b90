"""A residents' vote for the tests: candidates of two communities, phones, ballots."""
from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from proposals import clock
from proposals.approval.voting import acts, codes
from proposals.approval.voting.models import Voter
from proposals.collection.models import Proposal
from proposals.directory.models import Area
from proposals.seasons.models import Season
from proposals.storage import db, unit_of_work
from tests.rooms.approval.planned import actor, planned

DAY = 86_400_000_000
PHONES = tuple(f"1380000{number:04d}" for number in range(1, 13))


def communities() -> list[int]:
    """The first two communities of the home street."""
    street = select(Area.id).where(Area.letters == "XT").scalar_subquery()
    return list(db.session.scalars(select(Area.id).where(Area.parent_id == street).order_by(Area.code).limit(2)))


def candidates(*, at: int) -> list[int]:
    """Three planned projects of the first community, one of the second."""
    first, second = communities()
    cases = [planned(serial, at=at, title=title) for serial, title in enumerate(("口袋花园", "楼道照明", "社区食堂", "河边步道"), 1)]
    with unit_of_work() as session:
        for case, community in zip(cases, (first, first, first, second), strict=True):
            session.execute(update(Proposal).where(Proposal.id == case).values(community_id=community))
    return cases


def season() -> tuple[int, int]:
    """Number and year of the season."""
    return db.session.execute(select(Season.id, Season.year).order_by(Season.id).limit(1)).one()


def vote(stage: str, *, at: int, weight: int = 20, most: int = 2) -> int:
    """A vote that has not begun, goes on, or is over at ``at``, set up in good time."""
    begins, ends = {"before": (1, 5), "open": (-1, 5), "over": (-3, -1)}[stage]
    today = clock.today(at)
    terms = acts.VoteTerms(today + timedelta(days=begins), today + timedelta(days=ends), weight, most)
    return acts.set_vote_up(season()[0], terms=terms, by=actor("李科长"), at=at - 10 * DAY)


def verified(vote_id: int, *, phones: tuple[str, ...], at: int, community: int | None = None) -> dict[str, str]:
    """Phone → its code, entered by the street's clerk."""
    batch = acts.verify_phones(vote_id, community_id=community or communities()[0], phones=phones, by=actor("张小雨"), at=at)
    voters = db.session.scalars(select(Voter).where(Voter.batch == batch).order_by(Voter.id)).all()
    return {phone: codes.code_of(voter).replace(" ", "") for phone, voter in zip(phones, voters, strict=True)}


def cast(vote_id: int, ballots: list[list[int]], *, at: int) -> None:
    """Each ballot by a phone of its own, of the first community."""
    phones = PHONES[:len(ballots)]
    given = verified(vote_id, phones=phones, at=at)
    for phone, chosen in zip(phones, ballots, strict=True):
        acts.cast(acts.identify(vote_id, phone=phone, code=given[phone], at=at), proposals=chosen, at=at)
