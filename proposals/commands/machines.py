"""Commands about the machines: their moves as table, picture or data; what a new definition would forbid; moving a season to it."""
from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import click

from workflow import SYSTEM, Workflow, from_canonical, versions
from workflow.definitions import ALL
from workflow.diagram import mermaid, svg
from workflow.migration import Migration
from workflow.migration import migrate as migrate_season
from workflow.tabulate import HEADINGS, rows

from .. import clock
from ..machine import engine
from ..storage import db, unit_of_work

MACHINES = {workflow.name: workflow for workflow in ALL}


def as_table(workflow: Workflow) -> str:
    """The moves as a Markdown table: from, move, to, roles, rules."""
    lines = [f"| {' | '.join(HEADINGS)} |", "|" + "---|" * len(HEADINGS)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows(workflow))]) + "\n"


def as_csv(workflow: Workflow) -> str:
    """The moves as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([HEADINGS, *rows(workflow)])
    return out.getvalue()


def as_svg(workflow: Workflow) -> str:
    """The machine as a picture with its own style."""
    return svg(workflow, standalone=True)


FORMATS = {"table": as_table, "csv": as_csv, "mermaid": mermaid, "svg": as_svg}


@click.command()
@click.option("--machine", type=click.Choice(sorted(MACHINES)), default="proposal", show_default=True)
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="table", show_default=True)
def moves(machine: str, form: str) -> None:
    """Print a machine's moves."""
    click.echo(FORMATS[form](MACHINES[machine]), nl=False)


@click.group()
def definition() -> None:
    """Versions of the machines: ask what a new one would forbid, move a season to it."""


def _read(file: Path) -> Workflow:
    """A definition in its canonical JSON; a plain sentence if the file holds something else."""
    try:
        return from_canonical(file.read_text())
    except (KeyError, TypeError, json.JSONDecodeError) as wrong:
        raise click.ClickException(f"{file} is not a definition: {wrong}") from wrong


@definition.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def replay(file: Path) -> None:
    """Run every stored history through the definition in FILE; exit 1 at the first step it would forbid."""
    forbidden = versions.replay(db.session(), new=_read(file))
    if forbidden is None:
        click.echo("every step of the past is allowed")
        return
    click.echo(f"case {forbidden.instance_id} step {forbidden.seq} ({forbidden.name}): {forbidden.why}")
    sys.exit(1)


@definition.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--season", "season_id", type=int, required=True, help="The season's id.")
@click.option("--map", "renamed", multiple=True, metavar="OLD=NEW", help="A state that is called differently in the new definition.")
@click.option("--dry-run", is_flag=True, help="Only count what would move.")
def migrate(file: Path, season_id: int, renamed: tuple[str, ...], dry_run: bool) -> None:
    """Move a season's live cases to the definition in FILE, one step each, or none at all."""
    names = dict(pair.partition("=")[::2] for pair in renamed)
    with unit_of_work() as session:
        counted = migrate_season(session, engine=engine, plan=Migration(_read(file), names), season_id=season_id, actor=SYSTEM, at=clock.now(), dry_run=dry_run)
    for (old, new), number in sorted(counted.items()):
        click.echo(f"{old} -> {new}: {number}")
    click.echo(f"{sum(counted.values())} cases {'would move' if dry_run else 'moved'}")


COMMANDS = (moves, definition)
