"""Lawful acts that have nothing on a matter to work on, each with what is missing."""

from __future__ import annotations

from xiaobao.docket.mediation_page import MediationPart, RequestLine
from xiaobao.docket.models import Dispute
from xiaobao.docket.papers_page import PaperLine
from xiaobao.rules.workflow import Act


def missing_for(
    papers: list[PaperLine], requests: list[RequestLine], disputes: list[Dispute], mediation: MediationPart
) -> dict[Act, str]:
    """Say of each lawful act that has nothing here to work on what is missing."""
    asked = {one.kind for one in requests}
    wanted = {
        Act.SERVE: (any(paper.to_tell for paper in papers), "没有等待送达的文书。"),
        Act.VOID: (any(paper.order_id is None for paper in papers), "没有可以作废的文书。"),
        Act.ASK_MATERIAL: ("material" not in asked, "已经一次性要求补正，不再重复要求。"),
        Act.VERIFY_IDENTITY: ("identity" not in asked, "已经要求核验身份。"),
        Act.END_DISPUTE: (any(not one.ended_on for one in disputes), "没有未了结的管辖争议。"),
        Act.DISPUTE: (all(one.ended_on for one in disputes), "已有未了结的管辖争议。"),
        Act.FINISH_APPRAISAL: (bool(mediation.open_appraisal), "没有进行中的鉴定或者检测。"),
        Act.APPRAISE: (not mediation.open_appraisal, "鉴定或者检测正在进行。"),
        Act.TAKE_BACK: (bool(mediation.open_delegation), "没有进行中的委托调解。"),
        Act.DELEGATE: (not mediation.open_delegation, "委托调解正在进行。"),
    }
    return {act: sentence for act, (there, sentence) in wanted.items() if not there}
