"""The Flask application of the sample: each page by name, ``?lang=en``, ``?size=large``; a POST shows the error state."""
from pathlib import Path
from types import SimpleNamespace as Thing
from urllib.parse import urlencode

import segno
from flask import Flask, render_template, request
from flask_babel import Babel
from jinja2 import StrictUndefined
from markupsafe import Markup
from wtforms import BooleanField, DateField, Form, HiddenField, MultipleFileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from proposals.icons import icon

from . import content

STAFF = ("desk", "agreement", "scoring", "money", "settings")
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
          "manifest-src 'self'; form-action 'self'; base-uri 'none'")
SENTENCE = "本次付款 1,200.00 元超出协议余额 1,080.00 元（多出 120.00 元）。请减少金额，或先签订补充协议。"
ROOT = Path(__file__).resolve().parents[3]
PAGES = ("home", "ideas", "idea", "question", "parts", "check", "done", "signin", "notice", *STAFF, "refusal", "missing")


def offer(**choices: str) -> list[SelectChoice]:
    """Choices by value and words."""
    return [SelectChoice(value, words) for value, words in choices.items()]


class Question(Form):
    """Every kind of field."""

    key = HiddenField(default="k")
    problem = TextAreaField("您想解决什么问题？", [InputRequired("请写下您想解决的问题。"), Length(max=500)])
    title = StringField("点子叫什么名字？", [InputRequired("请给点子起个名字。"), Length(max=30)])
    people = RadioField("主要帮助谁？", [InputRequired("请选一项。")], choices=offer(elder="老年人", young="青少年", all="大家都受益"))
    street = SelectField("在哪个街道？", [Optional()], choices=[SelectChoice("", "不知道"), *offer(xitun="西屯街道", dongcheng="东城街道")])
    when = DateField("什么时候开始？", [Optional()], render_kw={"class": "short"})
    photos = MultipleFileField("照片", [Optional()])
    consent = BooleanField("我同意公开点子内容和我的姓氏", [InputRequired("请确认是否同意公开。")])


class English(Question):
    """The same in English."""

    problem = TextAreaField("What problem do you want to solve?", [InputRequired("Please describe the problem."), Length(max=500)])
    title = StringField("What is your idea called?", [InputRequired("Please give your idea a name."), Length(max=30)])
    people = RadioField("Whom does it help most?", [InputRequired("Please choose one.")],
                        choices=offer(elder="Older people", young="Young people", all="Everybody"))


def score_form(lang: str) -> Form:
    """A form with one radio field for each criterion."""
    fields = {name: RadioField(title, choices=[SelectChoice(str(step), str(step)) for step in range(1, 6)]) for name, title, _, _ in content.CRITERIA[lang]}
    fields["comment"] = TextAreaField("评语" if lang == "zh" else "Comment", [Optional(), Length(max=500)], render_kw={"class": "low"})
    return type("Score", (Form,), fields)(need="5", people="4", ways="4", newness="3")


def options() -> list[Thing]:
    """Moves as the engine offers them: two open, one closed with its reasons."""
    reasons = ("五方中还有区财政没有签字。请等财政签字后再确认。", "预算合计 4,860.00 元，超出核定金额 360.00 元。")
    moves = (("accept", "受理", ()), ("return", "退回补充", ()), ("sign", "确认签约", reasons))
    return [Thing(transition=Thing(name=name, title=title, note=name == "return"), allowed=not problems, problems=problems) for name, title, problems in moves]


def shell(lang: str, name: str) -> dict:
    """What the frame of a page needs."""
    words, staff = content.ALL[lang]["navigation"], name in STAFF
    targets = STAFF if staff else ("home", "ideas", "question", "done")
    links = [(f"/{target}?lang={lang}", label, target == name) for target, label in zip(targets, words["staff" if staff else "public"])]
    tabs = [(href, label, current, symbol) for (href, _, current), label, symbol in zip(links, words["tabs"], ("home", "list", "bulb", "user"))]
    return {"navigation": links, "tabs": [] if staff else tabs, "footer_links": lambda: [(f"/{place}", label) for place, label in enumerate(words["footer"])],
            "person": Thing(name="陈会计") if staff else None, "large": request.args.get("size") == "large",
            "locale_code": "zh-Hans" if lang == "zh" else "en", "demonstration": name == "home"}


def here(**change: str) -> str:
    """This page, in another language or size."""
    return f"{request.path}?{urlencode({**request.args, **change})}"


def make() -> Flask:
    """Build the sample application over the program's own templates and files."""
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "proposals/static"))
    app.jinja_loader.searchpath.append(str(Path(__file__).parent / "templates"))
    app.config.update(SECRET_KEY="sample", TESTING=True)
    Babel(app, locale_selector=lambda: request.args.get("lang", "zh"), default_translation_directories=str(ROOT / "proposals/translations"))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(icon=icon, here=here, static=lambda path: f"/static/{path}", money=lambda value: "¥" + content.fen(value))
    app.add_url_rule(f"/<any({','.join(PAGES)}):name>", "show", show, methods=["GET", "POST"])
    app.after_request(strict)
    return app


def show(name: str) -> str:
    """One sample page."""
    lang = "en" if request.args.get("lang") == "en" else "zh"
    form = (English if lang == "en" else Question)(request.form or None)
    if request.method == "POST":
        form.validate()
    code = Markup(segno.make("https://example.org/HS-2026-01184").svg_inline(scale=4, dark="#0D413B"))
    page = {"refusal": "errors/refusal.html", "missing": "errors/page.html"}.get(name, f"sample/{name}.html")
    shown = {"form": form, "score": score_form(lang), "content": content, "charts": content.drawings(lang),
             "rows": content.ideas(lang), "queue": content.queue(lang)}
    moves = {"options": options(), "address": lambda option: f"/moves/{option.transition.name}", "say": str}
    error = {"sentences": [SENTENCE], "status": 404, "sentence": "地址可能写错了，或者这一页已经撤下。"}
    return render_template(page, **shell(lang, name), lang=lang, zh=lang == "zh", code=code, **shown, **moves, **error)


def strict(response):
    """The program's own content security policy, so that an inline style or script shows up here."""
    response.headers["Content-Security-Policy"] = POLICY
    return response
