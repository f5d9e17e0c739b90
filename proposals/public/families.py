"""How an idea's family is told on its page: the picture with its list, the combined text with whose words it is made of."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from .. import masking, words
from ..accounts.models import Session
from ..collection import queries as stories
from ..collection.models import Proposal
from ..collection.queries import Kindred, Link, Relative
from ..optimisation.merging import asking
from ..optimisation.merging.models import PARTS, Passage
from ..optimisation.rules import BEFORE_REVIEW
from ..words.merging import RELATIONS
from . import pedigree, telling


LEADS = frozenset({"street_lead", "support_lead"})
STAFF = LEADS | {"street", "support"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One idea of a family in words; ``href`` is None for what this reader may not open."""

    href: str | None
    number: str
    title: str
    author: str
    remark: str
    undone: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A passage of a combined text for this reader: whose idea it is from, whether in its own words, and whether that idea was taken out again."""

    text: str
    number: str
    href: str | None
    verbatim: bool
    taken_out: bool


def of_page(proposal: Proposal, *, person: Session | None, sees: bool) -> dict[str, Any]:
    """All that the page of one idea says about its relatives; one statement, two more for a package with a combined text."""
    kin = stories.kindred(proposal.id)
    return {**telling.family(stories.next_to(kin), sees=sees), "family": _family(kin, person=person), "combined": _combined(proposal, kin=kin, sees=sees),
            "numbers": {one.id: one.number or "" for one in kin.ideas.values() if sees or one.state != "withdrawn"},
            "reword": _may_change(proposal, person=person, sees=sees, posts=STAFF), "gathers": _may_change(proposal, person=person, sees=sees, posts=LEADS)}


def _family(kin: Kindred, *, person: Session | None) -> dict[str, Any] | None:
    """The picture and the list; None for an idea that stands alone."""
    if not kin.links:
        return None
    shares = _shares(kin)
    entries = {one.id: _entry(one, kin=kin, shares=shares, person=person) for one in kin.ideas.values()}
    nodes = [pedigree.Node(key, one.number, one.title, one.remark, one.here, one.undone) for key, one in entries.items()]
    lines = [pedigree.Line(link.source_id, link.target_id, link.kind, link.undone_us is not None) for link in kin.links]
    ordered = [entries[node.key] for node in pedigree.arranged(nodes, lines)]
    told = "; ".join(f"{one.number} {one.title} {one.remark}" for one in ordered)
    return {"picture": pedigree.draw(nodes, lines, title=_("点子的来龙去脉"), told=told), "entries": ordered}


def _shares(kin: Kindred) -> dict[int, int]:
    """The share of the credit of every idea that lives on in another, and of every author whose idea others live on in."""
    packages = {link.target_id for link in kin.links if link.kind in asking.MERGES and link.undone_us is None}
    found: dict[int, int] = {}
    for package in sorted(packages):
        found |= asking.credit(kin.links, target_id=package, origin=kin.ideas[package].origin)
    return found


def _entry(one: Relative, *, kin: Kindred, shares: dict[int, int], person: Session | None) -> Entry:
    sees, here = masking.sees_names(person, proposal=one), one.id == kin.idea_id
    link = _link(one, kin.links)
    undone = link is not None and link.undone_us is not None
    stands = "" if link is not None and one.state == "merged" else words.public_title("proposal", one.state)
    remark = " · ".join(part for part in (_relation(link), _credit(one, shares=shares), stands) if part)
    if not (sees or here or (one.number is not None and one.state != "withdrawn")):
        return Entry(None, "", _("未公开的点子"), "", remark, undone, here)
    return Entry(None if here else url_for("public.idea", proposal_id=one.id), one.number or "", one.title if sees else masking.text(one.title),
                 masking.author(one.author, show_name=one.show_name, sees=sees), remark, undone, here)


def _link(one: Relative, links: Sequence[Link]) -> Link | None:
    """How an idea belongs to its family: the last merge out of it, else the split or the season's change that it came from."""
    out = [link for link in links if link.source_id == one.id and link.kind in asking.MERGES]
    return (out or [link for link in links if link.target_id == one.id and link.kind not in asking.MERGES] or [None])[-1]


def _relation(link: Link | None) -> str:
    if link is None:
        return ""
    relation = str(RELATIONS[link.kind])
    return relation if link.undone_us is None else _("%(relation)s（已撤销）", relation=relation)


def _credit(one: Relative, *, shares: dict[int, int]) -> str:
    return _("署名 %(share)s%%", share=shares[one.id]) if one.id in shares else ""


def _combined(proposal: Proposal, *, kin: Kindred, sees: bool) -> dict[str, Any] | None:
    """The combined text, part by part; None where ideas were never put together here."""
    wording = asking.combined(proposal.id) if proposal.wording_version else None
    if wording is None:
        return None
    living = {link.source_id for link in kin.merged_here() if link.undone_us is None} | {proposal.id}
    return {"version": wording.version, "at_us": wording.at_us,
            "parts": [(part, [_said(passage, kin=kin, living=living, sees=sees) for passage in wording.passages if passage.part == part]) for part in PARTS]}


def _may_change(proposal: Proposal, *, person: Session | None, sees: bool, posts: frozenset[str]) -> bool:
    """Whether this reader, by one of these posts, may write a new version of the combined text, or merge more ideas."""
    return person is not None and sees and bool(person.posts & posts) and proposal.state in BEFORE_REVIEW


def _said(passage: Passage, *, kin: Kindred, living: set[int], sees: bool) -> Said:
    source = kin.ideas.get(passage.source_id or 0)
    readable = source is not None and source.number is not None and (sees or source.state != "withdrawn")
    href = url_for("public.idea", proposal_id=source.id) if source is not None and readable and source.id != kin.idea_id else None
    return Said(passage.text if sees else masking.text(passage.text), source.number or "" if source is not None and readable else "", href,
                bool(passage.verbatim), passage.source_id is not None and passage.source_id not in living)
