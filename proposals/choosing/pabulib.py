"""Elections as files in the format of Pabulib (``.pb``: META, PROJECTS, VOTES, semicolons), read and written. Its rules: http://pabulib.org/format

Money and scores with decimals are read exactly: everything is multiplied by one power of ten, ``unit``, until it is whole.
"""
from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from .projects import Project

SECTIONS = ("meta", "projects", "votes")
NEEDED = {"projects": "cost", "votes": "vote"}
"""The column a section cannot do without, beside the first, which names the project or the voter."""
COUNTED = ("cost", "votes", "score", "selected")
"""The columns of projects that an election holds as numbers and marks."""
APPROVAL = ("approval", "choose-1")
WITHDRAWN = 999_999_999
"""The cost that stands for a project withdrawn after all, as Pabulib's own checker reads it."""
MOST_DECIMALS = 12
"""Money has two at most; some cities write scores as means."""
VOTER = "voter_id"
Row = Mapping[str, str]
Tables = dict[str, dict[str, dict[str, str]]]


class Unreadable(ValueError):
    """The file is no election: a code and its facts; the message is the English sentence of the command line."""

    SAYS = {"no-section": "the section %(section)s is missing",
            "before-meta": "row %(row)s stands before the section META",
            "section-twice": "row %(row)s: the section %(section)s comes a second time",
            "no-column": "the section %(section)s has no column %(column)s",
            "not-a-table": "the rows cannot be cut into columns: %(why)s",
            "comes-twice": "row %(row)s: %(id)s comes twice in %(section)s",
            "no-projects": "the section PROJECTS holds no project",
            "not-a-number": "%(where)s: %(said)r is no number of at most 12 decimals (money: 0 or more)",
            "points-differ": "voter %(voter)s names %(named)s projects but gives points to %(given)s"}

    def __init__(self, code: str, **facts: object) -> None:
        """``code`` is one of SAYS."""
        super().__init__(self.SAYS[code] % facts)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Ballot:
    """One voter's ballot: whom it supports in the file's order, with points where the file gives them, and what else is said of the voter."""

    voter: str
    choice: tuple[str, ...]
    points: tuple[int, ...] | None = None
    facts: Row = field(default_factory=dict)


@dataclass(frozen=True)
class Election:
    """An election as a file holds it; costs, budget and scores are multiples of ``1/unit``.

    A project's score is the file's own count (of approvals ``votes``, else ``score``), else the recount; ties: cheaper first, then the file's order.
    ``selected`` are the official winners where the file names them; ``facts`` are the further columns of projects.
    """

    meta: Row
    budget: int
    projects: tuple[Project, ...]
    ballots: tuple[Ballot, ...]
    unit: int = 1
    selected: frozenset[str] | None = None
    facts: Mapping[str, Row] = field(default_factory=dict)
    strangers: int = 0
    """How many names on ballots are no project of the file; they count for nothing."""
    doubles: int = 0
    """How many ballots bear a voter's id that an earlier one bears; they count, as the file has them."""

    @property
    def line(self) -> int | None:
        """The least score an election asks of a project to be paid at all, where it does (``min_project_score_threshold``)."""
        line = _line(self.meta)
        return None if line is None else int(line * self.unit)

    @property
    def withdrawn(self) -> frozenset[str]:
        """The projects that stand in the file and no longer in the election: no rule may choose them, nor stop at them."""
        return frozenset(project.id for project in self.projects if project.cost == WITHDRAWN * self.unit)

    @property
    def approval(self) -> bool:
        """Whether a ballot says yes or nothing, without points and without order."""
        return _kind(self.meta) in APPROVAL


