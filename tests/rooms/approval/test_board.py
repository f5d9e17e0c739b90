"""The chair's board: what waits for a decision comes first, and every open proposal can be reached, however many there are."""
import re

from sqlalchemy import insert, select

from proposals.approval.models import Review
from proposals.collection.models import Proposal
from proposals.storage import db, unit_of_work
from tests.kit import Forms
from tests.rooms.approval.asking import send
from workflow.tables import instance

BOARD = "/approval/decisions"
LONG = f"{BOARD}?rows=200"


def row_of(table, case):
    return dict(db.session.execute(select(table).where(table.c.id == case)).mappings().one())


def alike(case, count, *, state):
    """So many more proposals like this one, in this state, each with one review: facts put down directly."""
    review = db.session.scalars(select(Review.id).where(Review.proposal_id == case).limit(1)).one()
    case_row, its_row = row_of(instance, case), row_of(instance, review)
    proposal, reading = row_of(Proposal.__table__, case), row_of(Review.__table__, review)
    numbers = range(10_000, 10_000 + count)
    with unit_of_work():
        for table, rows in (
            (instance, [case_row | {"id": one, "root_id": one, "state": state} for one in numbers]),
            (instance, [its_row | {"id": one * 10, "root_id": one, "parent_id": one} for one in numbers]),
            (Proposal.__table__, [proposal | {"id": one, "state": state, "number": f"2018-XT-{one}", "serial": one, "receipt": f"R{one}"} for one in numbers]),
            (Review.__table__, [reading | {"id": one * 10, "proposal_id": one} for one in numbers]),
        ):
            db.session.execute(insert(table), rows)
    return list(numbers)


def tickable(page):
    return [int(case) for case in re.findall(r'name="cases" value="(\d+)"', page.text)]


def following(page):
    found = re.search(r'href="([^"]+)" rel="next"', page.text)
    return found and found[1].replace("&amp;", "&")


def test_an_old_open_one_stands_before_all_decided_ones(enter, idea):
    case = idea("reviewing")
    alike(case, 204, state="rejected")
    page = enter("郑国栋").get(BOARD)
    assert (page.status_code, tickable(page), page.text.index("checkbox") < page.text.index("2018-XT-10203")) == (200, [case], True)


def test_every_open_one_is_on_one_of_the_pages(enter, idea):
    case = idea("reviewing")
    cases = [case, *alike(case, 204, state="reviewing")]
    chair = enter("郑国栋")
    first = chair.get(LONG)
    second = chair.get(following(first))
    assert (len(tickable(first)), following(second), sorted(tickable(first) + tickable(second))) == (200, None, cases)


def test_a_page_shows_fifty_and_two_hundred_where_they_are_asked_for(enter, idea):
    case = idea("reviewing")
    alike(case, 204, state="reviewing")
    chair = enter("郑国栋")
    short, long = chair.get(BOARD), chair.get(LONG)
    assert (len(tickable(short)), len(tickable(chair.get(following(short)))), len(tickable(long))) == (50, 50, 200)
    assert f'href="{LONG}"' in short.text and "rows=200" in following(long) and f'href="{BOARD}"' in long.text


def test_a_decision_between_two_pages_hides_nobody(enter, idea):
    case = idea("reviewing")
    alike(case, 204, state="reviewing")
    chair = enter("郑国栋")
    further = following(chair.get(LONG))
    with unit_of_work():
        for table in (instance, Proposal.__table__):
            db.session.execute(table.update().where(table.c.id == 10_004).values(state="rejected"))
    assert sorted(tickable(chair.get(further))) == [case, 10_000, 10_001, 10_002, 10_003]


def test_decided_ones_go_on_over_the_pages_too(enter, idea):
    case = idea("reviewing")
    alike(case, 404, state="rejected")
    chair = enter("郑国栋")
    pages = [chair.get(LONG)]
    while following(pages[-1]):
        pages.append(chair.get(following(pages[-1])))
    seen = [number for page in pages for number in re.findall(r"2018-XT-1\d{4}", page.text)]
    assert (len(pages), len(seen), len(set(seen))) == (3, 404, 404)


def test_a_mistake_on_the_second_page_is_told_there(enter, idea):
    case = idea("reviewing")
    alike(case, 204, state="reviewing")
    chair = enter("郑国栋")
    place = following(chair.get(LONG))
    fields = Forms(chair.get(place).text).posting_to(f"{BOARD}/trial")
    answer = send(chair, place.replace("decisions?", "decisions/trial?"), fields | {"move": "pass_review"})
    assert (answer.status_code, len(tickable(answer))) == (422, 5)


def test_the_desk_counts_what_is_complete_and_undecided(enter, idea):
    for serial, stage in enumerate(("scored", "scored", "reviewing", "rejected"), 1):
        idea(stage, serial)
    assert "2 个项目的评分已经收齐，请作出决定。" in enter("郑国栋").get("/desk").text
