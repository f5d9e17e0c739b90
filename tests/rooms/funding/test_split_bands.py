"""Bands, caps and amendments, by every small case and by hand."""
import itertools

import pytest

from proposals.funding.split import Band, BeyondTheCaps, Portion, Scheme, amended, capped, shares

from .splitting import covers, plus, refused_by_the_database, vectors

SPONSOR_FIRST = Scheme((Band(50_000_00, (0, 0, 1)), Band(None, (60, 40, 0))))


def holds_up_to(scheme, amount):
    rows, before = scheme.rows(amount), scheme.shares(0)
    for total in range(1, amount + 1):
        now = scheme.shares(total)
        assert sum(now) == total and covers(now, before) and not refused_by_the_database(now, rows=rows) and not scheme.drifts(now)
        before = now
    return True


def by_single_fen(weights, caps, amount):
    """What each has borne of each total, found the slow way: who reaches a cap leaves, and the others begin anew by their weights."""
    borne, base, start, found = (0,) * len(weights), (0,) * len(weights), 0, [(0,) * len(weights)]
    for total in range(1, amount + 1):
        giving = [i for i, cap in enumerate(caps) if cap is None or borne[i] < cap]
        parts = dict(zip(giving, shares(total - start, weights=[weights[i] for i in giving])))
        borne = plus(base, [parts.get(i, 0) for i in range(len(weights))])
        if any(borne[i] == caps[i] for i in giving):
            base, start = borne, total
        found.append(borne)
    return found


def test_a_sponsor_pays_the_first_fifty_thousand():
    assert SPONSOR_FIRST.shares(50_000_00) == (0, 0, 50_000_00)
    assert SPONSOR_FIRST.shares(60_000_01) == (6_000_01, 4_000_00, 50_000_00)
    assert SPONSOR_FIRST.of_payment(20_000_00, paid=(0, 0, 40_000_00)) == (6_000_00, 4_000_00, 10_000_00)


def test_the_rows_of_a_sponsors_agreement():
    assert SPONSOR_FIRST.rows(60_000_01) == [
        Portion(1, 0, 0, 0, 0), Portion(1, 0, 1, 0, 0), Portion(1, 0, 2, 1, 50_000_00),
        Portion(2, 50_000_00, 0, 60, 6_000_01), Portion(2, 50_000_00, 1, 40, 4_000_00), Portion(2, 50_000_00, 2, 0, 0)]
    assert Scheme.plain((60, 40)).rows(3) == [Portion(1, 0, 0, 60, 2), Portion(1, 0, 1, 40, 1)]
    assert Scheme.of_rows(SPONSOR_FIRST.rows(60_000_01)) == SPONSOR_FIRST and Scheme.of_rows(Scheme.plain((60, 40)).rows(3)) == Scheme.plain((60, 40))

    assert Scheme.of_rows(row for row in SPONSOR_FIRST.rows(60_000_01) if row.weight) == SPONSOR_FIRST


def test_bands_of_all_small_weights_hold_at_every_total():
    """Also where a band ends in the middle of the weights' period, which leaves every source a fraction of a fen off."""
    pairs = itertools.product(vectors(2, 4, least=0), range(1, 5), vectors(2, 4, least=0))
    triples = itertools.product(vectors(3, 3, least=0), range(1, 4), vectors(3, 3, least=0))
    assert all(holds_up_to(Scheme((Band(end, first), Band(None, second))), end + 6) for first, end, second in (*pairs, *triples))


def test_a_match_of_one_to_one_up_to_a_limit():
    scheme = capped((1, 1), caps=(None, 50_000_00))
    assert scheme == Scheme((Band(100_000_00, (1, 1)), Band(None, (1, 0))))
    assert scheme.shares(180_000_01) == (130_000_01, 50_000_00) and scheme.limit is None


def test_the_band_ends_at_the_very_fen_that_reaches_the_cap():
    scheme = capped((60, 30, 10), caps=(None, None, 7))
    end = scheme.starts[1]
    assert scheme.shares(end)[2] == 7 and scheme.shares(end - 1)[2] == 6 and scheme.shares(10 * end)[2] == 7


