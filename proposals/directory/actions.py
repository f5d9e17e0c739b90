"""Enter places and organisations."""
from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from workflow import Actor

from ..errors import Refusal
from ..storage import act, db
from .credit_code import is_right
from .models import Area, Organisation

# Statistics bureau's code, name, name in numbers, letters in ASCII numbers (never changed once numbers were given).
STREETS = (
    ("150402001", "西屯街道", "西屯", "XT"), ("150402002", "三中街街道", "三中街", "SZJ"), ("150402003", "永巨街道", "永巨", "YJ"),
    ("150402004", "东城街道", "东城", "DC"), ("150402005", "南新街街道", "南新街", "NXJ"), ("150402006", "站前街道", "站前", "ZQ"),
    ("150402007", "铁南街道", "铁南", "TN"), ("150402008", "长青街道", "长青", "CQ"), ("150402009", "哈达街道", "哈达", "HD"),
    ("150402010", "西城街道", "西城", "XC"), ("150402011", "桥北街道", "桥北", "QB"), ("150402100", "红庙子镇", "红庙子", "HMZ"),
    ("150402102", "文钟镇", "文钟", "WZ"),
)


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """What is known of an organisation when it is entered; see the columns of Organisation."""

    kind: str
    registered: bool
    credit_code: str | None
    street_id: int | None
    contact: str
    account_tail: str
    demonstration: bool


@act
def load_places(path: Path) -> int:
    """Enter the streets and the communities of a CSV (code, name, street_code); places already there stay as they are. Returns how many are new."""
    known = set(db.session.scalars(select(Area.code)))
    streets = [Area(code=code, name=name, short_name=short, letters=letters, kind="street") for code, name, short, letters in STREETS]
    new = [street for street in streets if street.code not in known]
    db.session.add_all(new)
    db.session.flush()
    ids = {code: key for code, key in db.session.execute(select(Area.code, Area.id).where(Area.kind == "street"))}
    communities = [_community(row, street_id=ids[row["street_code"]]) for row in _rows(path) if row["code"] not in known]
    db.session.add_all(communities)
    return len(new) + len(communities)


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV in UTF-8; lines that begin with # are remarks."""
    lines = [each for each in path.read_text("utf-8").splitlines() if not each.startswith("#")]
    return list(csv.DictReader(lines))


def _community(row: dict[str, str], *, street_id: int) -> Area:
    village = row["name"].endswith("村委会")
    short = row["name"].removesuffix("村委会") if village else row["name"].removesuffix("居委会").removesuffix("委员会").removesuffix("社区")
    return Area(code=row["code"], name=row["name"], short_name=short, kind="village" if village else "community", parent_id=street_id)


@act
def add_organisation(name: str, *, about: NewOrganisation, by: Actor) -> int:
    """Enter an organisation and return its id. Refused: ``organisation-known``, ``credit-code-wrong``, ``credit-code-known``,
    ``registered-needs-credit-code`` (a legal person that may receive money is known by its code; invented bodies of a demonstration are not)."""
    if db.session.scalar(select(Organisation.id).where(Organisation.name == name)) is not None:
        raise Refusal("organisation-known", name=name)
    _check_code(about)
    row = Organisation(name=name, kind=about.kind, registered=int(about.registered), credit_code=about.credit_code, street_id=about.street_id,
                       contact=about.contact, account_tail=about.account_tail, demonstration=int(about.demonstration))
    db.session.add(row)
    db.session.flush()
    return row.id


def _check_code(about: NewOrganisation) -> None:
    if about.credit_code is None:
        if about.kind == "social" and about.registered and not about.demonstration:
            raise Refusal("registered-needs-credit-code")
        return
    if not is_right(about.credit_code):
        raise Refusal("credit-code-wrong", number=about.credit_code)
    if db.session.scalar(select(Organisation.id).where(Organisation.credit_code == about.credit_code)) is not None:
        raise Refusal("credit-code-known", number=about.credit_code)
