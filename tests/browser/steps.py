"""The steps of one idea from a phone to the archive, each by whoever takes it, on the pages they take it on."""
from __future__ import annotations

import io
import re
from datetime import timedelta

from flask import Flask
from PIL import Image

from proposals import clock, tick
from tests.browser.bank import Bank, pay_out
from tests.browser.people import Company, Person
from tests.drive.phones import code_of
from tests.kit import Visitor

TITLE = "给楼道装上扶手"
PROBLEM = "我们这栋楼没有电梯，七十岁以上的老人有二十多户，上下楼没有地方扶，冬天地滑更不敢下楼。"
SOLUTION = "每层装一段扶手，再放一张折叠凳。邻居里有会木工的，愿意一起动手。"
PLAN = {"summary": "给六层楼道装扶手和折叠凳，邻居轮流检查。", "objectives": "二十多户老人敢下楼，楼道有人看护。", "risks": "安装时封闭楼道，有人看守。",
        "activities_planned": "2", "beneficiaries_planned": "120",
        "lines-0-head": "activity", "lines-0-title": "扶手和折叠凳", "lines-0-unit_price_fen": "750", "lines-0-quantity": "6",
        "lines-1-head": "management", "lines-1-title": "票据与印刷", "lines-1-unit_price_fen": "210.16", "lines-1-quantity": "1"}
WHOLE = "4710.16"
DAY_US = 86_400_000_000


