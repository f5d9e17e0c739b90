"""What minutes say: everything a panel decided since its last ones, who judged, by which rule; gathered once and kept as it was."""
from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from ...accounts.models import Person
from ...collection.models import Proposal
from ...directory.models import Area, Organisation
from ...seasons.models import Category, Criterion, Season
from ..models import Minutes, Panel, PanelMember, Ranking, Review, Verdict
from ..statistics import interval_alpha
from ..voting.weights import weights
from .against import CODES
from .candidates import rule_of
from .figures import CRITERION

ORDER = ("passed", "waitlisted", "returned", "rejected")
FOLLOWS = {"passed": {True}, "waitlisted": {False}, "rejected": {False}, "returned": {False}}
"""Whether a decision is what a ranking that had the project in (True) or out (False) asks for."""


def new_verdicts(session: Session, *, panel_id: int) -> Sequence[Row[Any]]:
    """What the panel decided since its last minutes, with what the project is; one statement."""
    before = select(func.coalesce(func.max(Minutes.last_verdict_id), 0)).where(Minutes.panel_id == panel_id).scalar_subquery()
    here = select(Review.id).where(Review.proposal_id == Verdict.proposal_id, Review.round == Verdict.round, Review.panel_id == panel_id).exists()
    return session.execute(
        select(Verdict, Proposal.id.label("case"), Proposal.number, Proposal.title, Proposal.planned_fen, Proposal.street_id, Proposal.category_id,
               Area.name.label("street"), Category.title.label("category"), Organisation.name.label("organisation"))
        .join(Proposal, Proposal.id == Verdict.proposal_id).outerjoin(Area, Area.id == Proposal.street_id)
        .outerjoin(Category, Category.id == Proposal.category_id).outerjoin(Organisation, Organisation.id == Proposal.organisation_id)
        .where(Verdict.id > before, here).order_by(Verdict.id)).all()


def gather(session: Session, *, panel: Panel, verdicts: Sequence[Row[Any]], number: str, chair: str, at: int) -> dict[str, Any]:
    """Everything the minutes say, free of language; seven statements, and two more where residents voted."""
    season = session.get_one(Season, panel.season_id)
    rule, kept = rule_of(season), _ranked(session, panel_id=panel.id)
    readings = _readings(session, rounds={(row.Verdict.proposal_id, row.Verdict.round) for row in verdicts})
    rows = sorted((_row(row, kept=kept) for row in verdicts), key=_place)
    percent = weights(session, season_id=season.id, at=at).percent
    return {"number": number, "season": season.title, "chair": chair, "at_us": at, "needed": season.reviews_needed, "rows": rows,
            "rule": {"method": rule.method, "ties": rule.order, "seed": rule.seed, "line": rule.line} | ({"residents": percent} if percent else {}),
            "agreement": _agreement(readings),
            "judges": _judges(session, panel_id=panel.id, readings=readings), "names": _names(verdicts), "criteria": _criteria(session, season_id=season.id)}


def _place(row: dict[str, Any]) -> tuple[Any, ...]:
    """Where it stands among the rows: by decision, then by its rank or, decided by hand, behind those by its figure."""
    return ORDER.index(row["decision"]), row["rank"] is None, row["rank"] or 0, -row["figure"], row["number"]


def _ranked(session: Session, *, panel_id: int) -> dict[tuple[int, int], dict[str, Any]]:
    """What the rankings that the panel decided by said of each case, by case and moment."""
    asked = select(Ranking.at_us, Ranking.facts).where(Ranking.panel_id == panel_id)
    return {(row["id"], at_us): row for at_us, facts in session.execute(asked) for row in json.loads(facts)["rows"]}


def _row(row: Row[Any], *, kept: dict[tuple[int, int], dict[str, Any]]) -> dict[str, Any]:
    verdict = row.Verdict
    ranked = kept.get((verdict.proposal_id, verdict.at_us), {})
    figure = verdict.mean_hundredths if verdict.figure_hundredths is None else verdict.figure_hundredths
    return {"id": row.case, "number": row.number or "", "title": row.title, "street": row.street or "", "organisation": row.organisation or "",
            "cost": row.planned_fen or 0, "round": verdict.round, "count": verdict.scores_counted, "mean": verdict.mean_hundredths, "method": verdict.method,
            "figure": figure, "decision": verdict.decision, "at_us": verdict.at_us, "rank": ranked.get("rank"), "code": ranked.get("code"),
            "facts": ranked.get("facts"), "aside": _aside(verdict, ranked=ranked), "reason": verdict.reason}


def _aside(verdict: Verdict, *, ranked: dict[str, Any]) -> bool:
    """The chair decided otherwise than the ranking they decided by, or – one by one – than the ranking as it stood."""
    return ranked["chosen"] not in FOLLOWS[verdict.decision] if ranked else bool(verdict.reason) and verdict.decision in CODES


def _readings(session: Session, *, rounds: Collection[tuple[int, int]]) -> list[Row[Any]]:
    """Who read these rounds, and how each reading ended."""
    cases = {case for case, _round in rounds}
    asked = (select(Review.proposal_id, Review.round, Review.judge_id, Review.state, Review.total_hundredths).where(Review.proposal_id.in_(cases))
             .order_by(Review.id))
    return [row for row in session.execute(asked) if (row.proposal_id, row.round) in rounds]


def _agreement(readings: Iterable[Row[Any]]) -> str | None:
    units: dict[int, list[int]] = {}
    for row in readings:
        if row.state == "scored":
            units.setdefault(row.proposal_id, []).append(row.total_hundredths)
    alpha = interval_alpha(units.values())
    return None if alpha is None else f"{alpha:.2f}"


def _judges(session: Session, *, panel_id: int, readings: Collection[Row[Any]]) -> list[dict[str, Any]]:
    """Who judged or stepped aside, in the order of their seats: how many each scored and in how many cases they were recused."""
    asked = (select(Person.id, Person.name, PanelMember.seat, PanelMember.side).outerjoin(
        PanelMember, (PanelMember.person_id == Person.id) & (PanelMember.panel_id == panel_id)).where(Person.id.in_({row.judge_id for row in readings})))
    found = []
    for who, name, seat, side in session.execute(asked.order_by(PanelMember.seat != "chair", PanelMember.id, Person.id)):
        own = [row.state for row in readings if row.judge_id == who]
        found.append({"id": who, "name": name, "seat": seat or "", "side": side or "", "scored": own.count("scored"), "recused": own.count("recused")})
    return [one for one in found if one["scored"] or one["recused"]]


def _criteria(session: Session, *, season_id: int) -> dict[str, str]:
    """The season's criteria as keys of its order of equals."""
    asked = select(Criterion.position, Criterion.title).where(Criterion.season_id == season_id, Criterion.street_id.is_(None))
    return {f"{CRITERION}{position}": title for position, title in session.execute(asked)}


def _names(verdicts: Iterable[Row[Any]]) -> dict[str, str]:
    """What the reasons name: projects by their number, streets and groups of people."""
    names: dict[str, str] = {}
    for row in verdicts:
        names |= {str(row.case): row.title, f"street {row.street_id}": row.street or "", f"category {row.category_id}": row.category or ""}
    return names
