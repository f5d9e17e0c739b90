"""The public pages open for anybody, with and without a season's ideas."""
import pytest

PAGES = ("/", "/ideas/", "/notices/", "/receipts/", "/data/", "/help", "/accessibility", "/privacy")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_anybody_may_read_a_public_page_in_both_languages(enter, page, language):
    answer = enter().get(page, query_string={"lang": language})
    assert (answer.status_code, answer.text.count("<h1")) == (200, 1)


@pytest.mark.parametrize("page", ["/ideas/999999999", "/notices/999999999", "/receipts/NOSUCHCODE", "/data/people.csv", "/api/v1/seasons/1066/figures"])
def test_what_is_not_there_is_not_found(enter, page):
    assert enter().get(page).status_code == 404


@pytest.mark.parametrize("query", ["after=x", "before=99999999999999999999", "street=-1", "season=abc", "stage=nowhere", "q=%25_%5C", "category=%27--"])
def test_an_odd_address_is_an_ordinary_list(enter, query):
    assert enter().get(f"/ideas/?{query}").status_code == 200


def test_health_tells_nothing_about_anybody(enter):
    assert sorted(enter().get("/healthz").json) == ["last_tick_us", "ok", "oldest_overdue_seconds"]
