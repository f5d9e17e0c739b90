"""The agreement and its signatures: one text for all parties, voided whole and issued anew, concluded by the last signature.

While the project runs an amended version is signed in the same way beside the one in force, and concludes the change it was written for.
"""
from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from workflow import Context, Problem

from ...accounts.confirming.acts import is_confirmed
from ...accounts.posts import holds
from ...collection.models import Proposal
from ...directory.models import Organisation
from ...gate import person_id
from ...machine import effect, engine, guard, registry, role
from ...optimisation.models import Plan
from ...seasons.models import Party
from ..models import Agreement, AgreementTemplate, Signature, SignedPage
from .agreeing import Terms, agreement_text
from .changes import change_behind
from .clauses import USUAL, Template, read
from .deciding import hold_numbers
from .sources import instalments_of, of_proposal
from .tallies import season_of
from .wording import MARKS, PartyName, text_digest

registry.subject("signature", Signature)
SIGNATORIES = {"bureau": "bureau", "foundation": "foundation_lead", "street": "street_lead", "organisation": "organisation", "support": "support_lead",
               "treasury": "treasury_lead", "evaluator": "evaluator"}
"""For which post's holder a party of the season's template signs."""
OPEN = ("requested", "presented")


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


def load_papers(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    """The signatures of a batch with all that its guards look at; three statements, held until the batch ends."""
    query = select(Signature).where(Signature.id.in_(ids)).options(joinedload(Signature.agreement).joinedload(Agreement.proposal))
    batch["papers"] = session.scalars(query).unique().all()


@guard(prefetch=load_papers)
def same_document(ctx: Context) -> Problem | None:
    """What is signed is the text as the signer saw it, in its current version, while the project is up for signing."""
    agreement, parent = ctx.subject.agreement, ctx.session.get_one(Proposal, ctx.subject.agreement.proposal_id)
    waited_for = parent.state == "signing" or change_behind(ctx.session, agreement_id=agreement.id) is not None
    if not waited_for or agreement.voided_us is not None:
        return Problem.of("agreement-not-open")
    if text_digest(agreement.text) != agreement.digest or ctx.data.get("seal", agreement.digest) != agreement.digest:
        return Problem.of("another-document")
    return None


@guard
def in_turn(ctx: Context) -> Problem | None:
    """Where the agreement is signed in order, everybody before this party has signed."""
    before = waits_for_turn(ctx.subject)
    return Problem.of("not-your-turn", party=before.party.title) if before is not None else None


def waits_for_turn(one: Signature) -> Signature | None:
    """Whose signature comes first where an agreement is signed in order; None where it is this one's turn."""
    earlier = [other for other in one.agreement.signatures if other.party.position < one.party.position and other.state != "signed"]
    return min(earlier, key=lambda other: other.party.position) if one.agreement.ordered and earlier else None


@guard
def second_factor(ctx: Context) -> Problem | None:
    """Whoever signs showed the code of their phone within the last five minutes; asked once in a batch."""
    person = person_id(ctx.actor)
    shown = person is not None and ctx.once(("confirmed", person), lambda: is_confirmed(ctx.session, person_id=person, at=ctx.at))
    return None if shown else Problem.of("code-needed")


@guard
def page_kept(ctx: Context) -> Problem | None:
    """A scan of the signed page came after the last one that was given back."""
    newest = ctx.session.scalar(select(func.max(SignedPage.at_us)).where(SignedPage.signature_id == ctx.instance.id))
    return None if newest is not None and newest >= ctx.instance.entered_us else Problem.of("page-missing")


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
                  parties=party_names(ctx, proposal=proposal), shares=of_proposal(ctx.session, proposal, amount_fen=amount),
                  instalments=instalments_of(ctx.session, proposal, amount_fen=amount))
    template = template_of(ctx)
    text = agreement_text(terms, plan=plan, template=template)
    ctx.session.add(Agreement(proposal_id=proposal.id, version=version, season_id=proposal.season_id, street_id=proposal.street_id, serial=serial,
                              number=number, amount_fen=amount, text=text, digest=text_digest(text), ordered=int(template.ordered), at_us=ctx.at))


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
    for case in ctx.session.scalars(select(Signature.id).where(Signature.agreement_id == agreement.id, Signature.state.in_(OPEN))):
        ctx.fire(case, "void")


@effect
def try_conclude(ctx: Context) -> None:
    """Keep who signed what, how and when; the last party's signature concludes the agreement in the same transaction."""
    by_hand = ctx.subject.state == "presented"
    ctx.facts.update(signed_us=ctx.at, signed_by_id=person_id(ctx.actor), digest=ctx.subject.agreement.digest, way="paper" if by_hand else "code",
                     signatory=_name_on_page(ctx) if by_hand else None)
    agreement = ctx.subject.agreement
    change = change_behind(ctx.session, agreement_id=agreement.id) if agreement.proposal.state != "signing" else None
    ctx.fire_if_ready(agreement.proposal_id if change is None else change, "conclude")


def _name_on_page(ctx: Context) -> str:
    pages = select(SignedPage.signatory).where(SignedPage.signature_id == ctx.instance.id).order_by(SignedPage.id.desc()).limit(1)
    return ctx.session.scalars(pages).one()


def template_of(ctx: Context) -> Template:
    """The season's template in its latest version; the usual one where the season has none of its own. Read once in a batch."""
    season = ctx.instance.season_id
    return ctx.once(("template", season), lambda: latest_template(ctx.session, season_id=season))


def latest_template(session: Session, *, season_id: int) -> Template:
    """The latest version of a season's template."""
    asked = select(AgreementTemplate).where(AgreementTemplate.season_id == season_id).order_by(AgreementTemplate.version.desc()).limit(1)
    row = session.scalars(asked).one_or_none()
    return USUAL if row is None else Template(row.version, row.title, bool(row.ordered), read(row.clauses))


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
