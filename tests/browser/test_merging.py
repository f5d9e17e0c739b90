"""Staff merge three ideas into one in a real browser; each author finds out what became of theirs, and one is taken out again."""
import pytest

from proposals import clock
from tests.browser.people import Company, Inspector, press
from tests.drive import merging as drive
from tests.drive import optimisation

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]
TITLE = "社区老年食堂"


@pytest.fixture
def company(app, page, served, faults, met, language, width):
    """People who look at every page they meet."""
    inspector = Inspector(app, faults, language=language, width=width, met=met[language, width, True])
    with served(app) as address:
        yield Company(page, address=address, inspector=inspector, script=True)
    assert inspector.wrong == []


@pytest.fixture
def ideas(app):
    """Three ideas about lunch, of three people."""
    optimisation.name_sources(at=clock.now())
    return drive.three(at=clock.now())


def find(company, idea):
    """An author without an account looks with the number and the phone's tail, and goes on from there."""
    return company.anybody().go("/ideas/track").send({"code": drive.idea(idea).number, "tail": drive.idea(idea).proposer.phone[-4:]})


@pytest.mark.parametrize(("language", "width"), [("zh", 390)])
def test_three_ideas_become_one_and_every_author_finds_it(company, ideas):
    before = [drive.standing(idea) for idea in ideas]
    lead = company("周敏").go("/staff/ideas")
    for idea in ideas:
        lead.page.locator(f"input[name=ids][value='{idea}']").check()
    press(lead.page, lead.page.locator("form[action*='/optimisation/merge'] button"))
    lead.page.locator("input[value=new]").check()
    press(lead.page, lead.page.locator("main form button").first)
    lead.send({"title": TITLE, "passages-0-text": "老人中午吃不上热饭。", "note": "三位说的是同一件事。"}, button="[value=preview]")
    lead.sees("每个人会收到的通知", "署名贡献 34%")
    lead.send(button="[value=merge]")
    lead.sees(TITLE, "老人中午吃不上热饭。", "改写")
    package = lead.path
    for idea in ideas:
        find(company, idea).open(package).sees(TITLE)
    company("王主任").go(f"/ideas/{ideas[1]}").move(ideas[1], "unmerge", note="她想自己办。").sees(drive.TITLES[1], "来龙去脉")
    assert drive.standing(ideas[1]) == before[1]
    lead.go(package).sees("这个点子已经分出，这一段不再算数")
