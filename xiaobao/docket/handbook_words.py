"""What the acts on the handbook are called on the auditor's page."""

from __future__ import annotations

WRITING = {
    "handbook.seeded": "放入随软件附带的手册",
    "handbook.proposed": "提出编写建议",
    "handbook.proposal_answered": "答复编写建议",
    "handbook.draft_started": "起草",
    "handbook.draft_saved": "修改草稿",
    "handbook.round_opened": "送出征求意见",
    "handbook.commented": "写逐段意见",
    "handbook.opinion_given": "写审稿意见",
    "handbook.comment_ruled": "处理意见",
    "handbook.draft_settled": "报局领导点评",
    "handbook.draft_sent_back": "退回起草",
    "handbook.remarked": "局领导点评",
    "handbook.draft_dropped": "放弃草稿",
    "handbook.published": "发布手册",
    "case.nominated": "推荐为典型案例",
    "case.used": "参考典型案例",
    "handbook.nominated": "写入案例推荐",
    "handbook.nomination_saved": "修改案例文字",
    "handbook.redaction_confirmed": "确认脱敏",
    "handbook.case_drafted": "案例转为草稿",
    "handbook.nomination_dropped": "不采用案例推荐",
    "handbook.case_marked": "评价案例",
    "handbook.quiz_answered": "章节练习",
    "handbook.results_exported": "导出练习成绩",
    "handbook.revisits_raised": "法规变动，列入复核",
    "handbook.revisit_assigned": "指派复核",
    "handbook.revisit_finished": "办结复核",
}
"""Writing the handbook, from a proposal to an edition."""
OBJECTS = {
    "edition": "手册版次",
    "proposal": "编写建议",
    "draft": "手册草稿",
    "revisit": "手册复核",
    "nomination": "案例推荐",
    "case": "典型案例",
    "chapter": "手册章",
}
