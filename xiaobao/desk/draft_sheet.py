"""The page of a draft put together: its words as they will read, with every form that may be sent from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.handbook_heads import Row, head_rows, offered
from xiaobao.desk.forms.handbook_review import (
    CommentForm,
    OpinionForm,
    RemarkForm,
    RoundForm,
    RuleForm,
    StepForm,
)
from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.desk.handbook_web import web_of
from xiaobao.desk.screen import Asking
from xiaobao.handbook.draft_page import DraftPage, Passage, draft_page
from xiaobao.handbook.models import Comment
from xiaobao.handbook.shelf import in_service
from xiaobao.handbook.web import Web
from xiaobao.rules.handbook.changes import Mark, Paragraph
from xiaobao.rules.handbook.drafting import Deed


@dataclass(frozen=True)
class Bound:
    """A form that was refused: which deed, at which paragraph or comment."""

    deed: str
    key: int
    form: RefusableForm


@dataclass(frozen=True)
class Said:
    """A comment, with the form to decide on it where that may be done."""

    comment: Comment
    form: RuleForm | None


@dataclass(frozen=True)
class Part:
    """A paragraph as it will read, what was said of it, and the form to say something."""

    passage: Passage
    html: str
    said: tuple[Said, ...]
    form: CommentForm | None

    @property
    def opened(self) -> bool:
        """Whether its form stands open: it was refused."""
        return self.form is not None and self.form.refusal is not None

    @property
    def fresh(self) -> bool:
        """Whether it reads otherwise than in the edition."""
        return self.passage.mark in (Mark.ADDED, Mark.REWORDED)


@dataclass(frozen=True)
class DraftSheet:
    """What the template draws."""

    page: DraftPage
    parts: tuple[Part, ...]
    whole: Part
    rows: tuple[Row, ...]
    opinion: OpinionForm | None
    round: RoundForm | None
    remark: RemarkForm | None
    step: StepForm
    bound: RefusableForm | None


def draft_sheet(ask: Asking, draft_id: int, bound: Bound | None = None) -> DraftSheet:
    """Return it; raises NotAllowed, NotFound."""
    locality = ask.rulebook.locality
    page = draft_page(ask.officer, draft_id, lawbook=ask.rulebook.law, reviewers=locality.handbook.reviewers)
    desk = _Desk(page, bound, web_of(ask))
    choices = offered(in_service(), ask.rulebook.law, ask.rulebook.law.in_force(ask.today).id)
    return DraftSheet(
        page=page,
        parts=tuple(desk.parts()),
        whole=desk.whole(),
        rows=head_rows(page.kind, page.head, page.head_before, choices),
        opinion=desk.opinion(),
        round=desk.round(ask),
        remark=desk.remark(),
        step=StepForm(initial={"version": page.draft.version}),
        bound=bound.form if bound else None,
    )


@dataclass(frozen=True)
class _Desk:
    page: DraftPage
    bound: Bound | None
    web: Web

    def parts(self) -> Iterator[Part]:
        for passage in self.page.passages:
            html = self.web.html(passage.words) if passage.words else ""
            form = self._comment(passage.number) if passage.number else None
            yield Part(passage, html, tuple(map(self._said, passage.comments)), form)

    def whole(self) -> Part:
        nothing = Passage(Paragraph(Mark.KEPT, 0, ()), "", ())
        return Part(nothing, "", tuple(map(self._said, self.page.whole)), self._comment(0))

    def opinion(self) -> OpinionForm | None:
        if not self.page.speaks or self.page.text is None:
            return None
        made = OpinionForm(self.page.speaks, initial={"text_id": self.page.text.pk})
        return self._or_bound(Deed.GIVE_OPINION, made)

    def round(self, ask: Asking) -> RoundForm | None:
        if Deed.OPEN_ROUND not in self.page.deeds:
            return None
        house = ask.rulebook.locality.handbook
        due = ask.rulebook.calendar.next_working_day(ask.today, house.review_days)
        initial = {"version": self.page.draft.version, "asked": house.reviewers, "due_on": due}
        return self._or_bound(Deed.OPEN_ROUND, RoundForm(initial=initial))

    def remark(self) -> RemarkForm | None:
        if Deed.REMARK not in self.page.deeds:
            return None
        return self._or_bound(Deed.REMARK, RemarkForm(initial={"version": self.page.draft.version}))

    def _comment(self, number: int) -> CommentForm | None:
        if Deed.COMMENT not in self.page.deeds or self.page.text is None:
            return None
        initial = {"text_id": self.page.text.pk, "paragraph": number}
        made = CommentForm(initial=initial, auto_id=f"id_p{number}_%s")
        return self._or_bound(Deed.COMMENT, made, number)

    def _said(self, told: Comment) -> Said:
        if Deed.RULE_COMMENT not in self.page.deeds:
            return Said(told, None)
        initial = {"comment_id": told.pk, "seen": told.ruling, "ruling": told.ruling, "reason": told.reason}
        made = RuleForm(initial=initial, auto_id=f"id_r{told.pk}_%s")
        return Said(told, self._or_bound(Deed.RULE_COMMENT, made, told.pk))

    def _or_bound(self, deed: Deed, made: Any, key: int = 0) -> Any:
        """Return the form as it was sent, where it is the one that was refused."""
        bound = self.bound
        if bound is None or bound.deed != deed or bound.key != key:
            return made
        bound.form.auto_id = made.auto_id
        return bound.form


DONE = {
    Deed.COMMENT: _("意见已记下。"),
    Deed.GIVE_OPINION: _("审稿意见已记下。"),
    Deed.RULE_COMMENT: _("已处理这条意见。"),
    Deed.OPEN_ROUND: _("已送出征求意见。"),
    Deed.SETTLE: _("已报局领导点评。"),
    Deed.SEND_BACK: _("已退回起草。"),
    Deed.REMARK: _("点评已记下。"),
    Deed.DROP: _("已放弃这份草稿。"),
}
"""What is said when a deed was done."""


def done_words(deed: Deed) -> str:
    """Return what is said when a deed was done, in the reader's language."""
    return str(DONE[deed])
