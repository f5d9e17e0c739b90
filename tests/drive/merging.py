"""Brings ideas together at the workbench, by the act and by its page."""
from __future__ import annotations

from typing import Any

from sqlalchemy import select

from proposals.collection.models import CoProposer, Lineage, Proposal
from proposals.optimisation.merging.joining import Joining, Source
from proposals.optimisation.merging.wording import Said
from proposals.storage import db
from tests.drive.collection import accepted
from tests.drive.optimisation import optimising, researching
from tests.kit import Forms
from workflow.tables import instance

TITLES = ("给岁数大的开个小食堂", "独居老人中午一顿热饭", "邻里饭桌")


def three(*, at: int) -> tuple[int, int, int]:
    """Three ideas about lunch: one chosen, one only received, one in research."""
    return optimising(at=at, title=TITLES[0]).id, accepted(at=at, title=TITLES[1]).id, researching(at=at, title=TITLES[2]).id


def idea(case_id: int) -> Proposal:
    """An idea as it stands now."""
    db.session.rollback()
    return db.session.get_one(Proposal, case_id)


def standing(case_id: int) -> tuple[Any, ...]:
    """All that a merge must leave as it was: text, author, number, dates, state."""
    one = idea(case_id)
    return (one.title, one.problem, one.solution, one.number, one.receipt, one.proposer_id, one.contact_name, one.submitted_us, one.improved_us, one.state,
            one.merged_into_id)


def joining(*ids: int, into: int | None = None, title: str = "", percents: dict[int, int] | None = None, repeats: tuple[int, ...] = (), own: int | None = None,
            earlier: tuple[tuple[int, int | None], ...] = (), seen: int = 0) -> Joining:
    """A merger of these ideas as a page that was opened now would send it: each idea's problem in its own words, one solution by staff."""
    db.session.rollback()
    seqs = dict(db.session.execute(select(instance.c.id, instance.c.seq).where(instance.c.id.in_(ids))).all())
    sources = tuple(Source(each, seqs[each], "duplicate" if each in repeats else "merge", (percents or {}).get(each)) for each in ids)
    passages = (*(Said("problem", db.session.get_one(Proposal, each).problem, each) for each in ids), Said("solution", "社区食堂供餐，志愿者送到家。", None))
    db.session.rollback()
    return Joining(sources, into, title, own, earlier, passages, seen, "都是老人吃饭的事。")


def shares(target_id: int) -> dict[int, int]:
    """Source → share of the merges into a package that were not undone."""
    asked = select(Lineage.source_id, Lineage.share).where(Lineage.target_id == target_id, Lineage.undone_us.is_(None))
    return dict(db.session.execute(asked.where(Lineage.kind.in_(("merge", "duplicate")))).all())


def co_proposers(target_id: int) -> list[tuple[int, int]]:
    """Whose ideas live on in a package: (idea, person)."""
    return [tuple(row) for row in db.session.execute(select(CoProposer.from_id, CoProposer.person_id).where(CoProposer.proposal_id == target_id)
                                                     .order_by(CoProposer.from_id))]


def address(*ids: int, into: int | str) -> str:
    """The workbench with these ideas and this target."""
    return "/optimisation/merge?" + "&".join([*(f"ids={each}" for each in ids), f"into={into}"])


def merge_by_page(lead: Any, *ids: int, into: int | str, **fields: str) -> Any:
    """Fill in the workbench, read the letters, and merge; the last answer."""
    url = address(*ids, into=into)
    shown = lead.post(url, {"note": "都是老人吃饭的事。", "step": "preview", **fields})
    assert shown.status_code == 200, shown.text
    return lead.post(url, again={**Forms(shown.text).posting_to("/optimisation/merge"), "step": "merge"})
