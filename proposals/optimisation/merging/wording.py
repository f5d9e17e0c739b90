"""Writing and reading the combined text: who said what is kept with each passage, and no version is ever changed."""
from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.chain import canonical

from ...collection.models import Proposal
from ...errors import Refusal
from .models import PARTS, Passage, Wording

MOST_PASSAGES = 60
PASSAGES_OFFERED = 24


@dataclass(frozen=True, slots=True)
class Said:
    """One passage as it is to stand: of what it speaks, its words, and the idea (case id) it comes from; None for words of the staff."""

    part: str
    text: str
    source_id: int | None


def latest(session: Session, *, proposal_id: int) -> Wording | None:
    """The combined text of a package as it stands now, with its passages; two statements at most."""
    return session.scalars(select(Wording).where(Wording.proposal_id == proposal_id).order_by(Wording.version.desc()).limit(1)).first()


def write(session: Session, *, proposal_id: int, passages: Sequence[Said], sources: dict[int, Proposal], seen: int, by_id: int, at: int) -> Wording:
    """Keep a new version. ``sources`` are the ideas that may be named, by case id; ``seen`` is the version its writer had before them.

    Refuses ``wording-changed-meanwhile``, ``wording-needs-text`` when the problem or the solution has no passage, and ``wording-of-others``."""
    last = latest(session, proposal_id=proposal_id)
    version = last.version if last else 0
    if seen != version:
        raise Refusal("wording-changed-meanwhile", version=version)
    check(passages, known=set(sources) | {passage.source_id for passage in (last.passages if last else ())})
    wording = Wording(proposal_id=proposal_id, version=version + 1, by_id=by_id, at_us=at)
    ordered = sorted(passages, key=lambda said: PARTS.index(said.part))
    wording.passages = [Passage(position=place, part=said.part, text=said.text, source_id=said.source_id,
                                verbatim=int(_quotes(said, sources=sources, last=last))) for place, said in enumerate(ordered, start=1)]
    session.add(wording)
    session.get_one(Proposal, proposal_id).wording_version = wording.version
    session.flush()
    return wording


def check(passages: Sequence[Said], *, known: set[int | None]) -> None:
    """Both parts say something, and every passage that names an idea names one of those that are here."""
    if {said.part for said in passages} != set(PARTS) or len(passages) > MOST_PASSAGES:
        raise Refusal("wording-needs-text")
    if {said.source_id for said in passages} - known - {None}:
        raise Refusal("wording-of-others")


def _quotes(said: Said, *, sources: dict[int, Proposal], last: Wording | None) -> bool:
    """Whether these words stand so in the idea, or stood as a quotation in the version before."""
    if said.source_id is None:
        return False
    source = sources.get(said.source_id)
    if source is not None:
        return _plain(said.text) in _plain(f"{source.problem}\n{source.solution}")
    return any(old.source_id == said.source_id and old.text == said.text and old.verbatim for old in (last.passages if last else ()))


def _plain(text: str) -> str:
    """Words without blanks and line ends, so that a paragraph put together again is still a quotation."""
    return "".join(text.split())


def text_of(passages: Sequence[Said], *, part: str) -> str:
    """One part's passages as running text, a paragraph each."""
    return "\n".join(said.text for said in passages if said.part == part)


def digest(passages: Sequence[Said]) -> str:
    """SHA-256 of the passages with their sources; enters the history with the merge."""
    return hashlib.sha256(canonical([[said.part, said.text, said.source_id] for said in passages]).encode()).hexdigest()


def offered(ideas: Sequence[Proposal], *, last: Wording | None) -> list[Said]:
    """What the editor begins with: the passages of the last version, then those of each idea that is not in it yet, problem before solution."""
    known = {passage.source_id for passage in last.passages} if last else set()
    fresh = [idea for idea in ideas if idea.id not in known]
    each = max(1, PASSAGES_OFFERED // (2 * max(1, len(fresh))))
    found = [Said(passage.part, passage.text, passage.source_id) for passage in (last.passages if last else ())]
    found += [Said(part, text, idea.id) for part in PARTS for idea in fresh for text in _paragraphs(getattr(idea, part), most=each)]
    return sorted(found, key=lambda said: PARTS.index(said.part))


def _paragraphs(text: str, *, most: int) -> list[str]:
    """The paragraphs of a text, the last one holding all that are too many."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return lines[:most - 1] + ["\n".join(lines[most - 1:])] if len(lines) > most else lines