def read(text: str) -> Election:
    """The election a file's text holds; Unreadable for a missing section, budget or cost, a doubled id, a number that is none."""
    tables = _tables(text)
    meta = {key: row.get("value", "") for key, row in tables["meta"].items()}
    rows = tables["projects"]
    if not rows:
        raise Unreadable("no-projects")
    papers = [_paper(row, known=rows) for row in tables["votes"].values()]
    budget = _number(meta.get("budget", ""), where="budget", negative=False)
    costs = {each: _number(row.get("cost", ""), where=f"cost of project {each}", negative=False) for each, row in rows.items()}
    scores = _scores(rows, papers=papers, meta=meta)
    points = (point for paper in papers for point in paper.points or ())
    unit = 10 ** max(_decimals(each) for each in (budget, *costs.values(), *scores.values(), _line(meta) or Decimal(0), *points))
    projects = tuple(Project(each, int(costs[each] * unit), int(scores[each] * unit), tie=(int(costs[each] * unit), place), category=row.get("category", ""))
                     for place, (each, row) in enumerate(rows.items()))
    selected = None if any("selected" not in row for row in rows.values()) else frozenset(each for each, row in rows.items() if row["selected"] == "1")
    own = {each: {name: value for name, value in row.items() if name not in COUNTED} for each, row in rows.items()}
    return Election(meta, int(budget * unit), projects, tuple(paper.ballot(unit=unit) for paper in papers), unit, selected, own,
                    sum(paper.strangers for paper in papers), len(papers) - len({paper.voter for paper in papers}))


@dataclass(frozen=True)
class _Paper:
    """A ballot as the file says it."""

    voter: str
    choice: tuple[str, ...]
    points: tuple[Decimal, ...] | None
    strangers: int
    facts: Row

    def ballot(self, *, unit: int) -> Ballot:
        """The ballot in whole points."""
        return Ballot(self.voter, self.choice, None if self.points is None else tuple(int(point * unit) for point in self.points), self.facts)


def _paper(row: Row, *, known: Mapping[str, Row]) -> _Paper:
    """What a row of VOTES says; a project named twice counts once, a name that is no project counts for nothing."""
    voter = row[VOTER]
    named = [each.strip() for each in row.get("vote", "").split(",") if each.strip()]
    given = [_number(each, where=f"points of voter {voter}", negative=True) for each in row.get("points", "").split(",") if each.strip()]
    if given and len(given) != len(named):
        raise Unreadable("points-differ", voter=voter, named=len(named), given=len(given))
    pairs = dict(zip(named, given or [Decimal(1)] * len(named), strict=True))
    counted = {each: points for each, points in pairs.items() if each in known}
    facts = {name: value for name, value in row.items() if name not in (VOTER, "vote", "points")}
    return _Paper(voter, tuple(counted), tuple(counted.values()) if given else None, len(pairs) - len(counted), facts)


def _scores(rows: Mapping[str, Row], *, papers: list[_Paper], meta: Row) -> dict[str, Decimal]:
    """The file's own count, which its rule was applied to; where it has none, the recount.

    Of approvals that is ``votes``; a ``score`` beside it may count something else. Of points and orders it is ``score``: ``votes`` counts voters there.
    """
    approvals, sums = ("votes", "score"), ("score",) if papers else ("score", "votes")
    for column in approvals if _kind(meta) in APPROVAL else sums:
        if all(row.get(column) for row in rows.values()):
            return {each: _number(row[column], where=f"{column} of project {each}", negative=True) for each, row in rows.items()}
    return _counted(rows, papers=papers, meta=meta)


def _counted(rows: Mapping[str, Row], *, papers: list[_Paper], meta: Row) -> dict[str, Decimal]:
    """The sum of points (who is not named has ``default_score``), Borda's of orders, or the number of ballots."""
    ordinal, said = _kind(meta) == "ordinal", meta.get("default_score") if _kind(meta) == "scoring" else None
    default = _number(said, where="default_score", negative=True) if said else Decimal(0)
    counted = dict.fromkeys(rows, default * len(papers))
    longest = max((len(paper.choice) for paper in papers), default=0)
    for paper in papers:
        for place, each in enumerate(paper.choice):
            counted[each] += (paper.points[place] if paper.points else longest - place if ordinal else 1) - default
    return counted


def _kind(meta: Row) -> str:
    """How was voted."""
    return meta.get("vote_type", "approval")


def _line(meta: Row) -> Decimal | None:
    """The least score asked for, in the file's own unit."""
    said = meta.get("min_project_score_threshold")
    return _number(said, where="min_project_score_threshold", negative=True) if said else None


def _tables(text: str) -> Tables:
    """The three sections as rows by their first column."""
    tables: Tables = {}
    section, head = "", None
    for number, cells in _cells(text):
        named = "" if any(cells[1:]) else cells[0].lower()
        if named in tables:
            raise Unreadable("section-twice", row=number, section=named.upper())
        if named in SECTIONS:
            section, head = named, ["key", "value"] if named == "meta" else None
            tables[section] = {}
        elif not section:
            raise Unreadable("before-meta", row=number)
        elif head is None:
            head = _head(cells, section=section)
        else:
            _enter(tables, section=section, head=head, cells=cells, row=number)
    for name in (name for name in SECTIONS if name not in tables):
        raise Unreadable("no-section", section=name.upper())
    return tables


