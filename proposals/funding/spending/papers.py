"""What a voucher says, and whether it can be true: numbers, the seller's code, the buyer, the day, net and tax and gross.

Forms and acts ask the same function, so that a page says at the field what the act would refuse.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflow import Problem

from ...directory.credit_code import is_right
from ...shell import money
from ..models import INVOICES

NUMBERS = {"digital": (None, "20"), "special": ("10,12", "8"), "ordinary": ("10,12", "8"), "fiscal": ("8,12", "8,10")}
"""How many digits the code and the number of each kind have; None: none."""
NOT_PAYABLE = ("fixed_assets", "gifts")
"""Heads that no project may spend on: fixed assets, and gifts or cash (domain.md B6: 0 percent)."""
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
BRACKETS = str.maketrans("（）【】〔〕", "()[][]")


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a voucher; amounts in fen, net and tax only where they are given."""

    kind: str
    code: str
    number: str
    issued_on: date
    seller: str
    seller_code: str
    buyer: str
    purpose: str
    net_fen: int | None
    tax_fen: int | None
    gross_fen: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a project's vouchers are held against: who is paid, and the first and last day a paper may bear."""

    payee: str
    first: date
    last: date


def faults(paper: Paper, *, bounds: Bounds) -> dict[str, Problem]:
    """What cannot be true, by the field it stands in; empty when nothing speaks against the paper."""
    found: dict[str, Problem] = {}
    for field, problem in (*_numbers(paper), *_people(paper, payee=bounds.payee), *_figures(paper)):
        found.setdefault(field, problem)
    if not bounds.first <= paper.issued_on <= bounds.last:
        found["issued_on"] = Problem.of("voucher-day-impossible", first=bounds.first.isoformat(), last=bounds.last.isoformat(), day=paper.issued_on.isoformat())
    return found


def _numbers(paper: Paper) -> Iterator[tuple[str, Problem]]:
    """Code and number have the digits of their kind; papers without a number have none."""
    if paper.kind not in INVOICES:
        if paper.number or paper.code:
            yield "number", Problem.of("voucher-has-no-number")
        return
    code, number = NUMBERS[paper.kind]
    if code is None and paper.code:
        yield "code", Problem.of("voucher-has-no-code")
    if code is not None and not _digits(paper.code, wanted=code):
        yield "code", Problem.of("voucher-code-wrong", digits=_or(code), length=len(paper.code))
    if not _digits(paper.number, wanted=number):
        yield "number", Problem.of("voucher-number-wrong", digits=_or(number), length=len(paper.number))


def _digits(text: str, *, wanted: str) -> bool:
    return re.fullmatch("[0-9]+", text) is not None and str(len(text)) in wanted.split(",")


def _or(wanted: str) -> str:
    return wanted.replace(",", "/")


def _people(paper: Paper, *, payee: str) -> Iterator[tuple[str, Problem]]:
    """The seller's code has its check character (GB 32100); an invoice is made out to the payee."""
    if paper.seller_code and not is_right(paper.seller_code):
        yield "seller_code", Problem.of("seller-code-is-a-person" if _is_identity_number(paper.seller_code) else "seller-code-wrong")
    if paper.kind == "special" and not paper.seller_code:
        yield "seller_code", Problem.of("seller-code-missing")
    if paper.kind in INVOICES and same_title(paper.buyer) != same_title(payee):
        yield "buyer", Problem.of("buyer-is-not-payee", buyer=paper.buyer, payee=payee)


def same_title(title: str) -> str:
    """A body's title as it is compared: full-width and half-width signs and brackets are the same, blanks count for nothing."""
    return "".join(unicodedata.normalize("NFKC", title.translate(BRACKETS)).split()).casefold()


def _is_identity_number(code: str) -> bool:
    """A citizen's number (GB 11643), which is never kept."""
    return re.fullmatch("[0-9]{17}[0-9X]", code) is not None and "10X98765432"[sum(int(a) * b for a, b in zip(code, ID_WEIGHTS)) % 11] == code[17]


def _figures(paper: Paper) -> Iterator[tuple[str, Problem]]:
    """Something was paid; net and tax are given together and add up."""
    if paper.gross_fen <= 0:
        yield "gross", Problem.of("voucher-over-nothing")
    if (paper.net_fen is None) != (paper.tax_fen is None):
        yield "tax", Problem.of("net-without-tax")
    if paper.net_fen is not None and paper.tax_fen is not None and paper.net_fen + paper.tax_fen != paper.gross_fen:
        yield "gross", Problem.of("net-and-tax-differ", net=money(paper.net_fen), tax=money(paper.tax_fen), gross=money(paper.gross_fen),
                                  fen=abs(paper.net_fen + paper.tax_fen - paper.gross_fen))
