"""The command that looks whether this installation has what it needs."""
from __future__ import annotations

import sys
import time

import click

from .. import papers

SAMPLES = ("汉字与标点：〔2018〕“金点子”——壹佰贰拾叁元整", "生僻人名用字：䶮㛃𬭎𬀩䲮㼆㙦㳚𫖯𬱖𠅤𫍲𬬭", "Latin: Golden Idea ¥686,404.16 — 2018-XT-0001")


@click.command()
def doctor() -> None:
    """Look whether papers can be printed: fonts found, a page with rare characters made; exit 1 and say what to do if not."""
    try:
        for what, found in papers.inspect().items():
            click.echo(f"papers, {what}: {found}")
        began = time.perf_counter()
        page = papers.pdf("proof", _proof(), kind="archive")
    except papers.UnprintablePaper as wrong:
        click.echo(f"papers cannot be printed: {wrong}")
        sys.exit(1)
    click.echo(f"papers: a page of {len(page):,} bytes in {time.perf_counter() - began:.2f} s")


def _proof() -> dict[str, object]:
    return {"title": "Golden Idea", "samples": SAMPLES, "code": papers.qr("https://example.org/"), "issued_us": 0}


COMMANDS = (doctor,)
