"""People with browsers on the demonstration's season."""
from tests.kit import app, enter, postgres_seed, seeded_url, sqlite_seed  # noqa: F401
