"""A new version of an agreement while the project runs: written and signed beside the one in force, which it replaces when all have signed."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow import Context

from ...collection.models import Proposal
from ...machine import engine
from ...optimisation.models import Plan
from ...seasons.models import Party
from ..models import Agreement, Signature
from .agreeing import Terms, agreement_text, plain
from .signing import OPEN, party_names, template_of
from .sources import Instalment, Source
from .tallies import season_of
from .wording import text_digest

CHANGES = {"schedule": "项目期限", "scope": "项目内容", "amount": "协议金额和预算", "shares": "资金来源的承担比例"}


@dataclass(frozen=True, slots=True)
class Renewal:
    """What the new version says: the plan, the whole in fen, who bears it and when; and what was changed why."""

    plan: Plan
    amount_fen: int
    shares: Sequence[Source]
    instalments: Sequence[Instalment]
    bearing: str
    kind: str
    wish: str


def in_force(session: Session, *, proposal_id: int) -> Agreement:
    """The version that holds: the oldest that was not voided, since a new one replaces it only when all have signed."""
    asked = select(Agreement).where(Agreement.proposal_id == proposal_id, Agreement.voided_us.is_(None)).order_by(Agreement.version).limit(1)
    return session.scalars(asked).one()


def issue(ctx: Context, proposal: Proposal, *, renewal: Renewal) -> Agreement:
    """Write the new version and ask every party for its signature; the version in force stays so."""
    old, template = in_force(ctx.session, proposal_id=proposal.id), template_of(ctx)
    version = ctx.session.execute(select(func.max(Agreement.version)).where(Agreement.proposal_id == proposal.id)).scalar_one() + 1
    first = ctx.session.execute(select(Agreement.number).where(Agreement.proposal_id == proposal.id, Agreement.version == 1)).scalar_one()
    terms = Terms(number=f"{first}-{version}", season=season_of(ctx).title, project=proposal.title, idea_number=proposal.number or "",
                  amount_fen=renewal.amount_fen, parties=party_names(ctx, proposal=proposal), shares=renewal.shares, instalments=renewal.instalments,
                  bearing=renewal.bearing)
    text = _with_reason(agreement_text(terms, plan=renewal.plan, template=template), old=old.number, renewal=renewal)
    new = Agreement(proposal_id=proposal.id, version=version, season_id=proposal.season_id, street_id=old.street_id, serial=old.serial, number=terms.number,
                    amount_fen=renewal.amount_fen, text=text, digest=text_digest(text), ordered=int(template.ordered), at_us=ctx.at)
    ctx.session.add(new)
    ctx.session.flush()
    for party_id in ctx.session.scalars(select(Party.id).where(Party.season_id == proposal.season_id).order_by(Party.position)):
        case = engine.start(ctx.session, "signature", season_id=proposal.season_id, actor=ctx.actor, at=ctx.at, parent=proposal.id)
        ctx.session.add(Signature(id=case, season_id=proposal.season_id, state="requested", agreement_id=new.id, party_id=party_id))
    return new


def _with_reason(text: str, *, old: str, renewal: Renewal) -> str:
    """The text with a paragraph after the parties: which agreement it changes, in what, why, and from when."""
    lines = text.split("\n")
    why = plain(renewal.wish).rstrip("。.")
    said = (f"本协议变更{old}协议的{CHANGES[renewal.kind]}：{why}。全部签约方签署完成之日起生效，{old}协议同时作废，留存备查；"
            "此前已经拨付和支出的款项，各来源承担的数额不变。")
    place = lines.index("", 3)
    return "\n".join([*lines[:place], "", said, *lines[place:]])


def all_signed(session: Session, *, agreement_id: int) -> bool:
    """Whether every party signed this very text."""
    asked = (select(Signature.state, Signature.digest, Agreement.digest.label("text")).join(Agreement, Agreement.id == Signature.agreement_id)
             .where(Signature.agreement_id == agreement_id))
    rows = session.execute(asked).all()
    return bool(rows) and all(row.state == "signed" and row.digest == row.text for row in rows)


def replace(session: Session, new: Agreement, *, at: int) -> None:
    """Void every other version: from here on the new one holds. The voided ones stay to be read."""
    asked = select(Agreement).where(Agreement.proposal_id == new.proposal_id, Agreement.id != new.id, Agreement.voided_us.is_(None))
    for old in session.scalars(asked):
        old.voided_us = at


def give_up(ctx: Context, agreement_id: int) -> None:
    """Void a version that is not to be signed any more, and every signature still asked for under it; the one in force is left alone."""
    ctx.session.get_one(Agreement, agreement_id).voided_us = ctx.at
    for case in ctx.session.scalars(select(Signature.id).where(Signature.agreement_id == agreement_id, Signature.state.in_(OPEN))):
        ctx.fire(case, "void")
