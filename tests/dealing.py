"""Which tests share a process, and which begin first, when the suite runs on several.

What pytest-xdist deals out by mark it marks on the tests' names, and since pytest 9.2 those no longer change: the marks do nothing. So the
dealer is our own: a file stays together, files that share something dear stay together, and what lasts long begins first.
"""
from __future__ import annotations

import re
from typing import Any

import pytest

LONG = {"browser", "slow"}
WALK = re.compile(r"tests/browser/.*\[(?P<language>zh|en)-(?P<width>\d+)")
"""A walk through real pages in one language and width: whoever walks so looks at each page once (see ``tests/browser/people.py``)."""


def scope_of(nodeid: str) -> str:
    """What this test must run beside."""
    if walk := WALK.match(nodeid):
        return "walks {language} {width}".format(**walk.groupdict())
    file = nodeid.partition("::")[0]
    if re.match(r"tests/house/test_(prose|sizes|start|words)\.py", file):
        return "source"
    return "season" if re.match(r"tests/journeys/test_\w+_2017\.py", file) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Deal by scope, in the order of collection."""
    from xdist.scheduler import LoadScopeScheduling  # here, so that the suite runs without it

    class Dealer(LoadScopeScheduling):
        """Deals whole scopes."""

        def _split_scope(self, nodeid: str) -> str:
            return scope_of(nodeid)

    config.option.loadscopereorder = False
    return Dealer(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with something long in them come first, so that nobody waits for the last of them alone."""
    long = {scope_of(item.nodeid) for item in items if LONG & {mark.name for mark in item.iter_markers()}}
    items.sort(key=lambda item: scope_of(item.nodeid) not in long)
