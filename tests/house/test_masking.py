"""Phones, full names, sealed scores and inner opinions stay inside: canaries in every public page, download and answer of the API."""
from __future__ import annotations

import pytest
from sqlalchemy import select, update

from proposals import clock, gate
from proposals.accounts.models import Person
from proposals.approval.models import Notice, Review
from proposals.collection.models import Proposal
from proposals.storage import db, unit_of_work
from tests.cast import CAST, JUDGES
from tests.drive import approval, closeout
from tests.rooms.approval.planned import actor, planned
from tests.rooms.closeout.projects import now, reporting

PHONE, TYPED = "13800005678", "139 1111 2222"
OPINION, SEALED = "只给自己人看的评语", 6137


@pytest.fixture
def season(app):
    """A closed project, one being assessed, one under review with sealed scores, and one only planned; phones and names where they may lie."""
    closed, assessing = reporting(1), reporting(2)
    closeout.closed(closed, spent_fen=4000_00, at=now())
    closeout.assessing(assessing, spent_fen=4000_00, at=now())
    closeout.evaluated(assessing, points=93, at=now())
    reviewing, bare = planned(3, at=now()), planned(4, at=now())
    approval.reviewing(reviewing, at=now(), by=actor("周敏"))
    approval.scored(reviewing, at=now(), level=3)
    with unit_of_work():
        db.session.execute(update(Person).where(Person.login == "lin").values(phone=PHONE))
        db.session.execute(update(Proposal).where(Proposal.id == bare).values(problem=f"请打我电话 {TYPED} 或 {PHONE}。", title="灯坏了找13911112222"))
        db.session.execute(update(Review).where(Review.proposal_id == reviewing).values(comment=OPINION, total_hundredths=SEALED))
    return {"proposal_id": [closed, assessing, reviewing, bare], "notice_id": list(db.session.scalars(select(Notice.id))),
            "code": list(db.session.scalars(select(Proposal.receipt))), "name": ["ideas", "money"], "year": [clock.today(clock.now()).year]}


def public_addresses(app, season):
    """Every address that anybody may fetch, with everything there is in its place."""
    doors = gate.doors(app)
    for rule in app.url_map.iter_rules():
        if gate.PUBLIC in doors[rule.endpoint] and "GET" in rule.methods and rule.endpoint != "static" and len(rule.arguments) < 2:
            for argument in rule.arguments or {""}:
                values = season.get(argument, [1]) if argument else [None]
                with app.test_request_context():
                    yield from (rule.build({argument: value} if argument else {})[1] for value in values)


def canaries():
    names = (member.name for member in CAST if not member.name.endswith(("主任", "干事", "科长", "局长", "会计", "理事长", "科员", "评估")))
    return {PHONE, "13911112222", TYPED, OPINION, "61.37", str(SEALED), *names}


def named_at(address):
    """A public notice names its judges (domain.md B5); nowhere else are they named in full."""
    return set(JUDGES) if address.startswith("/notices/") else set()


@pytest.mark.slow
def test_no_canary_sings_in_public(app, enter, season):
    visitor, found = enter(), []
    secrets = canaries()
    for address in public_addresses(app, season):
        text = visitor.get(address).data.decode(errors="ignore")  # a notice's paper says what its page says
        found += [(address, secret) for secret in secrets - named_at(address) if secret in text]
    assert found == []


def test_the_masked_forms_are_there_instead(enter, season):
    page = enter().get(f"/ideas/{season['proposal_id'][3]}").text
    assert ("林*" in page, "139****2222" in page, "138****5678" in page) == (True, True, True)


def test_the_proposer_and_the_streets_staff_read_the_name(enter, season):
    address = f"/ideas/{season['proposal_id'][3]}"
    assert [("林秀梅" in enter(name).get(address).text.split("</header>", 1)[1]) for name in ("林秀梅", "孙干事", "何静", "周建国")] == [True, True, True, False]


def test_a_name_is_published_only_when_its_owner_wishes(enter, season):
    with unit_of_work():
        db.session.execute(update(Proposal).where(Proposal.id == season["proposal_id"][3]).values(show_name=1))
    assert "林秀梅" in enter().get(f"/ideas/{season['proposal_id'][3]}").text


def test_there_are_sealed_scores_to_be_kept_secret(season):
    assert set(db.session.scalars(select(Review.total_hundredths).where(Review.proposal_id == season["proposal_id"][2]))) == {SEALED}
