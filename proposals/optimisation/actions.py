"""What people do while ideas are improved: research, choose, plan, merge, split. Times are UTC microseconds, money is fen."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from workflow import Actor, Batch, Step

from ..accounts.posts import posts_of
from ..collection.models import Proposal
from ..errors import Refusal
from ..gate import person_id
from ..machine import engine
from ..storage import act, db
from .merging.credit import WHOLE
from .models import BudgetLine, Plan, ResearchAssignment, ResearchNote
from .rules import STREET_STAFF, SUPPORT_STAFF, latest_plan, live_lines, plan_digest

PLANNING = ("optimising", "revising")


@dataclass(frozen=True)
class Finding:
    """What a visit, a call or a desk check (``way``) found. ``feasibility``: undecided, feasible, unfeasible (then ``explanation`` says why);
    ``households_for`` of those asked want it; ``cost_fen`` is a rough cost, ``candidate_id`` who might carry it out."""

    visited_on: date
    households_asked: int
    finding: str
    feasibility: str
    explanation: str = ""
    duty_checked: bool = True
    checked_with: str = ""
    way: str = "visit"
    spot: str = ""
    households_for: int | None = None
    target_group: str = ""
    venue: str = ""
    candidate_id: int | None = None
    cost_fen: int | None = None


@dataclass(frozen=True)
class Line:
    """One budget line: head (activity, personnel, management, tax), price in fen, whole quantity."""

    head: str
    title: str
    unit_price_fen: int
    quantity: int


@dataclass(frozen=True)
class PlanText:
    """A plan as it is typed; ``beneficiaries_planned`` counts person-times; ``by_call``: nobody is named, a call is to find an implementer."""

    summary: str
    objectives: str
    activities_planned: int
    beneficiaries_planned: int
    starts_on: date
    ends_on: date
    organisation_id: int | None
    lines: tuple[Line, ...]
    risks: str = ""
    by_call: bool = False


@act
def assign_research(ids: Sequence[int], *, to: int, due_on: date, by: Actor, at: int) -> int:
    """Ask somebody (a person's id) to find out about these accepted ideas by a day; earlier requests stay written. Returns how many.

    Refuses ``not-to-be-researched`` for any idea past research, and ``cannot-research`` for a person who is not staff of its street or of support.
    """
    ideas = list(db.session.scalars(select(Proposal).where(Proposal.id.in_(ids)).order_by(Proposal.id).with_for_update()))
    streets = {post.street_id if post.kind in STREET_STAFF else None for post in posts_of(db.session(), actor=Actor(f"p{to}", ""))
               if post.kind in (*STREET_STAFF, *SUPPORT_STAFF)}
    for idea in ideas:
        if idea.state not in ("accepted", "researching"):
            raise Refusal("not-to-be-researched", number=idea.display_number)
        if not streets & {None, idea.street_id}:
            raise Refusal("cannot-research", number=idea.display_number)
        idea.researcher_id = to
    db.session.add_all(ResearchAssignment(proposal_id=idea.id, person_id=to, due_on=due_on, by_id=person_id(by), at_us=at) for idea in ideas)
    return len(ideas)


@act
def research(proposal_id: int, *, by: Actor, at: int, seq: int | None = None) -> Step:
    """Start the research of an accepted idea; whoever starts it is named as its researcher."""
    return engine.fire(db.session(), proposal_id, "research", by, at=at, expect=seq)


@act
def record_research(proposal_id: int, *, finding: Finding, by: Actor, at: int) -> ResearchNote:
    """Enter what was found; notes are added, never changed. Refuses ``not-in-research`` outside research and improvement."""
    proposal = db.session.get_one(Proposal, proposal_id, with_for_update=True)
    if proposal.state not in ("researching", *PLANNING):
        raise Refusal("not-in-research")
    found = asdict(finding) | {"duty_checked": int(finding.duty_checked)}
    note = ResearchNote(proposal_id=proposal_id, **found, by_id=person_id(by), at_us=at)
    db.session.add(note)
    db.session.flush()
    return note


@act
def shortlist(proposal_id: int, *, reason: str, by: Actor, at: int, seq: int | None = None) -> Step:
    """Choose an idea to be improved (入选): by a lead who did not start its research; ``reason`` says in words why this one."""
    return engine.fire(db.session(), proposal_id, "shortlist", by, at=at, data={"reason": reason}, expect=seq)


@act
def drop(proposal_id: int, *, reason: str, note: str, by: Actor, at: int, seq: int | None = None) -> Step:
    """Do not choose an idea this season (不入选): ``reason`` is one of ``collection.reasons.DROP``, ``note`` tells the proposer why."""
    return engine.fire(db.session(), proposal_id, "drop", by, at=at, data={"reason": reason}, note=note, expect=seq)


@act
def drop_many(ids: Sequence[int], *, reason: str, note: str, by: Actor, at: int, key: str, dry_run: bool) -> Batch:
    """The same decision for many ideas; each is judged by itself."""
    return engine.fire_many(db.session(), ids, "drop", by, at=at, data={"reason": reason}, note=note, key=key, dry_run=dry_run)


@act
def save_plan(proposal_id: int, *, text: PlanText, by: Actor, at: int, seen: int | None = None) -> Plan:
    """Keep the plan as a new version; earlier ones stay as they were. Refuses ``not-in-planning``, and ``plan-changed-meanwhile``
    when ``seen`` (the version the writer had before them) is no longer the last."""
    proposal = db.session.get_one(Proposal, proposal_id, with_for_update=True)
    if proposal.state not in PLANNING:
        raise Refusal("not-in-planning")
    last = latest_plan(db.session(), proposal_id=proposal_id)
    version = last.version if last else 0
    if seen is not None and seen != version:
        raise Refusal("plan-changed-meanwhile", version=version)
    plan = Plan(proposal_id=proposal_id, version=version + 1, summary=text.summary, objectives=text.objectives, risks=text.risks,
                activities_planned=text.activities_planned, beneficiaries_planned=text.beneficiaries_planned, starts_on=text.starts_on, ends_on=text.ends_on,
                organisation_id=text.organisation_id, by_call=int(text.by_call), by_id=person_id(by), at_us=at)
    plan.lines = [BudgetLine(position=position, head=line.head, title=line.title, unit_price_fen=line.unit_price_fen, quantity=line.quantity)
                  for position, line in enumerate(text.lines, start=1)]
    proposal.organisation_id = text.organisation_id
    db.session.add(plan)
    db.session.flush()
    return plan


@act
def return_plan(proposal_id: int, *, note: str, by: Actor, at: int, seq: int | None = None) -> Step:
    """Give a plan back to be revised (退回修改); ``note`` says what to change."""
    return engine.fire(db.session(), proposal_id, "return_plan", by, at=at, note=note, expect=seq)


@act
def resubmit(proposal_id: int, *, changes: str, by: Actor, at: int, seq: int | None = None) -> Step:
    """Hand a revised plan in again; ``changes`` says what is different."""
    return engine.fire(db.session(), proposal_id, "resubmit", by, at=at, data={"changes": changes}, expect=seq)


@act
def show_plan(proposal_id: int, *, by: Actor, at: int, note: str = "", seq: int | None = None) -> Step:
    """Lay the last version of the plan before its proposers, who are told and have five working days; ``note`` answers an earlier remark."""
    plan = latest_plan(db.session(), proposal_id=proposal_id)
    return engine.fire(db.session(), proposal_id, "show_plan", by, at=at, data={"version": plan.version if plan else 0}, note=note, expect=seq)


@act
def answer_plan(proposal_id: int, *, verdict: str, by: Actor, at: int, note: str = "", way: str = "", seq: int | None = None) -> Step:
    """A proposer agrees to the plan or remarks on it (``verdict`` agree, comment); staff write down what was said to them by ``way`` phone or visit."""
    plan = latest_plan(db.session(), proposal_id=proposal_id)
    data = {"verdict": verdict, "version": plan.version if plan else 0} | ({"way": way} if way else {})
    return engine.fire(db.session(), proposal_id, "answer_plan", by, at=at, data=data, note=note, expect=seq)


@act
def complete_plan(proposal_id: int, *, by: Actor, at: int, seq: int | None = None) -> Step:
    """Freeze the last version of the plan for review (方案定稿): its digest enters the history; amount and dates become facts."""
    plan = latest_plan(db.session(), proposal_id=proposal_id)
    data = {"version": plan.version, "digest": plan_digest(plan)} if plan else {}
    return engine.fire(db.session(), proposal_id, "complete_plan", by, at=at, data=data, expect=seq)


@act
def merge(proposal_id: int, *, into: int, share: int, note: str, by: Actor, at: int, kind: str = "merge", seq: int | None = None) -> Step:
    """Merge an idea into another (合并): the source keeps its text, author and page; its proposers become co-proposers of the target.
    ``share`` is their credit in percent; ``kind`` is merge or duplicate."""
    if db.session.get(Proposal, into) is None:
        raise Refusal("target-not-here")
    engine.lock(db.session(), [proposal_id, into])
    left = WHOLE - sum(line.share for line in live_lines(db.session(), target_id=into))
    if share > left:
        raise Refusal("shares-over-hundred", left=left)
    return engine.fire(db.session(), proposal_id, "merge_into", by, at=at, data={"into": into, "share": share, "kind": kind}, note=note, expect=seq)


@act
def unmerge(proposal_id: int, *, note: str, by: Actor, at: int, seq: int | None = None) -> Step:
    """Undo a merge (by a second lead, until the target is sent to review): the idea goes on by itself again."""
    source = db.session.get_one(Proposal, proposal_id)
    engine.lock(db.session(), [number for number in (proposal_id, source.merged_into_id) if number is not None])
    return engine.fire(db.session(), proposal_id, "unmerge", by, at=at, note=note, expect=seq)


@act
def split_up(proposal_id: int, *, parts: Sequence[dict[str, str]], note: str, by: Actor, at: int, seq: int | None = None) -> Step:
    """Split an idea (拆分): each part {title, problem, solution} becomes a numbered idea of the same proposers in improvement;
    a part with a ``unit`` is handed to that unit instead."""
    return engine.fire(db.session(), proposal_id, "split_up", by, at=at, data={"parts": list(parts)}, note=note, expect=seq)
