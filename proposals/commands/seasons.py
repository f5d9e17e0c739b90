"""Commands that make seasons to look at: the demonstration and the replay of 2017."""
from __future__ import annotations

import sys

import click
from flask import current_app

from .. import clock, migrate, settings
from ..demonstration import demo as demonstration
from ..demonstration import replay as replaying
from ..demonstration.cast import CAST, PASSWORD

STAGES = ("collection", "optimisation", "approval", "implementation", "closeout")


@click.command()
@click.option("--stage", type=click.Choice(STAGES), default="implementation", show_default=True, help="How far the ideas have come.")
@click.option("--seed", type=int, default=2018, show_default=True)
@click.option("--if-empty", is_flag=True, help="Do nothing when this instance already has a season.")
def demo(stage: str, seed: int, if_empty: bool) -> None:
    """Fill an empty instance with the demonstration season: forty ideas, driven through the program's own acts to STAGE."""
    migrate.upgrade(current_app)
    if demonstration.has_season():
        if not if_empty:
            raise click.ClickException("this instance already has a season; the demonstration needs an empty one")
    else:
        settings.marker(current_app).touch()
        click.echo(demonstration.play(stage=stage, seed=seed, at=clock.now()))
    click.echo(f"sign-in names (password {PASSWORD}):")
    for member in CAST:
        click.echo(f"  {member.login:<7} {member.name} {member.post or 'resident'}")


@click.group()
def season() -> None:
    """Whole seasons."""


@season.command()
@click.option("--seed", type=int, default=2017, show_default=True)
def replay(seed: int) -> None:
    """Build the whole 2017 season through the program's own acts and compare every published figure; exit 1 on any difference."""
    migrate.upgrade(current_app)
    if replaying.is_there():
        raise click.ClickException("the replay needs an empty instance: this one has people or a season of 2017 already")
    settings.marker(current_app).touch()
    with click.progressbar(length=replaying.STEPS, label="2017", file=sys.stderr) as bar:
        figures = replaying.play(seed=seed, progress=bar.update)
    for figure in figures:
        click.echo(f"{figure.title:<34} {figure.expected:>16} {figure.actual:>16}  {'equal' if figure.equal else 'DIFFERENT'}")
    sys.exit(0 if all(figure.equal for figure in figures) else 1)


COMMANDS = (demo, season)
