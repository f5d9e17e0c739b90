"""A residents' vote in the demonstration: the neighbours of one community vote on its packages before the panels decide. Phones and ballots are invented."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from ..approval.voting import acts
from ..approval.voting.models import Voter
from ..clock import today
from ..collection.models import Proposal
from ..storage import act, db
from .driving import DAY_US
from .troupe import Troupe

TERM_DAYS = 2
WEIGHT_PERCENT, MOST_CHOICES = 10, 3
BALLOTS = ((0, 1), (0,), (0, 1, 2), (1,), (0, 2), (), (0, 1), (0,))
"""What each neighbour supports, by the packages' places; the sixth supports none."""


@act
def hold(ids: Sequence[int], *, troupe: Troupe, at: int) -> None:
    """Set up a vote that runs the two days from tomorrow; on the first of them the desk verifies eight phones of the community with the most packages."""
    terms = acts.VoteTerms(today(at) + timedelta(days=1), today(at) + timedelta(days=TERM_DAYS), WEIGHT_PERCENT, MOST_CHOICES)
    vote = acts.set_vote_up(troupe.season_id, terms=terms, by=troupe.central["bureau"], at=at)
    places = [(row.community_id, row.id) for row in db.session.execute(select(Proposal.id, Proposal.community_id).where(Proposal.id.in_(ids)))]
    community = Counter(sorted(place for place, _case in places)).most_common(1)[0][0]
    own = sorted(case for place, case in places if place == community)
    phones = [f"1390009{number:04d}" for number in range(len(BALLOTS))]
    clerk = next(street.clerk for street in troupe.streets.values() if community in street.communities)
    batch = acts.verify_phones(vote, community_id=community, phones=phones, by=clerk, at=at + DAY_US)
    voters = db.session.scalars(select(Voter.id).where(Voter.batch == batch).order_by(Voter.id)).all()
    for voter, ballot in zip(voters, BALLOTS, strict=True):
        acts.cast(voter, proposals=[own[place] for place in ballot if place < len(own)], at=at + DAY_US)
