"""How Alembic reaches the database: on the connection that ``migrate`` hands over, inside its transaction."""
from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from proposals.storage import Model


def run(connection: Connection) -> None:
    """Apply the missing steps."""
    context.configure(connection=connection, target_metadata=Model.metadata, render_as_batch=connection.dialect.name == "sqlite",
                      transaction_per_migration=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
