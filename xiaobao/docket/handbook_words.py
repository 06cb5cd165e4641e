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
    "handbook.revisits_raised": "法规变动，列入复核",
    "handbook.revisit_assigned": "指派复核",
    "handbook.revisit_finished": "办结复核",
}
"""Writing the handbook, from a proposal to an edition."""
OBJECTS = {"edition": "手册版次", "proposal": "编写建议", "draft": "手册草稿", "revisit": "手册复核"}
