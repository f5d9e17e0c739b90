"""Letters on what was decided: to whoever proposed a project, and to whoever objected; a page and a paper say the same."""
from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from .. import papers, words
from ..collection.models import Proposal
from ..shell import day, money
from .models import Objection
from .queries.outcomes import PANEL, RULINGS, Decided

HEADINGS = {"panel": _l("评审结果告知书"), "ruling": _l("复核结果告知书"), "promote": _l("候补递补告知书"), "expire_waitlist": _l("候补结束告知书"),
            "renounce": _l("未签约告知书"), "lapse_signing": _l("未签约告知书")}
SAID = {
    "pass_review": _l("您的项目评审通过，结果已经公示。公示期满没有异议，就签订合作协议。"),
    "waitlist": _l("您的项目达到了通过线，因名额或资金有限列入候补。有项目退出或者资金有余额时，按得分先后递补。"),
    "return_review": _l("评审组认为您的项目值得做，但方案还要修改。请按下面的说明修改后重新提交。"),
    "fail_review": _l("您的项目这一次没有通过评审。"),
    "promote": _l("您的项目由候补递补为入选，结果已经公示。公示期满没有异议，就签订合作协议。"),
    "expire_waitlist": _l("本届评审签约阶段结束，候补名单不再递补。您的项目可以转入下一届。"),
    "renounce": _l("这个项目放弃签约，预留的资金已经退回。项目可以转入下一届。"),
    "lapse_signing": _l("这个项目没有在规定的期限内完成签约，预留的资金已经退回。项目可以转入下一届。"),
    "uphold": _l("您的申诉经复核，维持原决定。复核结果是最终结果。"),
    "upheld": _l("公示期间收到的异议经核实成立，您的项目取消入选。"),
    "clear": _l("公示期间收到的异议经核实不成立，公示继续，公示期按剩余的工作日顺延。"),
    "remand_accept": _l("您的申诉成立，改为受理。"),
    "remand_optimise": _l("您的申诉成立，改为入选优化。"),
    "remand_review": _l("您的申诉成立，由另一组评委重新评审。"),
}
LEFT = {"uphold": _l("异议成立，取消入选"), "renounce": _l("放弃签约，不再实施"), "lapse_signing": _l("逾期未签约"), "withdraw": _l("由提案人撤回"), "budget": _l("资金有余额")}


def decision_words(decided: Decided, proposal: Proposal) -> dict[str, Any]:
    """What a letter on one decision says, on its page and on paper."""
    kind = "panel" if decided.name in PANEL else "ruling" if decided.name in RULINGS else decided.name
    body = [str(SAID["upheld" if _cancelled(decided) else decided.name])]
    body += [_("说明：%(reason)s", reason=decided.reason)] if decided.reason else []
    days, name = proposal.season.appeal_days, proposal.contact_name or (proposal.proposer.name if proposal.proposer else "")
    after = _("不同意这个决定的，可以在 %(days)s 个工作日内申诉，由区民政局复核。", days=days) if decided.name == "fail_review" else _(
        "有不明白的地方，请联系街道办事处。")
    return {"heading": str(HEADINGS[kind]), "season": proposal.season.title, "greeting": _("%(name)s，您好：", name=name or _("提案人")),
            "facts": _facts(decided, proposal), "body": body, "after": after,
            "signed": _("区民政局") if kind == "ruling" else proposal.street.name if proposal.street else "", "date": day(decided.at_us)}


def _cancelled(decided: Decided) -> bool:
    """An objection was upheld: the same move confirms what an appeal was against."""
    return decided.name == "uphold" and decided.appeal is not None and decided.appeal.kind == "objection"


def _facts(decided: Decided, proposal: Proposal) -> list[tuple[str, str]]:
    decision = _("异议成立：取消入选") if _cancelled(decided) else words.move_title("proposal", decided.name)
    facts = [(_("项目名称"), proposal.title), (_("编号"), proposal.number or proposal.receipt or ""), (_("决定"), decision)]
    if decided.verdict is not None and (decided.name in PANEL or decided.name == "promote"):
        mean = decided.verdict.mean_hundredths
        facts.append((_("平均分"), _("%(mean)s（%(count)s 份有效评分）", mean=f"{mean // 100}.{mean % 100:02d}", count=decided.verdict.scores_counted)))
    if decided.name in ("pass_review", "promote") and decided.notice is not None:
        facts += [(_("核定金额"), money(proposal.planned_fen or 0)), (_("公示文号"), decided.notice.text.partition("\n")[0]),
                  (_("公示期至"), day(decided.notice.until_us))]
    if decided.succession is not None:
        facts.append((_("递补原因"), successor_words(decided.succession.cause, decided.succession.after)))
    if decided.appeal is not None:
        facts.append((_("复核前"), words.state_title("proposal", decided.appeal.came_from)))
    return facts


def successor_words(cause: str, after: Proposal | None) -> str:
    """Why somebody moved up: who left and how, or that money was left."""
    return str(LEFT[cause]) if after is None else _("“%(title)s”%(cause)s", title=after.title, cause=LEFT[cause])


def answer_words(objection: Objection) -> dict[str, Any]:
    """What the answer to an objection says."""
    outcome = _("异议成立") if objection.outcome == "upheld" else _("异议不成立")
    return {"heading": _("异议答复书"), "season": objection.number, "greeting": _("%(name)s，您好：", name=objection.name),
            "facts": [(_("异议编号"), objection.number), (_("公示文号"), objection.notice.text.partition("\n")[0]), (_("项目名称"), objection.proposal.title),
                      (_("核实结果"), outcome)],
            "body": [_("您对“%(title)s”公示提出的异议已经核实。", title=objection.proposal.title), objection.answer],
            "after": _("您的身份受到保密，不会出现在公开的经过里。"), "signed": _("区民政局"), "date": day(objection.answered_us or objection.at_us)}


def letter_paper(said: dict[str, Any], *, issued_us: int, address: str) -> bytes:
    """The letter on paper, for people to read, also by ear (PDF/UA). ``address``: where the way of the project is followed."""
    data = said | {"track": address, "code": papers.qr(address), "track_spoken": _("扫二维码看经过：%(address)s", address=address),
                   "track_words": _("扫二维码，可以看到这个项目走到了哪一步。"), "issued_us": issued_us,
                   "foot": _("演示数据，人和事都是虚构的。") if current_app.config["DEMONSTRATION"] else ""}
    return papers.pdf("letter", data, kind="letter")
