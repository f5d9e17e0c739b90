"""The desk, and who holds what."""
from proposals import clock
from proposals.accounts import desk
from proposals.accounts.desk import Entry
from proposals.accounts.session import MINUTE


def test_an_empty_desk_says_so(enter):
    assert "现在没有等您处理的事" in enter("杨评估").get("/desk").text


def test_what_waits_longest_stands_first(enter, monkeypatch):
    monkeypatch.setattr(desk, "_sources", [lambda person, at: [Entry("新的", "/a", "刚到", at, 1)], lambda person, at: [Entry("旧的", "/b", "等了很久", 1, 3)]])
    page = enter("王主任").get("/desk").text
    assert page.index("旧的") < page.index("新的")
    assert "3 件" in page


def test_one_room_cannot_flood_the_desk(enter, monkeypatch):
    monkeypatch.setattr(desk, "_sources", [lambda person, at: [Entry(f"第{n}件", "/a", "轮候", at, 1) for n in range(80)]])
    assert enter("王主任").get("/desk").text.count("轮候") == desk.LONGEST


def test_strangers_are_asked_to_sign_in(enter):
    assert enter().get("/desk").location == "/sign-in?next=/desk"


def test_staff_who_only_read_stay_signed_in_by_their_cookie(enter, monkeypatch):
    wang = enter("王主任")
    start = clock.now()
    for minutes in (20, 40, 60):
        monkeypatch.setattr(clock, "now", lambda minutes=minutes: start + minutes * MINUTE)
        assert wang.get("/desk").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: start + 91 * MINUTE)
    assert wang.get("/desk").status_code == 302
