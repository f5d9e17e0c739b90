"""The API reads what the pages show, masked alike."""
import pytest

from proposals import clock
from tests.rooms.approval.planned import planned


@pytest.fixture
def idea(app):
    return planned(1, at=clock.now())


def test_an_idea_says_where_it_stands_and_names_nobody(enter, idea):
    told = enter().get(f"/api/v1/ideas/{idea}").json
    assert (told["state"], told["stage"], told["author"], told["timeline"][0]["move"]) == ("planned", "optimisation", "林*", "@start")
    assert "林秀梅" not in str(told)


def test_staff_of_the_street_read_the_name(enter, idea):
    assert enter("孙干事").get(f"/api/v1/ideas/{idea}").json["author"] == "林秀梅"


def test_pages_follow_each_other_without_gap_or_repeat(enter, app):
    cases = [planned(number, at=clock.now()) for number in range(1, 44)]
    visitor, seen, address = enter(), [], "/api/v1/ideas?stage=optimisation"
    while address:
        page = visitor.get(address).json
        seen += [idea["id"] for idea in page["ideas"]]
        address = page["next"]
    assert seen == cases[::-1]


def test_figures_add_up(enter, idea):
    told = enter().get(f"/api/v1/seasons/{clock.today(clock.now()).year}/figures").json
    assert (told["collected"], sum(told["states"].values()), sum(share["ideas"] for share in told["streets"])) == (1, 1, 1)


@pytest.mark.parametrize("address", ["/api/v1/ideas/999", "/api/v1/seasons/1999/figures", "/api/v1/nothing"])
def test_what_is_not_there_is_said_in_json(enter, address):
    answer = enter().get(address)
    assert (answer.status_code, list(answer.json)) == (404, ["error"])


def test_the_description_names_every_door(enter, app):
    told = enter().get("/api/v1/openapi.json").json
    assert sorted(told["paths"]) == ["/api/v1/cases/{case_id}/moves", "/api/v1/ideas", "/api/v1/ideas/{proposal_id}", "/api/v1/openapi.json",
                                     "/api/v1/seasons/{year}/figures", "/api/v1/session"]
    assert all(operation["summary"] for path in told["paths"].values() for operation in path.values())
