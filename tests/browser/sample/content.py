"""What the sample pages show: the founding season's figures, a handful of ideas, money, people; Chinese, with English twins."""
import json
from pathlib import Path
from types import SimpleNamespace as Thing

from proposals import charts

ALL = json.loads(Path(__file__).with_name("content.json").read_text("utf-8"))
STAGES = {lang: ALL[lang]["stages"] for lang in ("zh", "en")}
CRITERIA = {lang: ALL[lang]["criteria"] for lang in ("zh", "en")}
WORDS = {lang: ALL[lang]["words"] for lang in ("zh", "en")}
QUEUE = {lang: ALL[lang]["queue"] for lang in ("zh", "en")}
MONEY = ALL["money"]
PARTS = (21_930_000, 12_960_000, 3_240_000, 5_550_000, 24_960_000)
PAID = (0, 120, 640, 1360, 2400, 3520, 4620, 5840, 6864)
PLAN = (60, 300, 900, 1700, 2600, 3600, 4500, 5300, 6000, 6500, 6864, 7125)


def fen(value: int) -> str:
    """Fen as yuan with two decimals."""
    return f"{value // 100:,}.{value % 100:02d}"


def wan(value: int) -> str:
    """Fen in ten thousands of yuan."""
    whole, rest = divmod(value // 10_000, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def ideas(lang: str) -> list[Thing]:
    """The rows of the idea list."""
    return [Thing(**row, number=f"HS-2017-{1184 - 31 * place:05d}") for place, row in enumerate(ALL[lang]["ideas"])]


def queue(lang: str) -> list[tuple]:
    """The reviewer's queue: seven scored, one of them flagged, the eighth open. Address, title, state, its icon and mark, score, whether it is this one."""
    return [_waiting(place, title, ALL[lang]["queue_states"]) for place, title in enumerate(QUEUE[lang], start=1)]


def _waiting(place: int, title: str, words: list[str]) -> tuple:
    told = (place, None, "", "")
    if place == 6:
        told = (words[1], "flag", "is-flagged", "")
    elif place < 8:
        told = (words[0], "circle-check", "is-done", 68 + place)
    return (f"#q{place}", title, *told, place == 8)


def season(lang: str) -> list[dict]:
    """The season map: where 2,336 ideas stand."""
    states = ["is-done", "is-done", "is-done", "is-current", ""]
    return [{"title": title, "dates": dates, "state": state, "states": [dict(zip(("title", "count", "kind"), row)) for row in rows]}
            for title, dates, state, rows in zip(STAGES[lang], ALL[lang]["dates"], states, ALL[lang]["season"])]


def drawings(lang: str) -> dict[str, charts.Chart]:
    """One chart of every kind."""
    said = ALL[lang]
    named = {name: {"name": name, "title": words[0], "head": tuple(words[1:])} for name, words in said["titles"].items()}
    steps = [charts.Bar(label, value, remark, "gold" if value == 185 else "pine") for label, value, remark in said["steps"]]
    pairs = enumerate(zip(said["groups"], (58, 30, 6, 14, 77)), start=1)
    served = [charts.Bar(label, value, f"{value / 1.85:.1f}%", f"c{place}") for place, (label, value) in pairs]
    paid = [(value * 6000, value * 4000) for value in PAID] + [None] * (len(PLAN) - len(PAID))
    months = [charts.Month(label, parts, plan * 10000, (label, *(map(wan, parts) if parts else "––"), wan(plan * 10000)), None)
              for label, parts, plan in zip(said["months"], paid, PLAN)]
    return {"funnel": charts.funnel(steps, **named["funnel"], show=lambda value: f"{value:,}"), "groups": charts.bars(served, **named["groups"], show=str),
            "flow": flow(said, **named["flow"]), "paid": charts.stacked(months, tones=("foundation", "treasury"), **named["paid"], step=20_000_000, show=wan)}


def flow(said: dict, **named: object) -> charts.Chart:
    """Where the money came from, whom it serves, where it stands."""
    funds = [charts.Node(key, label, key) for key, label in zip(("foundation", "treasury"), said["funds"])]
    groups = [charts.Node(f"c{place}", label, f"c{place}") for place, label in enumerate(said["groups"], start=1)]
    ends = [charts.Node(key, label, key) for key, label in zip(("pine", "gold"), said["ends"])]
    first = [(fund.key, group.key, part * share // 10) for fund, share in zip(funds, (6, 4)) for group, part in zip(groups, PARTS)]
    second = [(group.key, end.key, part * share // 4) for end, share in zip(ends, (3, 1)) for group, part in zip(groups, PARTS)]
    return charts.sankey((funds, groups, ends), first=first, second=second, show=wan, lead=charts.nowhere, **named)
