"""The forty demonstration ideas: who belongs together is found among the first three suggestions."""
from __future__ import annotations

from proposals.demonstration.ideas import forty
from proposals.similar import machinery


def test_of_the_24_in_groups_at_least_22_find_a_partner_among_the_first_three():
    ideas = {idea.id: f"{idea.title}\n{idea.body}" for idea in forty()}
    cluster = {idea.id: idea.cluster for idea in forty()}
    index = machinery().Index(ideas)
    asked = [key for key in ideas if cluster[key]]
    found = [key for key in asked if any(cluster[hit.key] == cluster[key] for hit in index.nearest(ideas[key], top=3, but=key))]
    assert len(asked) == 24
    assert len(found) >= 22, sorted(set(asked) - set(found))


def test_nobodys_idea_is_put_into_a_group_of_another_matter():
    ideas = {idea.id: f"{idea.title}\n{idea.body}" for idea in forty()}
    cluster = {idea.id: idea.cluster for idea in forty()}
    found = machinery().groups(machinery().Index(ideas))
    assert [group for group in found if len({cluster[key] for key in group}) > 1 or not cluster[group[0]]] == []
