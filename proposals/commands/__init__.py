"""The command line: each command asks the same acts and queries as the pages."""
from __future__ import annotations

from flask import Flask

from ..directory.commands import person
from . import doctor, exports, house, importing, machines, seasons, similar


def register(app: Flask) -> None:
    """Enter the commands of the house."""
    for command in (*house.COMMANDS, *doctor.COMMANDS, *machines.COMMANDS, *seasons.COMMANDS, *exports.COMMANDS, *importing.COMMANDS, *similar.COMMANDS, person):
        app.cli.add_command(command)
