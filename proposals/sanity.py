"""What no honest browser sends is turned away before any view runs: NUL, half characters, endless forms, and JSON that is not plain data."""
from __future__ import annotations

import json
from typing import Any, NoReturn

from flask import Flask, abort, request

LONGEST_FORM = 2 << 20
MOST_FIELDS = 1000
DEEPEST = 12
LARGEST_NUMBER = 10**15


def register(app: Flask) -> None:
    """Install the guard; it comes before everything that reads a request."""
    app.before_request(_ask)


def _ask() -> None:
    """400 for text that no column takes, 413 for a form that nobody typed."""
    if request.mimetype == "application/x-www-form-urlencoded" and (request.content_length or 0) > LONGEST_FORM:
        abort(413)
    texts = [request.path, *(part for name, values in request.args.lists() for part in (name, *values))]
    if request.mimetype in ("application/x-www-form-urlencoded", "multipart/form-data"):
        fields = [part for name, values in request.form.lists() for part in (name, *values)]
        if len(fields) > 2 * MOST_FIELDS:
            abort(413)
        texts += fields
    if not all(is_plain(text) for text in texts):
        abort(400)


def is_plain(text: str) -> bool:
    """Whether a text can be kept: no NUL, no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def strict_json(raw: bytes) -> dict[str, Any]:
    """The object that a body holds: whole numbers, plain text, no key twice, not deeper than twelve; 400 for anything else."""
    try:
        read = json.loads(raw.decode("utf-8"), parse_constant=_refuse, parse_float=_refuse, parse_int=_whole, object_pairs_hook=_object)
    except (ValueError, RecursionError):
        abort(400)
    if not isinstance(read, dict) or not _is_simple(read, depth=0):
        abort(400)
    return read


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _whole(text: str) -> int:
    if len(text) > 16 or abs(int(text)) > LARGEST_NUMBER:
        raise ValueError(text)
    return int(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a key stands twice")
    return read


def _is_simple(value: Any, *, depth: int) -> bool:
    if depth > DEEPEST:
        return False
    if isinstance(value, dict):
        return all(is_plain(key) and _is_simple(inner, depth=depth + 1) for key, inner in value.items())
    if isinstance(value, list):
        return all(_is_simple(inner, depth=depth + 1) for inner in value)
    return not isinstance(value, str) or is_plain(value)
