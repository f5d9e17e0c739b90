"""Small instances for every rule, as hypothesis draws them: few values, so that scores tie and caps bind."""
from hypothesis import settings
from hypothesis import strategies as st

from proposals.choosing.projects import Caps, Project

SOME = settings(max_examples=40, deadline=None, database=None)
PARTS = st.sampled_from(["a", "b"])
LIMITS = st.dictionaries(PARTS, st.integers(0, 20), max_size=2)
PLACES = st.dictionaries(PARTS, st.integers(0, 3), max_size=2)


def projects(least=0, most=8):
    one = st.tuples(st.integers(0, 12), st.integers(0, 5), PARTS, PARTS, st.integers(0, 2))
    return st.lists(one, min_size=least, max_size=most).map(
        lambda rows: [Project(f"p{n}", cost, score, street, category, (lot,)) for n, (cost, score, street, category, lot) in enumerate(rows)])


def caps(total=st.none() | st.integers(0, 40)):
    return st.builds(Caps, total=total, streets=LIMITS, categories=LIMITS, street_places=PLACES, category_places=PLACES, line=st.none() | st.integers(0, 4))


def keeps(taken, caps):
    """Whether these projects keep every cap, said in the plainest way."""
    checks = [caps.total is None or sum(p.cost for p in taken) <= caps.total, all(caps.line is None or p.score >= caps.line for p in taken)]
    for limits, part, of in ((caps.streets, "street", "cost"), (caps.categories, "category", "cost"),
                             (caps.street_places, "street", None), (caps.category_places, "category", None)):
        checks += [sum(getattr(p, of) if of else 1 for p in taken if getattr(p, part) == name) <= limit for name, limit in limits.items()]
    return all(checks)
