"""The command ``golden-idea`` (also ``python -m proposals`` and ``flask --app proposals``)."""
from __future__ import annotations

import click
from flask.cli import FlaskGroup

from . import create_app
from .commands import WITHOUT_APPLICATION, Commands


class Door(Commands, FlaskGroup):
    """The same commands; the application is built when one of them runs that needs it."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, with an application around it where it needs one."""
        if cmd_name in WITHOUT_APPLICATION:
            return super().get_command(ctx, cmd_name)
        return FlaskGroup.get_command(self, ctx, cmd_name)

    def _load_plugin_commands(self) -> None:
        """None: other packages' commands are not ours, and to look for them loaded 80 modules of one that has nothing to do here."""


main = Door(create_app=create_app, help="Golden Idea: residents' ideas, from a phone to a paid, settled, published project.")

if __name__ == "__main__":
    main()
