"""Settings: from ``instance/config.py`` and from the environment with the prefix ``GOLDEN_IDEA_``; safe where neither says anything."""
from __future__ import annotations

import os
import secrets
from pathlib import Path

from flask import Flask

PREFIX = "GOLDEN_IDEA_"
CONTENT_POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
                  "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'")
LARGEST_REQUEST = 32 << 20
"""Well above what a field takes (10 or 12 MB): a file that is too large is told at its field, with everything typed kept. Beyond it nothing is read."""
DEFAULTS = {
    "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
    "MAX_FORM_MEMORY_SIZE": 2 << 20,
    "WTF_CSRF_TIME_LIMIT": None,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "BABEL_DEFAULT_LOCALE": "zh_Hans",
    "BABEL_DEFAULT_TIMEZONE": "Asia/Shanghai",
    "SECURE": False,
    "BEHIND_PROXY": False,
    "CLOCK": True,
    "TRUSTED_HOSTS": None,
    "DEMONSTRATION": False,
    "FONT_DIRS": (),
}


def instance_folder() -> Path:
    """One folder holds database, uploads, secrets and backups: ``GOLDEN_IDEA_INSTANCE``, else ``instance`` here."""
    return Path(os.environ.get(PREFIX + "INSTANCE", "instance")).resolve()


def load(app: Flask, overrides: dict[str, object] | None) -> None:
    """Fill ``app.config``: defaults, then the instance's file, then the environment, then what a caller gives (tests)."""
    folder = Path(app.instance_path)
    folder.mkdir(parents=True, exist_ok=True)
    app.config.from_mapping(DEFAULTS)
    app.config.from_pyfile(str(folder / "config.py"), silent=True)
    app.config.from_prefixed_env(PREFIX.rstrip("_"))
    app.config.from_mapping(overrides or {})
    app.config.setdefault("DATABASE_URL", f"sqlite:///{folder / 'golden-idea.db'}")
    app.config["SQLALCHEMY_DATABASE_URI"] = app.config["DATABASE_URL"]
    app.config["DEMONSTRATION"] = bool(app.config["DEMONSTRATION"]) or marker(app).exists()
    if not app.config.get("SECRET_KEY"):
        app.config["SECRET_KEY"] = _kept_secret(folder / "secret-key")
    secure = bool(app.config["SECURE"])
    app.config.update(SESSION_COOKIE_SECURE=secure, SESSION_COOKIE_NAME="__Host-s" if secure else "s")


def marker(app: Flask) -> Path:
    """The file by which an instance is known to hold invented data; every page then says so."""
    return Path(app.instance_path) / "demonstration"


def _kept_secret(file: Path) -> str:
    """The key that signs cookies: made once, readable by the owner only, kept in the instance folder."""
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(48))
    return file.read_text()
