"""The command line: each command asks the same acts and queries as the pages, and is loaded when it is asked for."""
from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup

from ..late import late

WHERE = {
    "house": {
        "init": "Make or bring up to date the database of this instance.",
        "serve": "Serve this instance until stopped.",
        "tick": "Do once what the clock does (for cron).",
        "verify": "Check histories, seals, books and the schema's guards.",
    },
    "doctor": {"doctor": "Look whether papers can be printed."},
    "people": {"person": "People who work here: add somebody, give a post."},
    "seasons": {"demo": "Fill an empty instance with the demonstration season.", "season": "Whole seasons."},
    "importing": {"import": "Bring in what was collected elsewhere."},
    "exports": {"export": "Take what the program knows to other programs."},
    "similar": {"similar": "Print for each text of a file the nearest others."},
    "choosing": {"choose": "Print which projects of an election's file are paid for."},
    "machines": {"moves": "Print a machine's moves.", "definition": "Versions of the machines: try one, move a season to it."},
}
"""Each command in one line, by the module of this folder it stands in."""
WITHOUT_APPLICATION = ("choose", "similar")
"""Those that ask a file only."""
MODULES = {module: late(f"proposals.commands.{module}") for module in WHERE}


class Commands(AppGroup):
    """The commands of the house by name: a list of them loads none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, and those of what was added besides."""
        return sorted({*self.commands, *(name for names in WHERE.values() for name in names)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, from its module."""
        for module, names in WHERE.items():
            if cmd_name in names:
                return next(command for command in MODULES[module]().COMMANDS if command.name == cmd_name)
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list under ``--help``."""
        known = {name: line for names in WHERE.values() for name, line in names.items()}
        added = {name: command.get_short_help_str() for name, command in self.commands.items()}
        with formatter.section("Commands"):
            formatter.write_dl(sorted((known | added).items()))


def register(app: Flask) -> None:
    """Enter the commands of the house, where ``flask --app proposals`` finds them."""
    app.cli = Commands(name=app.name)
