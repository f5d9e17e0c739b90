"""Who is called what on public pages: roles for those in office, masked or published names for residents."""
from __future__ import annotations

from flask_babel import lazy_gettext as _l

ROLES = {
    "proposer": _l("提案人"), "clerk": _l("社区工作人员"), "staff": _l("街道和支持机构工作人员"), "staff_lead": _l("街道负责人"), "street": _l("街道办事处"),
    "org": _l("承接组织"), "panel_chair": _l("评审组"), "panelist": _l("评委"), "bureau": _l("区民政局"), "finance": _l("基金会"), "evaluator": _l("评估人员"),
    "system": _l("系统"), "party": _l("签约各方"), "payer": _l("出资方"), "payer_lead": _l("出资方负责人"), "monitor": _l("监测人员"), "appellant": _l("申诉人"),
}
"""What the public reads for a role."""

ACTS_NEXT = {
    "draft": "proposer", "submitted": "staff", "needs_info": "proposer", "accepted": "staff", "researching": "staff_lead", "optimising": "staff",
    "revising": "proposer", "planned": "staff_lead", "reviewing": "panel_chair", "waitlisted": "staff_lead", "publicised": "system", "appealing": "bureau",
    "signing": "party", "signed": "org", "implementing": "org", "suspended": "staff_lead", "terminating": "finance", "reporting": "org",
    "correcting": "org", "assessing": "finance", "announcing": "system",
}
"""By whom a proposal waits to be moved, in each state that is not an end."""
