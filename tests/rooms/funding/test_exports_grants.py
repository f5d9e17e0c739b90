"""Grants as the 360Giving standard wants them: what it demands of a file is written down here in our own words."""
import json
import re
from datetime import datetime

from proposals.funding.exports import grants
from tests.rooms.funding.handmade import made

DEMANDED = {"id": str, "title": str, "description": str, "currency": str, "amountAwarded": float, "awardDate": str, "recipientOrganization": list,
            "fundingOrganization": list}
DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])")


def read(book):
    return json.loads("".join(grants.package(book)))


def faults(package):
    """What the standard would not accept in this package."""
    found = [] if package["version"] == "1.4" and package["grants"] else ["package"]
    if len({grant["id"] for grant in package["grants"]}) != len(package["grants"]):
        found.append("an identifier twice")
    return found + [fault for grant in package["grants"] for fault in faults_of(grant)]


def faults_of(grant):
    wrong = [f"{name} is not {kind.__name__}" for name, kind in DEMANDED.items() if not isinstance(grant.get(name), kind)]
    days = [grant["awardDate"], *(each["transactionDate"] for each in (*grant["disbursementTransaction"], *grant["commitmentTransaction"]))]
    wrong += [f"{day} is no day" for day in days if not DAY.fullmatch(day)]
    named = [each for name in ("recipientOrganization", "fundingOrganization") for each in grant[name]]
    wrong += ["an organisation without its name" for each in named if not each["id"] or not each["name"]]
    wrong += [] if datetime.fromisoformat(grant["dateModified"]).tzinfo else ["a moment without its zone"]
    wrong += [] if grant["id"].startswith("360G-") and len(grant["title"]) <= 140 and grant["currency"] == "CNY" else ["identifier, title or currency"]
    paid, awarded = (round(sum(each["value"] for each in grant[name]), 2) for name in ("disbursementTransaction", "commitmentTransaction"))
    return wrong + ([] if (paid, awarded) == (grant["amountDisbursed"], grant["amountAwarded"]) else ["amounts do not add up"])


def test_the_package_is_as_the_standard_wants_it():
    assert faults(read(made())) == []


def test_what_is_missing_or_wrong_is_found():
    package = read(made())
    package["grants"][0]["recipientOrganization"] = ""
    package["grants"][1]["amountDisbursed"] += 0.01
    assert faults(package) == ["recipientOrganization is not list", "amounts do not add up"]


def test_each_source_gives_its_own_grant_to_the_project():
    found = [(grant["relatedActivity"], grant["fundingOrganization"][0]["name"], grant["amountAwarded"], grant["amountDisbursed"])
             for grant in read(made())["grants"]]
    assert found == [(["360G-goldenidea-2018-XT-0011"], "社区发展基金会", 2676.00, 2676.00), (["360G-goldenidea-2018-XT-0011"], "区财政", 1784.01, 1784.01),
                     (["360G-goldenidea-2018-XT-0012"], "社区发展基金会", 600.01, 0.0), (["360G-goldenidea-2018-XT-0012"], "区财政", 400.00, 0.0)]


def test_a_bounced_payment_is_a_disbursement_below_zero():
    assert [each["value"] for each in read(made())["grants"][1]["disbursementTransaction"]] == [892.0, -892.0, 892.0, 892.01]


def test_no_person_is_named():
    assert "陈会计" not in "".join(grants.package(made()))
