"""What people do in this room: each one whole thing, or nothing."""
from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from workflow import Actor, Batch, Step

from ..accounts.models import Person
from ..accounts.posts import holders, posts_of
from ..collection.models import Proposal
from ..errors import Refusal
from ..gate import person_id
from ..machine import engine
from ..seasons.models import Season
from ..storage import act, db
from .models import Panel, PanelMember, Review, ScoreDraft
from .rules.panels import assign, free_judge, panel_of_street
from .rules.reviewing import rubric_of, sheet_digest

DECLARED = "no-interest"
DECISIONS = ("pass_review", "waitlist", "fail_review", "return_review")


@act
def take_review(review_id: int, *, by: Actor, at: int, seq: int | None) -> Step:
    """Accept to judge, declaring to have no interest in it. Writes ``take`` with the declaration."""
    return engine.fire(db.session, review_id, "take", by, at=at, data={"declaration": DECLARED}, expect=seq)


@act
def recuse(review_id: int, *, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """Step aside for a reason (or, by the chair, be set aside); a reserve is asked. Writes ``recuse``."""
    return engine.fire(db.session, review_id, "recuse", by, at=at, note=reason, expect=seq)


@act
def save_draft(review_id: int, *, levels: dict[int, int], comment: str, flagged: bool, turn: int, tab: str, by: Actor, at: int) -> ScoreDraft:
    """Keep what the judge has filled in so far: levels 1..5 by criterion number. ``turn`` is the saving they saw, ``tab`` their page.

    Refused with ``review-not-yours``, ``review-not-scoring``, ``already-scored``, or ``draft-changed-elsewhere`` when another tab saved since.
    """
    engine.lock(db.session, [review_id])
    review = _own(review_id, by=by)
    if review.state != "scoring":
        raise Refusal("review-not-scoring")
    draft = _draft_of(review_id, at=at)
    if draft.turn != turn and draft.tab != tab:
        raise Refusal("draft-changed-elsewhere", comment=draft.comment[:40])
    _fill(draft, levels=levels, comment=comment, at=at)
    draft.flagged, draft.turn, draft.tab = int(flagged), draft.turn + 1, tab
    return draft


@act
def cast_score(review_id: int, *, levels: dict[int, int], comment: str, by: Actor, at: int, seq: int | None) -> Step:
    """Seal a judge's score: a level of 1..5 for every criterion; a total below the pass line needs a comment. Final.

    Writes ``score`` with a digest of the sheet only: the points stay sealed until the panel decides. A second time is refused (``already-scored``).
    """
    engine.lock(db.session, [review_id])
    draft = _draft_of(review_id, at=at) if _own(review_id, by=by).state == "scoring" else None
    if draft is not None:  # held until the end, so that the rules find it without asking the database again
        _fill(draft, levels=levels, comment=comment, at=at)
    digest = sheet_digest(review_id, levels=levels, comment=comment)
    return engine.fire(db.session, review_id, "score", by, at=at, data={"scores": digest}, expect=seq)


def _own(review_id: int, *, by: Actor) -> Review:
    """The judge's own review as it is after the lock; refused where it is another's, or sealed."""
    review = db.session.get_one(Review, review_id, populate_existing=True)
    if review.judge_id != person_id(by):
        raise Refusal("review-not-yours")
    if review.state == "scored":
        raise Refusal("already-scored")
    return review


def _draft_of(review_id: int, *, at: int) -> ScoreDraft:
    draft = db.session.get(ScoreDraft, review_id, populate_existing=True)
    if draft is None:
        draft = ScoreDraft(review_id=review_id, turn=0, tab="", levels="{}", comment="", flagged=0, saved_us=at)
        db.session.add(draft)
    return draft


def _fill(draft: ScoreDraft, *, levels: dict[int, int], comment: str, at: int) -> None:
    draft.levels = json.dumps({str(key): level for key, level in sorted(levels.items())})
    draft.comment, draft.saved_us = comment, at


@act
def unseal(review_id: int, *, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """The chair gives a sealed score back to its judge, for a reason; the sealed version stays on record. Writes ``unseal``."""
    return engine.fire(db.session, review_id, "unseal", by, at=at, note=reason, expect=seq)


@act
def decide(proposal_id: int, *, move: str, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """The chair's decision on one proposal: pass_review, waitlist, fail_review or return_review. Writes the verdict."""
    if move not in DECISIONS:
        raise ValueError(f"a panel does not decide by {move}")
    return engine.fire(db.session, proposal_id, move, by, at=at, note=reason, expect=seq)


@act
def decide_many(ids: Sequence[int], *, move: str, reason: str, by: Actor, at: int, key: str | None, dry_run: bool) -> Batch:
    """The same decision for many proposals; each one that the rules refuse stays where it is, with the reasons."""
    if move not in DECISIONS:
        raise ValueError(f"a panel does not decide by {move}")
    return engine.fire_many(db.session, ids, move, by, at=at, note=reason, key=key, dry_run=dry_run)


@act
def sign(signature_id: int, *, seal: str, by: Actor, at: int, seq: int | None) -> Step:
    """Sign the agreement whose digest the signer saw (``seal``). The last party's signature concludes it. Writes ``sign``."""
    return engine.fire(db.session, signature_id, "sign", by, at=at, data={"seal": seal}, expect=seq)


@act
def refuse_to_sign(signature_id: int, *, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """Decline this version for a reason; the street's lead may reissue it. Writes ``refuse``."""
    return engine.fire(db.session, signature_id, "refuse", by, at=at, note=reason, expect=seq)


@act
def lodge_appeal(proposal_id: int, *, grounds: str, by: Actor, at: int, seq: int | None) -> Step:
    """Appeal against a decision, once and within the season's days. Writes ``appeal`` with its grounds, and opens the appeal."""
    return engine.fire(db.session, proposal_id, "appeal", by, at=at, data={"grounds": grounds}, note=grounds, expect=seq)


@act
def seat_member(panel_id: int, *, judge_id: int, seat: str, side: str, by: Actor, at: int) -> PanelMember:
    """Put a judge on a panel: chair, member or reserve; for residents, finance or from outside. Refused: ``judge-unknown``, ``already-on-panel``."""
    panel = _own_panel(panel_id, by=by)
    judge = db.session.get(Person, judge_id)
    if judge is None or judge_id not in holders(db.session(), kinds=("judge", "chair")):
        raise Refusal("judge-unknown")
    if any(member.person_id == judge_id for member in panel.members):
        raise Refusal("already-on-panel", name=judge.name)
    member = PanelMember(panel_id=panel_id, person_id=judge_id, seat=seat, side=side)
    db.session.add(member)
    return member


@act
def unseat_member(member_id: int, *, by: Actor, at: int) -> None:
    """Take a judge off a panel for which no review was handed to them yet (``member-has-reviews``)."""
    member = db.session.get_one(PanelMember, member_id)
    _own_panel(member.panel_id, by=by)
    if db.session.scalar(select(Review.id).where(Review.panel_id == member.panel_id, Review.judge_id == member.person_id).limit(1)):
        raise Refusal("member-has-reviews", name=member.person.name)
    db.session.delete(member)


@act
def found_panel(season_id: int, *, street_id: int, by: Actor, at: int) -> int:
    """The street's panel of a season, made empty if there is none; returns its number."""
    _check_street(street_id, by=by)
    panel = panel_of_street(db.session(), season_id=season_id, street_id=street_id)
    if panel is None:
        panel = Panel(season_id=season_id, street_id=street_id)
        db.session.add(panel)
        db.session.flush()
    return panel.id


@act
def call_judge(proposal_id: int, *, by: Actor, at: int) -> int:
    """Fill one empty place of the running round with the next free member, reserves first; by the chair. Begins a review, returns its number.

    Refused: ``no-seat-open`` while enough judges are reading or have scored, ``nobody-to-call`` where no member is left.
    """
    engine.lock(db.session, [proposal_id])
    proposal = db.session.get_one(Proposal, proposal_id, populate_existing=True)
    rows = db.session.scalars(select(Review).where(Review.proposal_id == proposal_id).order_by(Review.round.desc(), Review.id)).all()
    current = [one for one in rows if one.round == rows[0].round]
    panel = db.session.get_one(Panel, rows[0].panel_id) if rows else None
    if panel is None or not any(one.seat == "chair" and one.person_id == person_id(by) for one in panel.members):
        raise Refusal("panel-not-yours")
    need = db.session.get_one(Season, proposal.season_id).reviews_needed
    if proposal.state != "reviewing" or sum(one.state in ("assigned", "scoring", "scored") for one in current) >= need:
        raise Refusal("no-seat-open")
    judge = free_judge(db.session(), panel=panel, proposal_id=proposal_id, asked={one.judge_id for one in current})
    if judge is None:
        raise Refusal("nobody-to-call")
    return assign(db.session(), proposal=proposal, judge_id=judge, panel_id=panel.id, round=current[0].round, by=by, at=at)


def _own_panel(panel_id: int, *, by: Actor) -> Panel:
    panel = db.session.get_one(Panel, panel_id)
    _check_street(panel.street_id, by=by)
    return panel


def _check_street(street_id: int, *, by: Actor) -> None:
    """Panels are put together by the street's lead, or by the lead of the support organisation."""
    held = posts_of(db.session(), actor=by)
    if not any(post.kind == "support_lead" or (post.kind == "street_lead" and post.street_id == street_id) for post in held):
        raise Refusal("panel-not-yours")


def score_by_line(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """``score`` as the general page of moves asks for it: ``scores`` holds the levels in the order of the rubric, "4 5 3 4 4"."""
    criteria = rubric_of(db.session(), season_id=db.session.get_one(Review, case_id).season_id)
    levels = {one.id: int(level) for one, level in zip(criteria, str(data["scores"]).split(), strict=False)}
    return cast_score(case_id, levels=levels, comment=str(data["comment"] or ""), by=by, at=at, seq=seq)


def appeal_by_form(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """``appeal`` as the general page of moves asks for it."""
    return lodge_appeal(case_id, grounds=str(data["grounds"]), by=by, at=at, seq=seq)


def sign_by_form(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """``sign`` as the general page of moves asks for it."""
    return sign(case_id, seal=str(data["seal"]), by=by, at=at, seq=seq)
