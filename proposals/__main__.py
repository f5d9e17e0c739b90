"""The command ``golden-idea`` (also ``python -m proposals`` and ``flask --app proposals``)."""
from __future__ import annotations

from flask.cli import FlaskGroup

from . import create_app

main = FlaskGroup(create_app=create_app, help="Golden Idea: residents' ideas, from a phone to a paid, settled, published project.")

if __name__ == "__main__":
    main()
