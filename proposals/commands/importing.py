"""Commands that bring lists of ideas into this instance, and take them back."""
from __future__ import annotations

import sys
from pathlib import Path

import click
from sqlalchemy import select

from workflow import Actor, Refused

from .. import clock, sheets, words
from ..accounts.models import Person
from ..collection.importing import checking, undoing, whole
from ..collection.importing.checking import Report
from ..collection.importing.entries import Finding
from ..collection.models import IdeaImport
from ..collection.queries.paper import entered_for
from ..collection.rules.roles import CONSOLE
from ..seasons.models import Season
from ..storage import db
from ..words.importing import COLUMNS, LINES

BY = click.option("--by", "login", default=None, help="The sign-in name of whoever does this; without it the history says: the command line.")


@click.group("import")
def import_() -> None:
    """Bring in what was collected elsewhere."""


@import_.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--season", "year", type=int, default=None, help="The season's year; the one that collects ideas now where none is given.")
@click.option("--dry-run", is_flag=True, help="Only say what would come of it; nothing is written.")
@click.option("--column", "chosen", multiple=True, metavar="ROLE=HEADING", help="What a column means, where its heading does not tell: problem=说明.")
@BY
def ideas(file: Path, year: int | None, dry_run: bool, chosen: tuple[str, ...], login: str | None) -> None:
    """Take in a list of ideas (XLSX, or CSV in UTF-8 or GBK): all that is new in it, or nothing at all. The same list again adds nothing.

    Whoever imports a list vouches that the proposers have agreed to the privacy notice.
    """
    asked = whole.Asked(_season(year), _actor(login), dict(_pair(each) for each in chosen))
    try:
        content = file.read_bytes()
        if dry_run:
            _end(whole.look(content, name=file.name, asked=asked, at=clock.now()), file=file, what="would be added", job=None)
        job = whole.bring(content, name=file.name, asked=asked, at=clock.now(), seen=_Counter())
    except sheets.UnreadableSheet as broken:
        raise click.ClickException(str(broken)) from broken
    except Refused as refused:
        report = whole.look(content, name=file.name, asked=asked, at=clock.now()) if refused.problems[0].code == "import-has-errors" else None
        _told(report, file=file)
        raise click.ClickException(_sentences(refused)) from refused
    _end(checking.from_json(job.found), file=file, what="added", job=job)


@import_.command()
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Why; the history keeps it.")
@BY
def undo(number: int, reason: str, login: str | None) -> None:
    """Take the list with this NUMBER back as a whole, as long as nobody has done anything with one of its ideas."""
    if db.session.get(IdeaImport, number) is None:
        raise click.ClickException(f"there is no list number {number}")
    try:
        job = undoing.undo(number, reason=reason, by=_actor(login), at=clock.now())
    except Refused as refused:
        raise click.ClickException(_sentences(refused)) from refused
    click.echo(f"list {number}: {job.added} ideas taken back" if job.state == "undone" else f"list {number}: is being taken back by the clock")


class _Counter:
    """Shows on a screen how far a long list has come."""

    def __init__(self) -> None:
        self.rows = 0

    def __call__(self, rows: int) -> None:
        self.rows += rows
        if rows and sys.stderr.isatty():
            click.echo(f"\r{self.rows} rows", nl=False, err=True)


def _end(report: Report, *, file: Path, what: str, job: IdeaImport | None) -> None:
    """Tell what came of it; exit 1 when lines were wrong."""
    _told(report, file=file)
    number = f"list {job.id}: " if job is not None else ""
    click.echo(f"{number}{report.new if not report.errors else 0} {what}, {report.known} there already ({report.changed} of them changed in the file), "
               f"{report.repeated} repeated, {report.errors} wrong, of {report.rows}")
    sys.exit(1 if report.errors else 0)


def _told(report: Report | None, *, file: Path) -> None:
    """Errors and remarks by line."""
    for finding in report.told() if report is not None else ():
        click.echo(f"{file.name}:{finding.line}: {_sentence(finding)}", err=True)
    if report is not None and report.more:
        click.echo(f"… and {report.more} more", err=True)


def _sentence(finding: Finding) -> str:
    role = str(finding.facts.get("role", ""))
    return str(LINES[finding.code]) % (finding.facts | {"role": str(COLUMNS.get(role, role))})


def _sentences(refused: Refused) -> str:
    return " ".join(words.sentence(problem) for problem in refused.problems)


def _season(year: int | None) -> int:
    if year is None:
        found = entered_for(clock.today(clock.now()))
        if found is None:
            raise click.ClickException("no season collects ideas now; name one with --season")
        return found[0].id
    season_id = db.session.scalar(select(Season.id).where(Season.year == year))
    if season_id is None:
        raise click.ClickException(f"this instance has no season of {year}")
    return season_id


def _actor(login: str | None) -> Actor:
    if login is None:
        return CONSOLE
    person = db.session.scalars(select(Person).where(Person.login == login)).one_or_none()
    if person is None:
        raise click.ClickException(f"nobody signs in as {login}")
    return Actor(f"p{person.id}", person.name)


def _pair(text: str) -> tuple[str, str]:
    role, _equals, heading = text.partition("=")
    return role.strip(), heading.strip()


COMMANDS = (import_,)
