"""Words people read for the names that code uses: states, moves, roles, refusals. Rules are not here.

Titles of states and moves stand once, in the definitions (Chinese is the source); here they are translated.
Each room keeps its refusal sentences in ``words/<room>.py``: what is wrong, why, and what to do now.
"""
from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from flask_babel import lazy_gettext as _l

from workflow import Problem
from workflow.definitions import ALL

from ..language import say as _

DEFINITIONS = {workflow.name: workflow for workflow in ALL}
REFUSALS = {code: text for module in iter_modules(__path__) for code, text in import_module(f"{__name__}.{module.name}").REFUSALS.items()}
HTTP = {
    400: _l("请求的内容无法识别。请返回上一页重新填写后再提交。"),
    403: _l("您没有打开这一页的权限。请换用有权限的账号登录，或联系街道工作人员。"),
    404: _l("没有找到这一页。可能是编号有误，或者内容尚未公开。"),
    405: _l("这个地址不接受这种操作。请从页面上的按钮进入。"),
    413: _l("提交的内容太大了。请减少照片的数量或大小后再试。"),
    429: _l("操作太频繁了。请过几分钟再试。"),
}


def sentence(problem: Problem) -> str:
    """The sentence for a broken rule, in the reader's language, with its facts filled in."""
    return str(REFUSALS[problem.code]) % _spoken(problem.facts)


def _spoken(facts: dict[str, object]) -> dict[str, object]:
    """The engine's own facts in words: moves and states by their titles, fields one after another; who acted is not told here."""
    workflow, told = str(facts.get("workflow", "")), dict(facts)
    if workflow in DEFINITIONS:
        told |= {"move": move_title(workflow, str(facts["move"]))} if "move" in facts else {}
        told |= {"state": state_title(workflow, str(facts["state"]))} if facts.get("state") else {}
    fields = facts.get("fields")
    return told | ({"who": _("别人")} if "who" in facts else {}) | ({"field": "、".join(fields)} if isinstance(fields, tuple) else {})


def http_sentence(status: int) -> str:
    """The sentence for an error status."""
    return str(HTTP.get(status) or _("这个请求没有成功（%(status)s）。请返回上一页重试。", status=status))


def state_title(workflow: str, state: str) -> str:
    """A state's name as people read it."""
    return _(DEFINITIONS[workflow].state[state].title)


def public_title(workflow: str, state: str) -> str:
    """What the proposer and the public read for a state: its public label, else its title."""
    found = DEFINITIONS[workflow].state[state]
    return _(found.public or found.title)


def move_title(workflow: str, move: str) -> str:
    """A move's name as people read it."""
    return _(next(t.title for t in DEFINITIONS[workflow].transitions if t.name == move))


def term(title: str) -> str:
    """A season's own word (category, criterion, party, source): translated where it is one of the usual ones, else as it was entered."""
    return _(title) if title else ""


def stage_title(workflow: str, stage: str) -> str:
    """A stage's name as people read it."""
    return _(dict(DEFINITIONS[workflow].stages)[stage])
