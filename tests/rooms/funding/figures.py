"""The figures of a money page, and whether the entries that they lead to add up to them."""
import re

from proposals.funding import queries
from proposals.funding.views.filters import EntryFilters
from proposals.funding.views.overview import season_asked

LEADS = re.compile(r'href="(/money/entries\?[^"]*)"[^>]*>(-?¥[0-9,.]+)<')


def figures(text):
    """Every figure with the entries it leads to, in fen."""
    return {(href.replace("&amp;", "&"), int(re.sub("[^0-9-]", "", figure))) for href, figure in LEADS.findall(text)}


def untrue(app, shown):
    """Those of the figures that lead to entries which come to something else."""
    wrong = []
    for href, fen in shown:
        with app.test_request_context(href):
            form = EntryFilters(season_asked())
            found = queries.sums(form.asked, ids=None)
        if not form.understood or fen != sum(one.into - one.out for one in found):
            wrong.append((href, fen, found))
    return wrong
