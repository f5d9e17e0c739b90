"""A paper as the answer of a page."""
from __future__ import annotations

from flask import Response

POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"


def answer(content: bytes, *, name: str) -> Response:
    """Show a PDF in the browser; kept under this name (ASCII, without the ending). The policy lets the browser's own viewer draw it."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Content-Security-Policy": POLICY, "Cache-Control": "private, no-store"}
    return Response(content, mimetype="application/pdf", headers=headers)
