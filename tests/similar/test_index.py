"""Properties of the index: no order, no direction, no self; what is added later counts like what was there, under the same weights."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.similar import machinery
from proposals.similar.texts import normalise

WORDS = st.lists(st.sampled_from(["楼道", "老人", "电梯", "扶手", "孩子", "放学", "路灯", "养狗", "下雪", "食堂", "维修", "图书", "abc", "！"]), min_size=1, max_size=8)
TEXTS = st.lists(WORDS.map("".join), min_size=2, max_size=12).map(lambda texts: dict(enumerate(texts)))
ANYTHING = st.text(st.characters(codec=None), max_size=60)
FEW = settings(max_examples=8, deadline=None)


def near(index, text, **kwargs):
    return [(hit.key, hit.score) for hit in index.nearest(text, top=5, **kwargs)]


def product(one, other):
    values = dict(zip(one.columns.tolist(), one.values.tolist(), strict=True))
    return sum(values.get(column, 0) * value for column, value in zip(other.columns.tolist(), other.values.tolist(), strict=True))


@FEW
@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_in_which_texts_came_does_not_matter(texts, random):
    shuffled = list(texts)
    random.shuffle(shuffled)
    one, other = machinery().Index(texts), machinery().Index({key: texts[key] for key in shuffled})
    assert [near(one, text) for text in texts.values()] == [near(other, text) for text in texts.values()]
    assert machinery().groups(one) == machinery().groups(other)


@FEW
@given(TEXTS)
def test_the_score_is_the_same_in_both_directions_and_one_for_oneself(texts):
    index = machinery().Index(texts)
    for key, text in texts.items():
        scores = index.scores(text)
        assert all(abs(float(scores[index.place(other)]) - float(index.scores(texts[other])[index.place(key)])) < 1e-5 for other in texts)
        assert scores[index.place(key)] == pytest.approx(1, abs=1e-4) or not normalise(text)
        assert key not in [hit.key for hit in index.nearest(text, top=20, but=key)]


@FEW
@given(TEXTS, TEXTS)
def test_what_is_added_later_scores_as_if_it_had_been_there_under_the_same_weights(texts, more):
    index, whole = machinery().Index(texts), machinery().Index(texts | {100 + key: text for key, text in more.items()})
    index.put({100 + key: text for key, text in more.items()})
    whole.weights = index.weights
    at_once = whole.weights.rows(machinery().counted(list(more.values())))
    for place, (key, text) in enumerate(more.items()):
        asked = index.weights.rows(machinery().counted([text]))
        assert float(index.scores(text)[index.place(100 + key)]) == pytest.approx(product(asked, at_once.take([place])), abs=1e-5)
    assert near(index.rebuilt(), "楼道电梯") == near(machinery().Index(texts | {100 + key: text for key, text in more.items()}), "楼道电梯")


@FEW
@given(TEXTS)
def test_what_is_taken_out_is_found_no_more_and_what_is_changed_is_found_by_its_new_words(texts):
    index = machinery().Index(texts)
    index.drop([0])
    index.put({1: "完全不同的锣鼓队"})
    assert 0 not in [hit.key for hit in index.nearest(texts[0], top=20)]
    assert near(index, "完全不同的锣鼓队")[0][0] == 1


@FEW
@given(st.lists(ANYTHING, min_size=1, max_size=5))
def test_no_text_whatever_breaks_it(texts):
    computing = machinery()
    index = computing.Index(dict(enumerate(texts)))
    for text in texts:
        for hit in index.nearest(text, top=3):
            assert 0 < hit.score <= 1.0001
            computing.shared(text, texts[hit.key], weights=index.weights)


@pytest.mark.parametrize(("written", "compared"), [("看著樓梯", "看着楼梯"), ("著名", "著名"), ("ＡＢＣ１２", "abc12"), ("老👵🏻人\x00", "老 人"), ("，。！", "")])
def test_a_text_is_compared_in_one_script_width_and_case(written, compared):
    assert normalise(written) == compared


def test_people_who_found_two_ideas_different_do_not_see_them_in_one_group():
    texts = {1: "楼道加装扶手", 2: "楼道里加装扶手", 3: "在楼道加装扶手"}
    index = machinery().Index(texts)
    assert machinery().groups(index) == [[1, 2, 3]]
    assert not any({1, 2} <= set(group) for group in machinery().groups(index, apart={(1, 2)}))
