"""Writing an idea down and sending it: by its proposer step by step, or by somebody at the desk in one go."""
from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import bindparam, func, select

from workflow import Actor, Step

from ...accounts.actions import PRIVACY_VERSION
from ...accounts.models import Consent, Person
from ...directory.models import Area
from ...errors import Refusal
from ...gate import person_id
from ...machine import engine
from ...pictures import Picture
from ...storage import act, db
from ..births import new_draft, new_receipt
from ..models import Photo, Proposal
from ..rules.guards import missing

VISITOR = Actor("visitor", "")
PHOTOS_AT_MOST = 5
TRIES_AT_MOST = 5
BY_PHONE = select(Person).where(Person.phone == bindparam("phone"))
STREET = select(func.coalesce(Area.parent_id, Area.id)).where(Area.id == bindparam("community"))


@dataclass(frozen=True)
class Idea:
    """The words of an idea; ``community_id`` says in which street it lies, ``cost_fen`` is a guess nobody is held to."""

    title: str
    problem: str
    solution: str
    community_id: int
    place: str = ""
    beneficiaries: str = ""
    participation: str = "propose"
    category_id: int | None = None
    cost_fen: int | None = None


@dataclass(frozen=True)
class Contact:
    """Who proposes: the phone is the only identifier; a minor's guardian may consent at once or later; ``joint_names`` thought of it with them."""

    name: str
    phone: str
    submitter: str = "resident"
    show_name: bool = False
    guardian_name: str = ""
    guardian_phone: str = ""
    joint_names: str = ""


@act
def begin(season_id: int, *, by: Actor, at: int) -> tuple[Proposal, str]:
    """Start a draft; returns it with the secret by which an unsigned visitor goes on (only its digest is kept). Writes ``@start``."""
    secret, receipt = secrets.token_urlsafe(24), new_receipt()
    proposal = new_draft(db.session(), season_id=season_id, by=by, at=at, receipt=receipt, proposer_id=person_id(by), token_digest=secret_digest(secret),
                         code_digest=secret_digest(f"{receipt}:{short_code(secret)}"))
    return proposal, secret


def short_code(secret: str) -> str:
    """The six digits that stand for a draft's secret where a link cannot be carried: on the telephone, on a slip of paper."""
    return f"{int.from_bytes(hashlib.sha256(f'code {secret}'.encode()).digest()[:8]) % 1_000_000:06d}"


def open_by_code(receipt: str, *, code: str) -> tuple[Proposal, str]:
    """Open a draft by its receipt and six digits; returns it with a new secret, and the old link opens it no more: it may be in wrong hands.

    Refuses ``no-such-draft``, the same for a wrong receipt and wrong digits, and ``code-tried-too-often`` after five wrong ones, which are counted
    whatever happens to the request."""
    opened = _try_code(receipt, code=code)
    if isinstance(opened, str):
        raise Refusal(opened)
    return opened


@act
def _try_code(receipt: str, *, code: str) -> tuple[Proposal, str] | str:
    proposal = db.session.scalars(select(Proposal).where(Proposal.receipt == receipt.upper(), Proposal.state == "draft").with_for_update()).one_or_none()
    if proposal is None or proposal.code_digest is None:
        return "no-such-draft"
    if proposal.code_tries >= TRIES_AT_MOST:
        return "code-tried-too-often"
    if not hmac.compare_digest(proposal.code_digest, secret_digest(f"{proposal.receipt}:{code}")):
        proposal.code_tries += 1
        return "no-such-draft"
    secret = secrets.token_urlsafe(24)
    proposal.token_digest, proposal.code_digest = secret_digest(secret), secret_digest(f"{proposal.receipt}:{short_code(secret)}")
    proposal.code_tries = 0
    return proposal, secret


