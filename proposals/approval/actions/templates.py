"""What the bureau and the support organisation settle for a season's agreements: the clauses, the order of signing, who signs."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from workflow import Actor, Refused

from ...errors import Refusal
from ...gate import person_id
from ...seasons.models import Party, Season
from ...storage import act, db
from ..models import Agreement, AgreementTemplate
from ..rules.clauses import Clause, faults, kept
from ..rules.signing import SIGNATORIES, latest_template

FEWEST = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """A party as it is wanted: its title, and its place among the others."""

    title: str
    position: int


@act
def write_template(season_id: int, *, title: str, ordered: bool, clauses: Sequence[Clause], version: int, by: Actor, at: int) -> int:
    """Add a version of the season's template, for agreements made from now on; those that exist keep their words. Returns the version.

    Refused: ``template-unknown-place``, ``template-lacks-place``, ``template-table-alone``, ``template-changed-elsewhere`` where
    ``version`` (the one that was edited) is no longer the latest.
    """
    wrong = faults(title, clauses)
    if wrong is not None:
        raise Refused((wrong,))
    db.session.execute(select(Season.id).where(Season.id == season_id).with_for_update())
    if latest_template(db.session(), season_id=season_id).version != version:
        raise Refusal("template-changed-elsewhere")
    db.session.add(AgreementTemplate(season_id=season_id, version=version + 1, title=title, ordered=int(ordered), clauses=kept(clauses),
                                     by_id=person_id(by), at_us=at))
    return version + 1


@act
def choose_parties(season_id: int, *, wanted: Mapping[str, Wanted], by: Actor) -> None:
    """Settle who signs in a season, and in which order; as many signatures are needed as there are parties.

    Refused: ``parties-in-use`` once the season has an agreement, ``too-few-parties``, ``twice-the-same-place``.
    """
    if "organisation" not in wanted or len(wanted) < FEWEST:
        raise Refusal("too-few-parties")
    if len({one.position for one in wanted.values()}) < len(wanted):
        raise Refusal("twice-the-same-place")
    db.session.execute(select(Season.id).where(Season.id == season_id).with_for_update())
    if has_agreements(season_id):
        raise Refusal("parties-in-use")
    db.session.execute(delete(Party).where(Party.season_id == season_id))
    listed = sorted((item for item in wanted.items() if item[0] in SIGNATORIES), key=lambda item: item[1].position)
    db.session.add_all(Party(season_id=season_id, code=code, title=one.title, position=place) for place, (code, one) in enumerate(listed, 1))
    db.session.execute(update(Season).where(Season.id == season_id).values(signatures_needed=len(listed)))


def has_agreements(season_id: int) -> bool:
    """Whether the season's parties are bound by an agreement already."""
    return db.session.scalar(select(Agreement.id).where(Agreement.season_id == season_id).limit(1)) is not None
