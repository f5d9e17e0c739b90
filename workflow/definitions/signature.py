"""One party's signature under one version of the agreement.

A signature that a party declines stays so: the agreement is reissued, with new signatures, by a move of the proposal.
"""

from __future__ import annotations

from ..definition import Deadline, State as S, Transition as T, Workflow, titled

SIGNATURE = Workflow("signature", (("signature", titled("签署")),), (
    S("requested", "待签署", "signature", "initial",
      deadline=Deadline(20, "void", remind=(10, 3), remind_roles=("party",))),
    S("signed", "已签署", "signature", "end"),
    S("refused", "未同意签署", "signature", "end"),
    S("void", "已作废", "signature", "end"),
), (
    T("sign", "签署", ("requested",), "signed", ("party",), ("same_document",), ("try_conclude",), ("seal",)),
    T("refuse", "不同意签署", ("requested",), "refused", ("party",), note=True, notices=("staff_lead:signature_refused",)),
    T("void", "作废", ("requested",), "void", ("system",)),
))
