"""``golden-idea choose``: which projects of an election's file the budget pays for, and why, without a database."""
from __future__ import annotations

import csv
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

import click

from ..choosing import machinery, pabulib, ranked
from ..choosing.projects import Caps, Choice, Completion, Outcome, Reason

HEAD = ("project_id", "chosen", "reason")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SAYS = {
    "fits": "rank {rank}: fits, needs {needs} of {total_left} left",
    "total-cap": "rank {rank}: needs {needs}, only {total_left} left, {short} short",
    "after-stop": "rank {rank}: comes after project {by}, which the money left could not pay for",
    "below-line": "rank {rank}: scored {score}, the line is {line}",
    "supporters": "bought as number {order}: its {supporters} supporters pay at most {pays} each, as {effective} full payers would",
    "supporters-short": "its {supporters} supporters have only {left} of {needs} left",
    "no-supporters": "no ballot supports it",
    "withdrawn": "withdrawn: a cost of 999999999 stands for that",
}
UNKEPT = ("budget_per_category", "budget_per_neighborhood", "leftover_budget")
"""What an election's own rule may ask for beyond the budget and the line, and no rule here follows."""
RULES = ("greedy", "greedy-no-skip", "equal-shares")


class BadInput(click.ClickException):
    """A file that cannot be used: its sentence, and exit code 2."""

    exit_code = 2


@click.command()
@click.argument("file", type=FILE)
@click.option("--rule", type=click.Choice(RULES), default="greedy", show_default=True,
              help="greedy: by score, passing over what does not fit; greedy-no-skip: stops at the first that does not fit; equal-shares: by approval ballots.")
@click.option("--completion", type=click.Choice(get_args(Completion)), default="none", show_default=True,
              help="For equal-shares: add1 lets every voter's share grow by 1 until the next step would cost more than the budget.")
def choose(file: Path, rule: str, completion: Completion) -> None:
    """Print for each project of FILE (Pabulib's .pb) whether the budget pays for it and why, as CSV: project_id, chosen (1 or 0), reason.

    Scores are the file's own count (of approvals votes, else score), else counted from its ballots. Equal scores: the cheaper goes first,
    then the file's order.
    """
    election = _read(file)
    if election.strangers:
        click.echo(f"{file.name}: {election.strangers} names on ballots are no project of the file; they count for nothing", err=True)
    if election.doubles:
        click.echo(f"{file.name}: {election.doubles} ballots bear the id of an earlier voter; they count", err=True)
    for name in (name for name in UNKEPT if election.meta.get(name)):
        click.echo(f"{file.name}: {name} of the file is not followed: {election.meta[name]}", err=True)
    outcome = _outcome(election, rule=rule, completion=completion)
    write = csv.writer(sys.stdout, lineterminator="\n").writerow
    write(HEAD)
    for choice in outcome.choices:
        write((choice.id, int(choice.chosen), _sentence(choice.reason, rank=choice.rank, unit=election.unit)))


def _read(file: Path) -> pabulib.Election:
    try:
        return pabulib.read(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise BadInput(f"{file.name}: not a text in UTF-8") from wrong
    except pabulib.Unreadable as wrong:
        raise BadInput(f"{file.name}: {wrong}") from wrong


def _outcome(election: pabulib.Election, *, rule: str, completion: Completion) -> Outcome:
    """What comes of the projects that still stand; the withdrawn are told last, and no rule stops at them."""
    gone = tuple(Choice(project.id, False, 0, Reason("withdrawn", {})) for project in election.projects if project.id in election.withdrawn)
    standing = replace(election, projects=tuple(project for project in election.projects if project.id not in election.withdrawn))
    outcome = _chosen(standing, rule=rule, completion=completion)
    return Outcome((*outcome.choices, *gone), outcome.spent)


def _chosen(election: pabulib.Election, *, rule: str, completion: Completion) -> Outcome:
    if rule != "equal-shares":
        if completion != "none":
            raise BadInput("--completion goes with --rule equal-shares only")
        return ranked.choose(election.projects, caps=Caps(total=election.budget, line=election.line), skip=rule == "greedy")
    if not election.approval:
        raise BadInput(f"equal-shares counts approval ballots; this election's are of the kind {election.meta['vote_type']!r}")
    return _shared(election, completion=completion)


def _shared(election: pabulib.Election, *, completion: Completion) -> Outcome:
    """Equal shares among the projects that reach the election's line; the others are told it, by the ranking's own words."""
    ranks = ranked.choose(election.projects, caps=Caps(line=election.line), skip=True)
    below = {choice.id: choice for choice in ranks.choices if not choice.chosen}
    outcome = machinery().shares.choose((project for project in election.projects if project.id not in below), budget=election.budget,
                                        completion=completion, ballots=(ballot.choice for ballot in election.ballots), unit=election.unit)
    return Outcome((*outcome.choices, *below.values()), outcome.spent)


def _sentence(reason: Reason, *, rank: int, unit: int) -> str:
    """The reason in the units of the file."""
    facts = {name: _plain(value, of=unit) if name in MONEY else value for name, value in reason.facts.items()}
    facts |= {f"{name}": _plain(reason.facts[f"{name}_hundredths"], of=100 * unit if name == "pays" else 100)
              for name in ("pays", "effective") if f"{name}_hundredths" in reason.facts}
    return SAYS[reason.code].format(rank=rank, **facts)


MONEY = ("needs", "total_left", "short", "left", "score", "line")


def _plain(number: int | None, *, of: int) -> str:
    """A number of ``1/of`` parts without trailing zeros."""
    if of == 1:
        return str(number)
    return f"{Decimal(number or 0) / of:.{len(str(of)) - 1}f}".rstrip("0").rstrip(".")


COMMANDS = (choose,)
