"""An application on a database of its own, for the journeys that last a season."""
from flask import Flask

from proposals import create_app


def application(url: str) -> Flask:
    """The application as it is installed, without its clock."""
    return create_app({"DATABASE_URL": url, "CLOCK": False, "SECRET_KEY": "a secret of the tests"})
