"""The agreement and its signatures: one text for all parties, voided whole and issued anew, concluded by the last signature."""
from __future__ import annotations

import hashlib

from sqlalchemy import func, select

from workflow import Context, Problem

from ...accounts.posts import holds
from ...collection.models import Proposal
from ...directory.models import Organisation
from ...gate import person_id
from ...machine import effect, engine, guard, registry, role
from ...optimisation.models import Plan
from ...seasons.models import Party
from ..models import Agreement, Signature
from .deciding import hold_numbers
from .sources import of_proposal
from .tallies import season_of
from .wording import MARKS, PartyName, Terms, agreement_text

registry.subject("signature", Signature)
SIGNATORIES = {"bureau": "bureau", "foundation": "foundation_lead", "street": "street_lead", "organisation": "organisation", "support": "support_lead"}


def text_digest(text: str) -> str:
    """The SHA-256 of exactly these words."""
    return hashlib.sha256(text.encode()).hexdigest()


def current_agreement(ctx: Context, *, proposal_id: int) -> Agreement | None:
    """The latest version, unless it was voided."""
    latest = ctx.session.scalars(select(Agreement).where(Agreement.proposal_id == proposal_id).order_by(Agreement.version.desc()).limit(1)).first()
    return latest if latest is not None and latest.voided_us is None else None


@guard
def signatures_quorum(ctx: Context) -> Problem | None:
    """Every party of the current version has signed, and they are as many as the season asks for."""
    agreement, need = current_agreement(ctx, proposal_id=ctx.instance.id), season_of(ctx).signatures_needed
    if agreement is None:
        return Problem.of("no-agreement")
    rows = ctx.session.execute(select(Signature.state, Signature.digest).where(Signature.agreement_id == agreement.id)).all()
    signed = sum(state == "signed" and digest == agreement.digest for state, digest in rows)
    return Problem.of("signatures-missing", have=signed, need=max(need, len(rows))) if signed < max(need, len(rows)) else None


@guard
def same_document(ctx: Context) -> Problem | None:
    """What is signed is the text as the signer saw it, in its current version, while the project is up for signing."""
    agreement, parent = ctx.subject.agreement, ctx.session.get_one(Proposal, ctx.subject.agreement.proposal_id)
    if parent.state != "signing" or agreement.voided_us is not None:
        return Problem.of("agreement-not-open")
    if text_digest(agreement.text) != agreement.digest or ctx.data.get("seal", agreement.digest) != agreement.digest:
        return Problem.of("another-document")
    return None


@role("party")
def party(ctx: Context) -> bool:
    """Who signs for this party: the holder of its post – of its street, of the implementing organisation, where there are several."""
    if not isinstance(ctx.subject, Signature):
        return False
    proposal, code = ctx.subject.agreement.proposal, ctx.subject.party.code
    return holds(ctx, kinds=(SIGNATORIES[code],), street_id=proposal.street_id if code == "street" else None,
                 organisation_id=proposal.organisation_id if code == "organisation" else None)


@effect
def make_agreement(ctx: Context) -> None:
    """Write the next version of the agreement from the plan, the parties and the approved amount; the project keeps its number."""
    proposal: Proposal = ctx.subject
    versions = ctx.session.execute(select(Agreement.serial, Agreement.version).where(Agreement.proposal_id == proposal.id)
                                   .order_by(Agreement.version.desc())).first()
    serial, version = (versions.serial, versions.version + 1) if versions else (_next_serial(ctx, proposal=proposal), 1)
    plan = ctx.session.scalars(select(Plan).where(Plan.proposal_id == proposal.id).order_by(Plan.version.desc()).limit(1)).one()
    number = f"红金协〔{season_of(ctx).year}〕{proposal.street.short_name}-{serial:03d}号" + (f"-{version}" if version > 1 else "")
    amount = proposal.planned_fen or sum(line.amount_fen for line in plan.lines)
    terms = Terms(number=number, season=season_of(ctx).title, project=proposal.title, idea_number=proposal.number or "", amount_fen=amount,
                  parties=party_names(ctx, proposal=proposal), shares=of_proposal(ctx.session, proposal, amount_fen=amount))
    text = agreement_text(terms, plan=plan)
    ctx.session.add(Agreement(proposal_id=proposal.id, version=version, season_id=proposal.season_id, street_id=proposal.street_id, serial=serial,
                              number=number, amount_fen=amount, text=text, digest=text_digest(text), at_us=ctx.at))


@effect
def open_signatures(ctx: Context) -> None:
    """Ask every party of the season for its signature under the version just made."""
    ctx.session.flush()
    agreement = current_agreement(ctx, proposal_id=ctx.instance.id)
    if agreement is None:
        raise LookupError(f"proposal {ctx.instance.id} has no agreement to sign")
    for one in _parties(ctx):
        case = engine.start(ctx.session, "signature", season_id=ctx.instance.season_id, actor=ctx.actor, at=ctx.at, parent=ctx.instance.id)
        ctx.session.add(Signature(id=case, season_id=ctx.instance.season_id, state="requested", agreement_id=agreement.id, party_id=one.id))


@effect
def void_signatures(ctx: Context) -> None:
    """Void the current version and every signature still asked for; signatures given stay in the history of their version."""
    agreement = current_agreement(ctx, proposal_id=ctx.instance.id)
    if agreement is None:
        return
    agreement.voided_us = ctx.at
    for case in ctx.session.scalars(select(Signature.id).where(Signature.agreement_id == agreement.id, Signature.state == "requested")):
        ctx.fire(case, "void")


@effect
def try_conclude(ctx: Context) -> None:
    """Keep who signed what and when; the last party's signature concludes the agreement in the same transaction."""
    ctx.facts.update(signed_us=ctx.at, signed_by_id=person_id(ctx.actor), digest=ctx.subject.agreement.digest)
    ctx.fire_if_ready(ctx.subject.agreement.proposal_id, "conclude")


def party_names(ctx: Context, *, proposal: Proposal) -> list[PartyName]:
    """Who stands behind each party: the street's office, the implementer, and the bodies of their kind in the district."""
    bodies = dict(ctx.session.execute(select(Organisation.kind, func.min(Organisation.name))
                                      .where(Organisation.kind.in_(("bureau", "foundation", "support"))).group_by(Organisation.kind)).all())
    named = {**bodies, "street": f"{proposal.street.name}办事处" if proposal.street else "",
             "organisation": proposal.organisation.name if proposal.organisation else ""}
    return [_party_name(one, number=number, name=named.get(one.code, "")) for number, one in enumerate(_parties(ctx))]


def _party_name(one: Party, *, number: int, name: str) -> PartyName:
    """A season writes 甲方：区民政局 or only 区民政局; the mark is its place in the list where it says none."""
    mark, _colon, title = one.title.rpartition("：")
    return PartyName(mark=mark or f"{MARKS[number]}方", title=title, name=name or title)


def _parties(ctx: Context) -> list[Party]:
    season = ctx.instance.season_id
    return ctx.once(("parties", season), lambda: list(ctx.session.scalars(select(Party).where(Party.season_id == season).order_by(Party.position))))


def _next_serial(ctx: Context, *, proposal: Proposal) -> int:
    """The next project number of the season and street."""
    hold_numbers(ctx.session, season_id=proposal.season_id)
    ctx.session.flush()
    latest = ctx.session.scalar(select(func.max(Agreement.serial)).where(Agreement.season_id == proposal.season_id, Agreement.street_id == proposal.street_id))
    return (latest or 0) + 1