def secret_digest(secret: str) -> str:
    """What is kept of a draft's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@act
def write(proposal_id: int, **words: object) -> None:
    """Keep what was typed on one step of a draft; refuses ``no-longer-a-draft``. Nothing enters the history before it is sent."""
    proposal = _draft(proposal_id)
    if "community_id" in words:
        words["street_id"] = street_of(words["community_id"])
    for name, value in words.items():
        setattr(proposal, name, value)


@act
def add_photo(proposal_id: int, *, picture: Picture, at: int) -> None:
    """Add a re-encoded picture to a draft; at most five (``too-many-photos``), and the same picture counts once."""
    _draft(proposal_id)
    digests = db.session.scalars(select(Photo.digest).where(Photo.proposal_id == proposal_id)).all()
    if picture.digest in digests:
        return
    if len(digests) >= PHOTOS_AT_MOST:
        raise Refusal("too-many-photos", most=PHOTOS_AT_MOST)
    db.session.add(Photo(proposal_id=proposal_id, digest=picture.digest, content=picture.content, at_us=at))


@act
def remove_photo(proposal_id: int, *, photo_id: int) -> None:
    """Take a picture out of a draft again."""
    _draft(proposal_id)
    photo = db.session.get(Photo, photo_id)
    if photo is not None and photo.proposal_id == proposal_id:
        db.session.delete(photo)


@act
def identify(proposal_id: int, *, contact: Contact, at: int) -> Person:
    """Say whose idea the draft is; keeps the consents and the name as typed."""
    proposal = _draft(proposal_id)
    person = person_of(proposal, contact=contact, at=at)
    for name, value in _facts(contact, person=person, at=at).items():
        setattr(proposal, name, value)
    return person


def _facts(contact: Contact, *, person: Person, at: int) -> dict[str, object]:
    """What an idea keeps of who proposes it; the consents are kept beside it."""
    for kind in ("privacy", "publish_name") if contact.show_name else ("privacy",):
        db.session.add(Consent(person_id=person.id, kind=kind, version=PRIVACY_VERSION, at_us=at))
    kept = {"proposer_id": person.id, "contact_name": contact.name, "submitter": contact.submitter, "show_name": int(contact.show_name),
            "joint_names": contact.joint_names}
    if contact.submitter == "minor" and contact.guardian_name and contact.guardian_phone:
        return kept | {"guardian_name": contact.guardian_name, "guardian_phone": contact.guardian_phone, "guardian_consent_us": at}
    return kept


def person_of(proposal: Proposal | None, *, contact: Contact, at: int) -> Person:
    """Whose idea it is: the person with this phone; else whoever writes it under that very name and has told us no phone yet, so that a signed-in
    person's idea stays theirs; else a new one."""
    known = db.session.scalars(BY_PHONE, {"phone": contact.phone}).first()
    if known is not None:
        return known
    writer = proposal.proposer if proposal is not None else None
    if writer is not None and writer.phone is None and writer.name == contact.name:
        writer.phone = contact.phone
        return writer
    person = Person(name=contact.name, phone=contact.phone, created_us=at)
    db.session.add(person)
    db.session.flush()
    return person


@act
def submit(proposal_id: int, *, by: Actor, at: int) -> Step:
    """Send a draft: ``submit`` with its words, so that their digest is in the history. Refuses when the text or the contact is missing,
    when the season's limit of ideas is reached, or when ideas are not collected now."""
    proposal = db.session.get_one(Proposal, proposal_id)
    lacking = missing(proposal)
    if lacking:
        raise Refusal("text-incomplete", fields=lacking)
    words = {"title": proposal.title, "problem": proposal.problem, "solution": proposal.solution, "community": proposal.community_id}
    dated = {"form_date": proposal.form_date.isoformat()} if proposal.form_date else {}
    return engine.fire(db.session(), proposal_id, "submit", by, at=at, data=words | dated)


@act
def enter(season_id: int, *, idea: Idea, contact: Contact, channel: str, by: Actor, at: int, form_date: date | None = None) -> Proposal:
    """Take an idea down for somebody: from paper at the desk, at an event, by telephone, from a list; or a person's own in one go (web).

    Both names are kept: the proposer's, and whose hands wrote it (``assisted_by``). The history says ``submit`` by the hands.
    ``form_date``: the day on the paper, by which it may still be entered when the collection has just ended."""
    person, hands = person_of(None, contact=contact, at=at), person_id(by)
    proposal = new_draft(db.session(), season_id=season_id, by=by, at=at, channel=channel, form_date=form_date, street_id=street_of(idea.community_id),
                         assisted_by_id=None if hands == person.id else hands, **asdict(idea), **_facts(contact, person=person, at=at))
    submit(proposal.id, by=by if hands is not None else Actor(f"p{person.id}", person.name), at=at)
    return proposal


def _draft(proposal_id: int) -> Proposal:
    proposal = db.session.get_one(Proposal, proposal_id)
    if proposal.state != "draft":
        raise Refusal("no-longer-a-draft", receipt=proposal.receipt)
    return proposal


def street_of(community_id: object) -> int | None:
    """The street in which a community lies; a street lies in itself."""
    if community_id is None:
        return None
    return db.session.scalars(STREET, {"community": community_id}).one()
