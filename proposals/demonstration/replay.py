"""The replay of 2017: the whole first season through the program's own acts, with its dates and its published figures.

What the programme published stands in ``figures.GIVEN``; everything else is invented from the seed and marked so.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from sqlalchemy import select

from workflow import Actor

from ..accounts.models import Person
from ..clock import start_of
from ..seasons import actions as seasons
from ..seasons.defaults import Span
from ..seasons.models import Phase, Season
from ..storage import act, db
from . import approving, counting, crew, improving, people, playing, running, writing
from .counting import Figure
from .demo import people_actor
from .driving import DAY_US, in_state, together, wait
from .figures import GIVEN, INVENTED, Project, projects
from .troupe import Troupe, gather

YEAR = 2017
SPANS = (Span("collection", date(2017, 2, 6), date(2017, 4, 7)), Span("optimisation", date(2017, 3, 6), date(2017, 6, 9)),
         Span("approval", date(2017, 6, 1), date(2017, 7, 31)), Span("implementation", date(2017, 7, 10), date(2018, 1, 31)),
         Span("closeout", date(2017, 12, 1), date(2018, 4, 30)))
POOL_FEN = 75_000_000
Progress = Callable[[int], object]


@dataclass
class Cast:
    """What the acts of the play hand to one another."""

    troupe: Troupe
    bureau: Actor
    random: Random
    ideas: list[int] = field(default_factory=list)
    packages: list[int] = field(default_factory=list)
    projects: dict[int, Project] = field(default_factory=dict)


def moment(year: int, month: int, day: int, *, hour: int = 10) -> int:
    """A moment of the season in UTC microseconds, Asia/Shanghai."""
    return start_of(date(year, month, day)) + hour * DAY_US // 24


def is_there() -> bool:
    """Whether this instance has a season of 2017, or the cast of another demonstration, already."""
    return db.session.scalar(select(Season.id).where(Season.year == YEAR)) is not None or db.session.scalar(select(Person.id).limit(1)) is not None


def play(*, seed: int, progress: Progress) -> list[Figure]:
    """Build the season and compare its figures; each act of the play is one transaction."""
    bureau_id = people.found_cast(moment(2017, 1, 20))["li"]
    cast = _open(bureau_id, seed=seed)
    progress(1)
    for part in PARTS:
        _perform(part, cast)
        progress(1)
    return counting.compare(cast.troupe.season_id)


@act
def _perform(part: Callable[[Cast], None], cast: Cast) -> None:
    part(cast)
    db.session.expire_all()


@act
def _open(bureau_id: int, *, seed: int) -> Cast:
    """The season, its staff in thirteen streets, 113 organisations, and the money in the pools."""
    at, bureau, random = moment(2017, 1, 20), Actor(f"p{bureau_id}", "李科长"), Random(seed)
    season_id = seasons.open_season(YEAR, title="2017 年第一届社区金点子（复盘：公布数字为真，其余为演示）", spans=SPANS, demonstration=True, by=bureau, at=at)
    crew.staff_streets(season_id, by=people_actor("min"), at=at)
    crew.found_carriers(GIVEN.organisations - 1, random=random, at=at)
    crew.fill_pools(season_id, amount_fen=POOL_FEN, by=bureau, at=at)
    seasons.open_phase(season_id, name="collection", by=bureau, at=moment(2017, 2, 6, hour=0))
    return Cast(gather(season_id), bureau, random)


def collect(cast: Cast) -> None:
    """2,336 ideas come in over eight weeks and are accepted, declined or withdrawn within the days the season allows."""
    for week in range(8):
        at = moment(2017, 2, 6) + week * 7 * DAY_US
        share = GIVEN.ideas * (week + 1) // 8 - GIVEN.ideas * week // 8
        new = writing.write_ideas(share, first=len(cast.ideas), troupe=cast.troupe, random=cast.random, at=at)
        cast.ideas += new
        declined = writing.decline(new[:INVENTED.declined // 8 + (week < INVENTED.declined % 8)], troupe=cast.troupe, at=at + 2 * DAY_US)
        writing.accept(new[declined:], troupe=cast.troupe, at=at + 3 * DAY_US)
    writing.withdraw(in_state(cast.ideas, state="accepted")[::97][:INVENTED.withdrawn], at=moment(2017, 4, 5))


def improve(cast: Cast) -> None:
    """376 are improved; the others are merged into them or close with the phase."""
    seasons.open_phase(cast.troupe.season_id, name="optimisation", by=cast.bureau, at=moment(2017, 4, 8))
    accepted = in_state(cast.ideas, state="accepted")
    cast.random.shuffle(accepted)
    improved = sorted(accepted[:GIVEN.improved])
    improving.research(improved, troupe=cast.troupe, at=moment(2017, 4, 10))
    cast.packages = improved[:INVENTED.sent_to_review]
    rest = improved[INVENTED.sent_to_review:]
    early = accepted[GIVEN.improved:GIVEN.improved + INVENTED.merged_early]
    for sources in (early, rest[:INVENTED.merged_late]):
        improving.merge(sources, targets=cast.packages, troupe=cast.troupe, at=moment(2017, 4, 24))
    together(rest[INVENTED.merged_late:], "drop", by=cast.troupe.central["support_lead"], at=moment(2017, 5, 8), note="暂无承接组织，列入项目库，下届优先。",
             data={"reason": "project-library"})


def plan(cast: Cast) -> None:
    """Every package gets its plan and budget; what nobody took up ends with the phase."""
    real = projects(random=cast.random)
    spare = [Project(p.category, p.agreed_fen, p.spent_fen, p.activities, p.organisation) for p in real[:len(cast.packages) - len(real)]]
    improving.sort_into_categories(dict(zip(cast.packages, (p.category for p in [*real, *spare]), strict=True)), troupe=cast.troupe)
    for proposal_id, project in zip(cast.packages, [*real, *spare], strict=True):
        carrier = cast.troupe.carriers[project.organisation]
        text = improving.Project(carrier.id, project.agreed_fen, len(project.activities), sum(turns for turns, _volunteers in project.activities),
                                 date(2017, 8, 1), date(2018, 1, 20))
        improving.plan(proposal_id, project=text, by=cast.troupe.central["support"], at=moment(2017, 5, 20))
        cast.projects[proposal_id] = project
    seasons.open_phase(cast.troupe.season_id, name="approval", by=cast.bureau, at=moment(2017, 6, 1))
    _close_phase(cast, name="collection", at=moment(2017, 6, 2))


def review(cast: Cast) -> None:
    """Thirteen panels score; 190 pass, the others do not reach the line."""
    approving.send(cast.packages, troupe=cast.troupe, at=moment(2017, 6, 5))
    weak = frozenset(cast.packages[GIVEN.approved:])
    approving.score(cast.packages, weak=weak, troupe=cast.troupe, random=cast.random, at=moment(2017, 6, 8))
    _close_phase(cast, name="optimisation", at=moment(2017, 6, 12))


def decide(cast: Cast) -> None:
    """The chairs decide, the results stand on public notice."""
    passed, failed = cast.packages[:GIVEN.approved], cast.packages[GIVEN.approved:]
    approving.decide(passed, move="pass_review", reason="", troupe=cast.troupe, at=moment(2017, 6, 14))
    approving.decide(failed, move="fail_review", reason="未达及格线，建议完善后下届再报。", troupe=cast.troupe, at=moment(2017, 6, 14))
    wait(moment(2017, 6, 28))


def sign(cast: Cast) -> None:
    """185 agreements are signed by five parties; five organisations step back."""
    signing = in_state(cast.packages, state="signing")
    approving.sign(signing[:GIVEN.signed], parties=approving.ALL_PARTIES, troupe=cast.troupe, at=moment(2017, 7, 3))
    together(signing[GIVEN.signed:], "renounce", by=cast.troupe.central["support_lead"], at=moment(2017, 7, 5), note="承接组织人手变动，主动放弃签约。")
    cast.packages = signing[:GIVEN.signed]
    seasons.open_phase(cast.troupe.season_id, name="implementation", by=cast.bureau, at=moment(2017, 7, 10))


def begin(cast: Cast) -> None:
    """First tranches are paid, the work begins."""
    running.pay(cast.packages, condition="signing", troupe=cast.troupe, at=moment(2017, 7, 11))
    running.start(cast.packages, troupe=cast.troupe, at=moment(2017, 8, 1))


def work(cast: Cast) -> None:
    """9,175 activities in five rounds; 93 visits; second tranches where there are three."""
    for round_, month in enumerate(((2017, 9), (2017, 10), (2017, 11), (2017, 12), (2018, 1))):
        counts = {key: _part(cast.projects[key].activities, part=round_) for key in cast.packages}
        running.hold_activities(counts, troupe=cast.troupe, at=moment(*month, 15), round_=round_)
        if round_ == 2:
            dear_first = sorted(cast.packages, key=lambda key: -cast.projects[key].agreed_fen)
            running.visit(dear_first[:counting.VISITS], troupe=cast.troupe, at=moment(2017, 11, 20))
            running.pay(cast.packages, condition="midterm", troupe=cast.troupe, at=moment(2017, 12, 4))


def _close_phase(cast: Cast, *, name: str, at: int) -> None:
    """Close a phase, unless its last day has closed it already; what the definition sweeps closes with it."""
    phase = db.session.scalars(select(Phase).where(Phase.season_id == cast.troupe.season_id, Phase.name == name)).one()
    if phase.state == "open":
        seasons.move_phase(phase.id, name="close", by=cast.bureau, at=at, data={}, note="", seq=None)


def _part(turns: tuple[tuple[int, int], ...], *, part: int) -> tuple[tuple[int, int], ...]:
    return turns[len(turns) * part // 5:len(turns) * (part + 1) // 5]


def close(cast: Cast) -> None:
    """Reported, settled on actuals, evaluated, paid out, announced, closed; so are the phases."""
    seasons.open_phase(cast.troupe.season_id, name="closeout", by=cast.bureau, at=moment(2018, 1, 20))
    running.finish(cast.packages, troupe=cast.troupe, at=moment(2018, 1, 22))
    spent = {key: cast.projects[key].spent_fen for key in cast.packages}
    points = {key: cast.random.randrange(68, 99) for key in cast.packages}
    playing.settle_projects(spent, points=points, troupe=cast.troupe, at=moment(2018, 2, 26))
    for name in ("approval", "implementation", "closeout"):
        _close_phase(cast, name=name, at=moment(2018, 4, 10))


PARTS = (collect, improve, plan, review, decide, sign, begin, work, close)
STEPS = len(PARTS) + 1
