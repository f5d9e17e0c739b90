"""Two versions of a plan side by side: what is shown adds up to both texts again, and nothing else."""
from hypothesis import example, given, settings
from hypothesis import strategies as st

from proposals.optimisation.difference import Piece, line_changes, pieces
from proposals.optimisation.models import BudgetLine

texts = st.text(alphabet="每周三天午饭食堂送 ab1,2.0\n，。", max_size=60)


@settings(max_examples=150, deadline=None)
@given(texts, texts)
@example("", "")
@example("同", "同")
def test_the_pieces_are_both_texts_and_nothing_else(old, new):
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "new") == old
    assert "".join(piece.text for piece in found if piece.kind != "gone") == new
    assert all(piece.text for piece in found)


def test_equal_texts_have_one_piece():
    assert pieces("每周三天的午饭", "每周三天的午饭") == [Piece("same", "每周三天的午饭")]


def test_numbers_and_words_change_whole():
    assert pieces("每周 12 天，共 1,500 元", "每周 13 天，共 1,500 元") == [
        Piece("same", "每周 "), Piece("gone", "12"), Piece("new", "13"), Piece("same", " 天，共 1,500 元")]


def test_single_characters_between_changes_do_not_stand_alone():
    found = pieces("老人中午有热饭", "孩子下午能做题")
    assert [piece.kind for piece in found] == ["gone", "new"]


def line(head, title, price, quantity=1):
    return BudgetLine(head=head, title=title, unit_price_fen=price, quantity=quantity)


def test_budget_lines_that_differ_are_named():
    old = [line("activity", "食材", 1_500, 2), line("management", "管理费", 100)]
    new = [line("activity", "食材", 1_500, 3), line("personnel", "误工补贴", 50, 14)]
    found = [(change.title, change.old_fen, change.new_fen) for change in line_changes(old, new)]
    assert found == [("食材", 3_000, 4_500), ("误工补贴", None, 700), ("管理费", 100, None)]
