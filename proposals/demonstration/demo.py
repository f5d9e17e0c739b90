"""The demonstration season: forty ideas, each driven through the acts to the fate that ``ideas.tsv`` names, up to a stage."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from sqlalchemy import select

from workflow import Actor

from ..accounts.models import Person
from ..clock import today
from ..collection import actions as collection
from ..collection.actions import Contact
from ..collection.actions import Idea as Text
from ..directory import queries as places
from ..directory.models import Area
from ..optimisation import actions as optimisation
from ..seasons.models import Season
from ..storage import act, db
from . import answering, approving, calling, changing, crew, improving, people, playing, spending, voting
from .crew import invented_name
from .driving import DAY_US, in_state, together, wait
from .ideas import Idea, forty, sentences
from .troupe import Troupe, gather

STAGES = ("collection", "optimisation", "approval", "implementation", "closeout")
DAYS_BACK = {"collection": 10, "optimisation": 50, "approval": 75, "implementation": 170, "closeout": 260}
EVERYWHERE = {"clerk": "clerk", "sun": "street", "wang": "street_lead", "zheng": "chair"}
POOL_FEN = 200_000_000
DAYS_AHEAD = 120
ASKED = {"38": ("guardian-consent", "请监护人填写姓名、电话并同意后，我们再受理这个点子。"), "39": ("incomplete", "请写明想办什么活动、给谁办、在哪里办。")}
SPLIT = "12"
EARLY = tuple(idea for idea in forty() if idea.id not in ASKED)
LATECOMERS = tuple(idea for idea in forty() if idea.id in ASKED)


def has_season() -> bool:
    """Whether this instance has a season already."""
    return db.session.scalar(select(Season.id).limit(1)) is not None


def play(*, stage: str, seed: int, at: int) -> str:
    """Fill an empty instance up to ``stage``; ``at`` (UTC microseconds) is today. All in one transaction: everything or nothing."""
    begin = at - DAYS_BACK[stage] * DAY_US
    return _play(people.found_cast(begin)["li"], stage=stage, random=Random(seed), begin=begin, at=at)


@act
def _play(bureau_id: int, *, stage: str, random: Random, begin: int, at: int) -> str:
    troupe = furnish(bureau_id, begin=begin, at=at)
    ids = collect(EARLY, troupe=troupe, at=begin)
    for name, advance in (("collection", screen), ("optimisation", improve), ("approval", approve), ("implementation", run), ("closeout", close)):
        advance(ids, troupe, random, begin)
        if name == stage:
            break
    ids |= collect(LATECOMERS, troupe=troupe, at=at - 3 * DAY_US)
    ask(ids, troupe=troupe, at=at - DAY_US)
    if STAGES.index(stage) >= STAGES.index("approval"):
        calling.open_call(troupe=troupe, at=at)
    return f"{len(ids)} ideas, driven to {stage}"


def furnish(bureau_id: int, *, begin: int, at: int) -> Troupe:
    """The season, its panels and its money; the cast in every street."""
    bureau = Actor(f"p{bureau_id}", "李科长")
    season_id = people.found_season(begin, by=bureau, spans=people.long_spans(today(begin), last=today(at) + timedelta(days=DAYS_AHEAD)))
    crew.spread_cast(EVERYWHERE, at=begin)
    crew.seat_cast(season_id, streets=[street.id for street in places.streets()], by=people_actor("min"), at=begin)
    crew.fill_expert_pool(by=bureau, at=begin)
    crew.fill_pools(season_id, amount_fen=POOL_FEN, by=bureau, at=begin)
    crew.found_carriers(12, random=Random(0), at=begin)
    return gather(season_id)


def people_actor(login: str) -> Actor:
    """A member of the cast as an actor."""
    person = db.session.scalars(select(Person).where(Person.login == login)).one()
    return Actor(f"p{person.id}", person.name)


def collect(ideas: Sequence[Idea], *, troupe: Troupe, at: int) -> dict[str, int]:
    """Everybody's idea comes in: most on the phone, every fourth on paper at the desk. Returns idea → case."""
    inside = db.session.execute(select(Area.name, Area.id).where(Area.parent_id.is_not(None)))
    communities = {row.name.removesuffix("居委会").removesuffix("委员会"): row.id for row in inside}
    return {idea.id: _enter(idea, place=int(idea.id) - 1, communities=communities, troupe=troupe, at=at + int(idea.id) * DAY_US // 20) for idea in ideas}


def _enter(idea: Idea, *, place: int, communities: dict[str, int], troupe: Troupe, at: int) -> int:
    problem, solution = sentences(idea.body)
    text = Text(title=idea.title, problem=problem, solution=solution, community_id=communities[idea.community],
                category_id=troupe.categories[idea.category], place=idea.community)
    contact = Contact(name="林秀梅" if place == 0 else invented_name(900 + place), phone=f"1390000{place:04d}", submitter=idea.submitter, show_name=place % 3 == 0)
    if place % 4 == 3:
        street = next(iter(troupe.streets.values()))
        return collection.enter(troupe.season_id, idea=text, contact=contact, channel="desk", by=street.clerk, at=at).id
    return collection.enter(troupe.season_id, idea=text, contact=contact, channel="web", by=collection.VISITOR, at=at).id


def screen(ids: dict[str, int], troupe: Troupe, random: Random, begin: int) -> None:
    """Street staff look at each idea: take it up, accept, decline or hand on; what others answer comes in within the week."""
    street, at = next(iter(troupe.streets.values())), begin + 3 * DAY_US
    together(list(ids.values()), "acknowledge", by=street.officer, at=at)
    answering.publish(ids, officer=street.officer, lead=street.lead, at=at)
    together([case for number, case in ids.items() if number not in answering.DECLINED], "accept", by=street.officer, at=at)
    answering.hear(officer=street.officer, at=at + 2 * DAY_US)


def ask(ids: dict[str, int], *, troupe: Troupe, at: int) -> None:
    """Two that came in last go back to be completed; their days are still running."""
    officer = next(iter(troupe.streets.values())).officer
    for number, (reason, note) in ASKED.items():
        collection.ask(ids[number], reason=reason, note=note, by=officer, at=at)


def improve(ids: dict[str, int], troupe: Troupe, random: Random, begin: int) -> None:
    """The chosen are researched and planned; their like are merged into them; one is split between us and a department."""
    at, lead = begin + 12 * DAY_US, troupe.central["support_lead"]
    chosen = [ids[idea.id] for idea in forty() if idea.triage == "入选"]
    improving.research([*chosen, ids[SPLIT]], troupe=troupe, at=at)
    for idea in (idea for idea in forty() if idea.triage == "合并"):
        target = next(other for other in forty() if other.cluster == idea.cluster and other.triage == "入选")
        optimisation.merge(ids[idea.id], into=ids[target.id], share=20, note=f"与“{target.title}”反映同一需求，合并办理，署名保留。", by=lead, at=at + 6 * DAY_US)
    optimisation.split_up(ids[SPLIT], parts=SPLIT_PARTS, note="建棚属设施建设，转请有关部门；清理楼道由居民志愿队推进。", by=lead, at=at + 7 * DAY_US)
    starts, ends = improving.project_dates(begin + 60 * DAY_US)
    for place, proposal_id in enumerate(chosen):
        carrier = troupe.carriers[place % len(troupe.carriers)]
        project = improving.Project(carrier.id, random.randrange(240_000, 780_000), 12, 240, starts, ends)
        improving.plan(proposal_id, project=project, by=troupe.central["support"], at=at + 15 * DAY_US)


SPLIT_PARTS = ({"title": "楼道清理志愿行动", "problem": "电动车进楼道充电，消防通道被堵。", "solution": "组织住户和志愿者把楼道腾出来，定期巡查。"},
               {"title": "集中充电棚选址与建设", "problem": "老旧小区没有集中充电的地方。", "solution": "请主管部门选址建设刷卡充电棚。", "unit": "区住房和城乡建设局"})


def approve(ids: dict[str, int], troupe: Troupe, random: Random, begin: int) -> None:
    """Residents of one community vote, panels score and decide; notice, then five signatures. The last two stay with the panel so that there is something
    to see."""
    at = begin + 32 * DAY_US
    planned = in_state(ids.values(), state="planned")
    voting.hold(planned, troupe=troupe, at=at)
    approving.send(planned, troupe=troupe, at=at)
    weak = frozenset(planned[-4:-2])
    approving.score(planned[:-2], weak=weak, troupe=troupe, random=random, at=at + DAY_US)
    approving.decide(sorted(set(planned[:-2]) - weak), move="pass_review", reason="", troupe=troupe, at=at + 4 * DAY_US)
    approving.decide(sorted(weak), move="fail_review", reason="得分未达及格线，建议完善后下届再报。", troupe=troupe, at=at + 4 * DAY_US)
    wait(at + 20 * DAY_US)
    signing = in_state(ids.values(), state="signing")
    approving.sign(signing[:-2], parties=approving.ALL_PARTIES, troupe=troupe, at=at + 21 * DAY_US)
    approving.sign(signing[-2:], parties=frozenset({"organisation", "street"}), troupe=troupe, at=at + 21 * DAY_US)


def run(ids: dict[str, int], troupe: Troupe, random: Random, begin: int) -> None:
    """Most projects start: first tranche, activities, a visit; two that go on for long tell what they spent, a third one is enlarged."""
    playing.begin_projects(in_state(ids.values(), state="signed")[:-2], troupe=troupe, random=random, at=begin + 56 * DAY_US)
    running = in_state(ids.values(), state="implementing")
    spending.tell(running[-2:], troupe=troupe, at=begin + 130 * DAY_US)
    changing.enlarge(running[-3], troupe=troupe, at=begin + 135 * DAY_US)


def close(ids: dict[str, int], troupe: Troupe, random: Random, begin: int) -> None:
    """Most projects are reported, settled, evaluated, announced and closed."""
    done = in_state(ids.values(), state="implementing")[:-3]
    playing.end_projects(done, troupe=troupe, random=random, at=begin + 210 * DAY_US)