@pytest.mark.parametrize("count", [2, 3])
def test_caps_of_every_small_size_hold_at_every_total(count):
    sizes = {2: (6, (None, *range(7))), 3: (5, (None, 0, 3))}
    for weights, caps in itertools.product(vectors(count, sizes[count][0]), itertools.product(sizes[count][1], repeat=count)):
        if any(caps) or None in caps:
            scheme = capped(weights, caps=caps)
            amount = 14 if scheme.limit is None else min(14, scheme.limit)
            assert [scheme.shares(total) for total in range(amount + 1)] == by_single_fen(weights, caps, amount)
            assert holds_up_to(scheme, amount)


def test_more_than_all_caps_together_is_refused_and_says_how_much_there_is():
    scheme = capped((60, 40), caps=(300, 150))
    assert scheme.limit == 450 and scheme.shares(450) == (300, 150)
    for wrong in (scheme.shares, scheme.rows, lambda total: scheme.of_payment(total - 450, paid=(300, 150))):
        with pytest.raises(BeyondTheCaps) as refused:
            wrong(451)
        assert (refused.value.total, refused.value.limit) == (451, 450)


def test_an_amendment_leaves_the_old_part_alone():
    old = Scheme.plain((60, 40))
    new = amended(old, borne=old.shares(1001), then=Scheme.plain((50, 50)))
    assert new == Scheme((Band(1001, (60, 40)), Band(None, (50, 50))))
    assert all(new.shares(total) == old.shares(total) for total in range(1002)) and new.shares(2001) == plus(old.shares(1001), (500, 500))


def test_a_sponsor_joins_by_amendment_and_the_treasury_leaves():
    new = amended(Scheme.plain((60, 40)), borne=(600, 400, 0), then=capped((1, 0, 1), caps=(None, None, 50)))
    assert new.shares(1000) == (600, 400, 0) and new.shares(1200) == (750, 400, 50)
    assert amended(new, borne=new.shares(1050), then=Scheme.plain((1, 1, 1))).shares(1350) == plus(new.shares(1050), (100, 100, 100))


@pytest.mark.parametrize("scheme", [Scheme.plain((3, 2)), capped((1, 1), caps=(None, 3)), Scheme((Band(4, (0, 1)), Band(None, (2, 1))))])
def test_an_amendment_begins_wherever_the_sources_stand(scheme):
    for borne in itertools.product(range(12), repeat=2):
        new = amended(scheme, borne=borne, then=Scheme.plain((1, 3)))
        assert new.shares(sum(borne)) == borne and holds_up_to(new, sum(borne) + 5)


def test_parts_beyond_all_weights_are_put_one_source_after_another():
    borne = (3 * 10**9, 10**9 + 1, 7)
    new = amended(Scheme.plain((1, 1, 1)), borne=borne, then=Scheme.plain((1, 1, 1)))
    assert new.shares(sum(borne)) == borne and max(max(band.weights) for band in new.bands) == 1


@pytest.mark.parametrize("bands", [(), (Band(None, (1, 1)), Band(5, (1, 1))), (Band(5, (1, 1)), Band(5, (1, 2))), (Band(5, (1, 1)), Band(None, (1,))),
                                   (Band(0, (1, 1)),)])
def test_bands_that_do_not_follow_each_other_are_refused(bands):
    with pytest.raises(ValueError):
        Scheme(bands)


@pytest.mark.parametrize(("upto", "weights"), [(5, ()), (5, (0, 0)), (5, (1, -1)), (5, (1.0, 1)), (5.0, (1, 1)), (None, (10**9 + 1, 1)), (True, (1, 1)),
                                               (None, (99_997, 1, 1, 1, 1))])
def test_a_band_of_anything_but_whole_numbers_is_refused(upto, weights):
    with pytest.raises(ValueError):
        Band(upto, weights)


@pytest.mark.parametrize("rows", [[], [Portion(1, 5, 0, 1, 1)], [Portion(2, 0, 0, 1, 1)], [Portion(1, 0, 0, 1, 1), Portion(1, 3, 1, 1, 1)],
                                  [Portion(1, 0, 0, 1, 1), Portion(1, 0, 0, 1, 2)]])
def test_rows_that_are_no_scheme_are_refused(rows):
    with pytest.raises(ValueError):
        Scheme.of_rows(rows)


@pytest.mark.parametrize("wrong", [1.5, -1, True, "5"])
def test_caps_and_what_was_borne_are_whole_fen(wrong):
    with pytest.raises(ValueError):
        capped((1, 1), caps=(None, wrong))
    with pytest.raises(ValueError):
        amended(Scheme.plain((1, 1)), borne=(0, wrong), then=Scheme.plain((1, 1)))
