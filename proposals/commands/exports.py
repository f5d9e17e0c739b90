"""Commands that take a season's books out of this instance."""
from __future__ import annotations

from typing import BinaryIO

import click
from sqlalchemy import select

from .. import clock
from ..funding import exports
from ..seasons.models import Season
from ..storage import db


@click.group()
def export() -> None:
    """Take what the program knows to other programs."""


@export.command()
@click.option("--season", "year", type=int, required=True, help="The season's year, 2017.")
@click.option("--format", "form", type=click.Choice(tuple(exports.FORMATS)), default="xlsx", show_default=True)
@click.option("-o", "--output", type=click.File("wb", atomic=True), default="-", help="The file to write; to the screen where none is given.")
def ledger(year: int, form: str, output: BinaryIO) -> None:
    """Write a season's books; every format says the same to the fen."""
    season_id = db.session.scalar(select(Season.id).where(Season.year == year))
    if season_id is None:
        raise click.ClickException(f"this instance has no season of {year}")
    for piece in exports.export(db.session(), season_id=season_id, form=form, at=clock.now()):
        output.write(piece)


COMMANDS = (export,)
