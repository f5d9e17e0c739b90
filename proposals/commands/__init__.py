"""The command line: each command asks the same acts and queries as the pages."""
from __future__ import annotations

from flask import Flask

from ..directory.commands import person
from . import choosing, doctor, exports, house, importing, machines, seasons, similar


def register(app: Flask) -> None:
    """Enter the commands of the house."""
    for module in (house, doctor, machines, seasons, exports, importing, similar, choosing):
        for command in module.COMMANDS:
            app.cli.add_command(command)
    app.cli.add_command(person)