def photograph() -> dict[str, object]:
    """A small picture, as a phone would send it."""
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), "#8a9a8f").save(picture, "JPEG")
    return {"name": "stairs.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}


def days_ahead(days: int) -> str:
    """A date so many days from today, as date fields take it."""
    return (clock.today(clock.now()) + timedelta(days=days)).isoformat()


def later(app: Flask, *, days: int) -> None:
    """Let the system's clock come by so many days later."""
    with app.app_context():
        tick.round_of(clock.now() + days * DAY_US)


def write(resident: Person, *, name: str, phone: str) -> str:
    """Five questions, a look at everything, sent; returns the receipt."""
    resident.go("/").follow("/ideas/new").send()
    resident.send({"title": ""}, refused=422)
    resident.send({"title": TITLE}).send({"problem": PROBLEM, "photos": photograph()}).send({"solution": SOLUTION})
    community = resident.page.locator("[name=community_id] option", has_text="一西街").first.get_attribute("value")
    group = resident.page.locator("[name=category_id]").nth(1).get_attribute("value")
    resident.send({"community_id": community, "category_id": group, "place": "3 号楼", "beneficiaries": "二十多户老人", "cost_fen": "4800", "participation": "help"})
    resident.send({"name": name, "phone": phone}, refused=422)
    resident.send({"name": name, "phone": phone, "consent": True})
    resident.send()
    assert resident.path.endswith("/done")
    return resident.path.split("/")[-2]


def follow_by_receipt(somebody: Person, *, receipt: str, tail: str) -> None:
    """Anybody with the receipt and the phone's last digits sees where it is."""
    somebody.go("/ideas/track").send({"code": receipt, "tail": "0000"}, refused=422)
    somebody.send({"code": receipt, "tail": tail})
    somebody.sees(TITLE)


def receive(company: Company) -> int:
    """The street office reads the idea and accepts it, after a trial; returns the idea."""
    officer = company("孙干事").open("/screening/")
    idea = int(officer.path.rpartition("/")[2])
    officer.go("/screening").send({"ids": True}).send()
    officer.go(f"/ideas/{idea}")
    return idea


def improve(company: Company, *, idea: int) -> None:
    """Support researches, its lead chooses, support plans and completes."""
    support = company("何静")
    support.go(f"/ideas/{idea}").move(idea, "research")
    support.follow(f"/ideas/{idea}/research").send(refused=422)
    support.send({"visited_on": days_ahead(0), "households_asked": "24", "finding": "走访二十四户，二十户愿意出力。", "feasibility": "feasible", "duty_checked": True})
    company("周敏").go(f"/ideas/{idea}").move(idea, "shortlist", reason="需要的人多，邻居愿意一起做。")
    support.go(f"/ideas/{idea}/plan").send({"summary": ""}, refused=422)
    carrier = support.page.locator("[name=organisation_id] option", has_text="夕阳红").get_attribute("value")
    support.send({**PLAN, "starts_on": days_ahead(0), "ends_on": days_ahead(90), "organisation_id": carrier})
    support.go(f"/ideas/{idea}/plan/opinion").send({"verdict": "agree", "way": "phone", "note": "提案人在电话里说同意。"})
    support.go(f"/ideas/{idea}").move(idea, "complete_plan")


def review(company: Company, *, idea: int, app: Flask) -> None:
    """Sent to the panel; one judge scores by keyboard alone, one on the page, three by plain requests; the chair decides."""
    company("周敏").go(f"/ideas/{idea}").move(idea, "send_review")
    _by_keyboard(take(company("赵岚")))
    chair = take(company("郑国栋"))
    chair.send({name: "4" for name in criteria(chair)})
    for name in ("钱文", "吴芳", "冯涛"):
        _by_request(Visitor(app, name=name))
    chair.go("/desk").go("/approval/decisions").send({"cases": True, "move": "pass_review"})
    chair.go(f"/approval/decisions/{idea}").move(idea, "pass_review")


def take(judge: Person) -> Person:
    """Read the queue, declare to have no interest, begin."""
    judge.go("/approval/reviews").open("/approval/reviews/").follow("/acceptance").send(refused=422)
    return judge.send({"declaration": True})


def criteria(judge: Person) -> list[str]:
    return list(dict.fromkeys(judge.page.locator("fieldset.criterion input[type=radio]").evaluate_all("all => all.map(one => one.name)")))


def _by_keyboard(judge: Person) -> None:
    """Tab into the first criterion, one key each, a comment, Ctrl+Enter: no mouse."""
    keys = judge.page.keyboard
    for _press in range(60):
        if judge.page.evaluate("!!document.activeElement.closest('fieldset.criterion')"):
            break
        keys.press("Tab")
    keys.type("5" * len(criteria(judge)))
    keys.type("需求真实，邻居愿意出力。")
    judge.page.locator("[data-live=saved]", has_text=re.compile(r"\d\d:\d\d")).wait_for()
    with judge.page.expect_navigation():
        keys.press("Control+Enter")
    judge.go(judge.path)
    judge.sees("100" if judge.path.count("/") > 2 else TITLE)


def _by_request(judge: Visitor) -> None:
    own = re.search(r"/approval/reviews/\d+", judge.get("/approval/reviews").text)
    assert own
    assert judge.post(f"{own[0]}/acceptance", {"declaration": "y"}).status_code == 303
    levels = {name: "4" for name in re.findall(r'name="(criterion_\d+)"', judge.get(own[0]).text)}
    assert judge.post(own[0], levels).status_code == 303


def sign(company: Company, *, idea: int) -> None:
    """The public reads the notice; its time passes; the five parties sign, each for itself."""
    for name in ("李科长", "马理事长", "王主任", "刘芳", "周敏"):
        company(name).go("/approval/agreements").open("/approval/agreements/").send(refused=422).send({"read": True, "code": code_of(name)})
    company("何静").go(f"/projects/{idea}")


def endow(company: Company) -> None:
    """The bureau says who pays which share, and books the money that arrived in both pools."""
    bureau = company("李科长").go("/money").follow("/money/sources?season=1").follow("/money/sources/new?season=1").send({"treasury": "50"}, refused=422)
    bureau.send({"treasury": "40"}).follow("/money/receipts/new?season=1")
    for number, source in enumerate(("foundation", "treasury")):
        bureau.go("/money/receipts/new").send({"fund": source, "amount": "100000", "reference": f"到账-{number}"})


def pay(company: Company, *, idea: int, bank: Bank, days: int) -> None:
    """The next tranche: the implementer asks, support checks, each source's head approves, its cashier sends and finds it on the bank's statement."""
    company("刘芳").go(f"/projects/{idea}").follow("/request").send({"evidence": "协议已生效，收据 0001。"})
    for name, state in (("何静", "requested"), ("马理事长", "verified"), ("沈科长", "verified")):
        _tick_all(company(name), state=state)
    pay_out(company, bank, days=days)


def _tick_all(person: Person, *, state: str) -> None:
    """Tick every payment of this state."""
    person.go(f"/payments?state={state}")
    for box in person.page.locator("[name=ids]").all():
        box.check()
    person.send()
    assert person.go(f"/payments?state={state}").page.locator("[name=ids]").count() == 0


def work(company: Company, *, idea: int) -> None:
    """The implementer starts, records two activities, is visited, and says that the work is done."""
    carrier = company("刘芳")
    carrier.go(f"/projects/{idea}").move(idea, "start", start_on=days_ahead(0))
    for topic in ("装扶手", "邻居验收"):
        carrier.go(f"/projects/{idea}").follow("/activities/new")
        carrier.send({"topic": topic, "place": "3 号楼", "beneficiary_times": "60", "volunteer_times": "6", "service_minutes": "540"})
    monitor = company("何静").go(f"/projects/{idea}").follow("/visits/new")
    monitor.send({"planned_on": days_ahead(0)}).follow("/record").send({"report": "扶手牢固，邻居在用。"})
    carrier.go(f"/projects/{idea}").move(idea, "finish")


def assess(company: Company, *, idea: int) -> None:
    """Reported, settled to the fen, evaluated."""
    carrier = company("刘芳").go(f"/projects/{idea}")
    carrier.move(idea, "report", summary="六层楼道都装上了扶手和折叠凳，老人每天都能下楼，邻居轮流检查。", finance=WHOLE, answers="40", satisfied="38")
    accountant = company("陈会计")
    accountant.open("/closeout/settlements/").send(refused=422).send({"spent": WHOLE, "result": "票据齐全，账实相符。"})
    evaluator = company("杨评估")
    evaluator.open("/closeout/evaluations/").send({"points": "92", "result": "需求回应到位，过程资料完整。"})


def qualify(company: Company, *, idea: int) -> None:
    """The support lead declares the project good."""
    company("周敏").go(f"/ideas/{idea}").move(idea, "qualify")


NOTICES = """links => new Set(links.map((one) => one.pathname).filter((path) => /^\\/notices\\/[0-9]+$/.test(path))).size"""


def look_back(somebody: Person, *, idea: int) -> None:
    """The public sees the idea closed: its whole way, what was paid by whom, both notices."""
    somebody.go("/ideas/").follow(f"/ideas/{idea}")
    somebody.sees(TITLE, "¥4,710.16", "¥2,826.10", "¥1,884.06")
    assert somebody.page.locator(".track .is-done").count() == 5
    assert somebody.page.locator(".timeline > li").count() >= 17
    somebody.go("/notices/")
    assert somebody.page.locator("main a").evaluate_all(NOTICES) == 2


ELSEWHERE = (
    ("林秀梅", "/desk", "/messages", "/account", "/account/password", "/sign-out"),
    ("张小雨", "/screening/paper", "/staff/ideas"),
    ("周敏", "/staff/ideas", "/screening", "/projects", "/approval/panels"),
    ("马理事长", "/money", "/money/entries", "/payments", "/projects"),
    ("李科长", "/approval/appeals", "/approval/panels", "/seasons/", "/seasons/new", "/seasons/1", "/seasons/1/calendar", "/seasons/1/diagram",
     "/seasons/1/settings", "/seasons/1/phases/2"),
)


def look_around(company: Company, *, receipt: str) -> None:
    """The pages beside the way."""
    for path in ("/", "/notices/1", "/help", "/accessibility", "/privacy", "/data/", "/receipts/", f"/receipts/{receipt}", "/registration"):
        company.anybody().go(path)
    company("林秀梅").go("/messages").open("/messages/")
    for name, *paths in ELSEWHERE:
        person = company(name)
        for path in paths:
            person.go(path)