def _head(cells: list[str], *, section: str) -> list[str]:
    """The names of a section's columns."""
    if NEEDED[section] not in cells[1:]:
        raise Unreadable("no-column", section=section.upper(), column=NEEDED[section])
    return cells


def _cells(text: str) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, with their numbers; a quoted cell may stand behind a space, as in the format's own example."""
    lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=";", skipinitialspace=True)]
    except csv.Error as wrong:
        raise Unreadable("not-a-table", why=str(wrong)) from wrong
    return [(number, row) for number, row in enumerate(rows, 1) if any(row)]


def _enter(tables: Tables, *, section: str, head: list[str], cells: list[str], row: int) -> None:
    """A later row of META replaces an earlier one; a project comes once; every ballot counts, whatever the voter's id."""
    if section == "projects" and cells[0] in tables[section]:
        raise Unreadable("comes-twice", row=row, id=cells[0], section=section.upper())
    said = dict(zip(head[1:], cells[1:], strict=False))
    if section == "votes":
        tables[section][str(row)] = {**said, VOTER: cells[0]}
    elif section == "projects" or cells[:2] != ["key", "value"]:
        tables[section][cells[0]] = said


def _number(said: str, *, where: str, negative: bool) -> Decimal:
    """A number as files write it: 2500000, 51195.50 or 51195,50; below zero only where ``negative`` is true."""
    try:
        number = Decimal("".join(said.split()).replace(",", "."))
    except InvalidOperation as wrong:
        raise Unreadable("not-a-number", where=where, said=said) from wrong
    if not number.is_finite() or number < 0 and not negative or _decimals(number) > MOST_DECIMALS:
        raise Unreadable("not-a-number", where=where, said=said)
    return number


def _decimals(number: Decimal) -> int:
    """How many decimals it has, trailing zeros not counted."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def write(election: Election) -> str:
    """The election as a file's text, which ``read`` reads to the same election; counts and scores are written from what it holds."""
    out = io.StringIO(newline="")
    enter = csv.writer(out, delimiter=";", lineterminator="\n").writerow
    own = {"num_projects": str(len(election.projects)), "num_votes": str(len(election.ballots)), "budget": _said(election.budget, unit=election.unit)}
    for row in (["META"], ["key", "value"], *([key, value] for key, value in {**election.meta, **own}.items())):
        enter(row)
    for row in (["PROJECTS"], *_project_rows(election), ["VOTES"], *_vote_rows(election)):
        enter(row)
    return out.getvalue()


def _project_rows(election: Election) -> list[list[str]]:
    further = list(dict.fromkeys(name for project in election.projects for name in election.facts.get(project.id, {})))
    won = [] if election.selected is None else ["selected"]
    rows = [["project_id", "cost", "votes" if election.approval else "score", *further, *won]]
    for project in election.projects:
        facts = election.facts.get(project.id, {})
        mark = [] if election.selected is None else ["1" if project.id in election.selected else "0"]
        rows.append([project.id, _said(project.cost, unit=election.unit), _said(project.score, unit=election.unit),
                     *(facts.get(name, "") for name in further), *mark])
    return rows


def _vote_rows(election: Election) -> list[list[str]]:
    further = list(dict.fromkeys(name for ballot in election.ballots for name in ballot.facts))
    scored = any(ballot.points is not None for ballot in election.ballots)
    rows = [["voter_id", "vote", *(["points"] if scored else []), *further]]
    for ballot in election.ballots:
        points = [",".join(_said(point, unit=election.unit) for point in ballot.points or ())] if scored else []
        rows.append([ballot.voter, ",".join(ballot.choice), *points, *(ballot.facts.get(name, "") for name in further)])
    return rows


def _said(number: int, *, unit: int) -> str:
    """The number as the file's own unit writes it, without trailing zeros."""
    whole, part = divmod(abs(number), unit)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{part:0{len(str(unit)) - 1}}".rstrip("0") if part else f"{sign}{whole}"
