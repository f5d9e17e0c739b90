"""A season with a changed project leaves the program whole: every format is written, and no figure of the workbook differs from the books."""
import json

from proposals.funding import exports
from proposals.storage import db
from tests.rooms.implementation.test_changes import asked, commitment, in_force, topped_up
from tests.spreadsheet import Spreadsheet


def written(form, at):
    return b"".join(exports.export(db.session(), season_id=1, form=form, at=at))


def test_every_export_knows_the_version_in_force(app, running, at):
    case = running()
    topped_up(case, at)
    in_force(case, asked(case, at, activity=4600_00), at)
    shares = [share.amount_fen for share in commitment(case).shares]
    assert {fen for fen in Spreadsheet(written("xlsx", at)).differences().values()} == {0}
    given = json.loads(written("360giving", at))["grants"]
    assert sorted(round(grant["amountAwarded"] * 100) for grant in given) == sorted(shares)
    assert all(name in written(form, at).decode() for form, name in (("csv", "amend"), ("beancount", "Assets"), ("hledger", "amend")))
