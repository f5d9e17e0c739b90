"""A season with one street, its panel, rubric, parties and cast."""
from __future__ import annotations

from proposals.accounts.models import Person, Post
from proposals.approval.models import Panel, PanelMember
from proposals.directory.models import Area, Organisation
from proposals.seasons.models import Category, Criterion, Party, Season
from proposals.storage import db
from tests.cast import CAST, JUDGES, RESERVE_JUDGE

KINDS = {"support": "support", "support_lead": "support", "foundation": "foundation", "foundation_lead": "foundation", "treasury": "treasury",
         "treasury_lead": "treasury", "bureau": "bureau", "organisation": "social"}


def found(*, at: int) -> None:
    s = db.session
    season = Season(id=1, year=2018, ordinal=2, title="2018年第二届")
    s.add_all([season, Area(id=1, code="150404001", name="西屯街道", short_name="西屯", letters="XT", kind="street"),
               Area(id=3, code="150404002", name="三中街街道", short_name="三中街", letters="SZJ", kind="street")])
    s.flush()
    s.add(Area(id=2, code="150404001001", name="老爷庙社区", short_name="老爷庙", kind="community", parent_id=1))
    s.add(Category(id=1, season_id=1, code="general", title="综合人群", position=1))
    for n, (code, title, weight) in enumerate((("need", "需求真实与受益面", 25), ("feasible", "方案可行与安全", 25), ("local", "居民参与与在地性", 20),
                                               ("budget", "预算合理", 20), ("lasting", "可持续与可推广", 10)), 1):
        s.add(Criterion(season_id=1, code=code, title=title, weight=weight, position=n))
    for n, (code, title) in enumerate((("bureau", "主办单位"), ("foundation", "出资方"), ("street", "街道办事处"), ("organisation", "实施方"), ("support", "支持机构")), 1):
        s.add(Party(season_id=1, code=code, title=title, position=n))
    bodies = {}
    for member in CAST:
        if member.organisation and member.organisation not in bodies:
            bodies[member.organisation] = Organisation(name=member.organisation, kind=KINDS[member.post], registered=1)
    s.add_all(bodies.values())
    s.flush()
    people = {}
    for member in CAST:
        person = people[member.name] = Person(name=member.name, login=member.login, created_us=at)
        s.add(person)
        s.flush()
        if member.post:
            s.add(Post(person_id=person.id, kind=member.post, street_id=1 if member.street else None,
                       organisation_id=bodies[member.organisation].id if member.organisation else None, since_us=at))
    panel = Panel(season_id=1, street_id=1)
    s.add(panel)
    s.flush()
    sides = ("external", "resident", "finance", "external", "resident")
    for name, side in zip(JUDGES, sides, strict=True):
        s.add(PanelMember(panel_id=panel.id, person_id=people[name].id, seat="chair" if name == JUDGES[0] else "member", side=side))
    s.add(PanelMember(panel_id=panel.id, person_id=people[RESERVE_JUDGE].id, seat="reserve", side="external"))
    s.flush()
