"""Commands that run an installation: init, serve, tick, verify."""
from __future__ import annotations

import gc
import signal
import sys
from types import FrameType

import click
from flask import current_app
from waitress import create_server

from workflow import history, versions

from .. import clock, fingerprint, migrate, settings, tick
from ..late import late
from ..machine import engine
from ..storage import db

integrity = late("proposals.integrity")
"""Every room's own look at itself: much of the program, and only ``verify`` asks for it."""


@click.command()
def init() -> None:
    """Make or bring up to date the database of this instance."""
    migrate.upgrade(current_app)
    click.echo(f"database ready: {db.engine.url.render_as_string(hide_password=True)}")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=int)
@click.option("--threads", default=8, show_default=True, type=int)
def serve(host: str, port: int, threads: int) -> None:
    """Serve this instance until stopped; a stop finishes the requests under way."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    app = current_app._get_current_object()  # type: ignore[attr-defined]
    migrate.upgrade(app)
    _refuse_a_weakened_schema()
    versions.load_stored(db.session(), engine=engine)
    db.session.remove()
    signal.signal(signal.SIGTERM, stop)
    scheduler = clock.start(app, tick.round_of) if app.config["CLOCK"] else None
    server = create_server(app, host=host, port=port, threads=threads, connection_limit=1000, channel_timeout=30,
                           max_request_body_size=2 * settings.LARGEST_REQUEST, clear_untrusted_proxy_headers=True)
    click.echo(f"Golden Idea: http://{host}:{port}")
    gc.collect()
    gc.freeze()  # what a start leaves behind (200,000 objects) is not searched for rubbish again: each search took 0.1 s out of some request
    try:
        server.run()
    finally:
        if scheduler is not None:
            scheduler.shutdown(wait=True)


def _refuse_a_weakened_schema() -> None:
    """The books rest on the database's guards: where one is missing or changed, nothing is served (0.05 s for the look)."""
    weakened = fingerprint.findings(db.session())
    db.session.rollback()
    if weakened:
        named = "\n".join(f"{finding.kind}: {finding.detail}" for finding in weakened)
        raise click.ClickException(f"the schema is not the one this version ships; restore it, then run golden-idea verify:\n{named}")


@click.command("tick")
def tick_once() -> None:
    """Do once what the clock does: fire what is due, deliver what waits, seal what is new (for cron)."""
    click.echo(tick.round_of(clock.now()))


@click.command()
@click.option("--root", default=None, help="A published root that must be one of the seals.")
def verify(root: str | None) -> None:
    """Check histories, seals, books and the schema's own guards; exit 1 and name every finding if anything does not add up."""
    findings: list[history.Finding] = integrity().findings(db.session(), root=root)
    for finding in findings:
        click.echo(f"{finding.kind} {'/'.join(map(str, finding.where))}: {finding.detail}")
    click.echo(f"{len(findings)} findings" if findings else "everything adds up")
    sys.exit(1 if findings else 0)


COMMANDS = (init, serve, tick_once, verify)
