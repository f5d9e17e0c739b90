"""The command line: each command asks the same acts and queries as the pages."""
from __future__ import annotations

import signal
from types import FrameType

import click
from flask import Flask, current_app
from waitress import create_server

from . import clock, migrate, tick


def register(app: Flask) -> None:
    """Enter the commands of the house."""
    for command in (init, serve, tick_command):
        app.cli.add_command(command)


@click.command()
def init() -> None:
    """Make or bring up to date the database of this instance."""
    migrate.upgrade(current_app)
    click.echo(f"database ready: {current_app.config['DATABASE_URL']}")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=int)
def serve(host: str, port: int) -> None:
    """Serve this instance (waitress, eight threads) until stopped; a stop finishes the requests under way."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    app = current_app._get_current_object()  # type: ignore[attr-defined]
    migrate.upgrade(app)
    signal.signal(signal.SIGTERM, stop)
    scheduler = clock.start(app, tick.round_of) if app.config["CLOCK"] else None
    server = create_server(app, host=host, port=port, threads=8, connection_limit=1000, channel_timeout=30, max_request_body_size=12 << 20,
                           clear_untrusted_proxy_headers=True)
    click.echo(f"Golden Idea: http://{host}:{port}")
    try:
        server.run()
    finally:
        if scheduler is not None:
            scheduler.shutdown(wait=True)


@click.command("tick")
def tick_command() -> None:
    """Do once what the clock does: fire what is due, deliver what waits (for cron)."""
    click.echo(tick.round_of(clock.now()))
