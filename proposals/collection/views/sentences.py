"""The season's own sentences for letters: looked over and changed by leads before anybody is answered."""
from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ... import clock
from ...gate import acting, open_to
from ...sending import Done, sent
from ...seasons.models import Season
from ...storage import db
from ...words.answers import PLACEHOLDERS
from ...words.collection import REASONS
from .. import queries
from ..answering import forms, sentences
from .blueprint import room
from .lists import STAFF

KEEPERS = ("street_lead", "support_lead", "bureau")


def telling(code: str) -> str:
    """What kind of letter a code means."""
    return str(REASONS[code]) if code in REASONS else {"accept": _("受理"), "ask": _("退回补充"), "decline": _("不予受理")}[code]


@room.get("/screening/sentences")
@open_to(*STAFF, "bureau")
def sentences_page() -> ResponseReturnValue:
    """Staff and bureau: how the letters of the open season begin."""
    season = queries.open_season() or abort(404)
    told = [(code, telling(code), body) for code, body in sentences.of_season(season.id).items()]
    return render_template("collection/sentences.html", season=season, told=told)


@room.route("/screening/sentences/<int:year>/<code>", methods=["GET", "POST"])
@open_to(*KEEPERS)
def sentence(year: int, code: str) -> ResponseReturnValue:
    """Leads and bureau: change one sentence of a season."""
    season = db.session.scalars(db.select(Season).where(Season.year == year)).one_or_none() or abort(404)
    form = forms.SentenceForm(letter=sentences.of_season(season.id).get(code) or abort(404))

    def do() -> Done:
        sentences.change(season.id, code=code, body=form.letter.data, by=acting(), at=clock.now())
        return Done(url_for("collection.sentences_page"), _("已保存。以前拟好的答复不受影响。"))

    return sent(form, do=do, page=lambda: render_template("collection/sentence.html", form=form, title=telling(code), known=PLACEHOLDERS))
