"""What the examples of writing the handbook share: the lawbook, a book in service, a draft on its way."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests import cast
from xiaobao.docket.rulebook import Rulebook
from xiaobao.handbook.actions.comment import comment
from xiaobao.handbook.actions.give_opinion import give_opinion
from xiaobao.handbook.actions.open_round import open_round
from xiaobao.handbook.actions.rule_comment import rule_comment
from xiaobao.handbook.actions.save_draft import save_draft
from xiaobao.handbook.actions.seed_edition import seed_edition
from xiaobao.handbook.actions.settle import settle
from xiaobao.handbook.actions.start_draft import Wanted, start_draft
from xiaobao.handbook.models import Comment, Draft, DraftText
from xiaobao.staff.permissions import Authority

STEP = "steps/complaint-received.md"
REVIEWERS = ("legal_expert", "enforcement", "legal", "credit")
WHO = {
    "legal_expert": cast.SHEN_ZHIXING.username,
    "enforcement": cast.HAN_SHUO.username,
    "legal": cast.YU_LI.username,
    "credit": cast.QIU_LAN.username,
}


class Bench:
    """The officers at work on the handbook, one act after the other, a minute apart."""

    def __init__(self, officers: dict[str, Authority], rulebook: Rulebook) -> None:
        self.officers, self.rulebook, self.now = officers, rulebook, cast.NOON
        seed_edition(today=cast.TODAY, at=self.now)

    def at(self) -> datetime:
        """Return the next minute."""
        self.now += timedelta(minutes=1)
        return self.now

    def by(self, username: str = cast.CHENG_MO.username) -> dict[str, object]:
        """Return who acts, and when."""
        return {"officer": self.officers[username], "at": self.at()}

    def start(self, path: str = STEP, **more: object) -> Draft:
        """Start a draft."""
        return start_draft(wanted=Wanted(path, **more), **self.by())  # type: ignore[arg-type]

    def add(self, draft: Draft, words: str = "再核对一遍管辖。") -> Draft:
        """Write a paragraph more."""
        draft.refresh_from_db()
        text = f"{draft.text.strip()}\n\n{words}\n"
        return save_draft(draft_id=draft.pk, version=draft.version, text=text, **self.by())  # type: ignore[arg-type]

    def send_out(self, draft: Draft, asked: tuple[str, ...] = REVIEWERS) -> None:
        """Open a round."""
        draft.refresh_from_db()
        open_round(
            draft_id=draft.pk, version=draft.version, asked=asked, due_on=None, today=cast.TODAY,
            lawbook=self.rulebook.law, **self.by(),  # type: ignore[arg-type]
        )  # fmt: skip

    def say(self, draft: Draft, role: str, verdict: str = "agree", words: str = "已核对。") -> None:
        """Give the opinion of a role."""
        give_opinion(
            draft_id=draft.pk, text_id=self.text_of(draft), role=role, verdict=verdict, words=words,
            **self.by(WHO[role]),  # type: ignore[arg-type]
        )  # fmt: skip

    def hear_all(self, draft: Draft) -> None:
        """Have every role agree."""
        for role in REVIEWERS:
            self.say(draft, role)

    def note(self, draft: Draft, username: str = cast.HAN_SHUO.username, paragraph: int = 1) -> Comment:
        """Comment on a paragraph."""
        return comment(
            draft_id=draft.pk, text_id=self.text_of(draft), paragraph=paragraph, words="写明依据哪一条。",
            **self.by(username),  # type: ignore[arg-type]
        )  # fmt: skip

    def rule(self, made: Comment, ruling: str = "taken", reason: str = "", username: str = "chengmo") -> None:
        """Decide on a comment."""
        rule_comment(
            draft_id=made.draft_id, comment_id=made.pk, seen=made.ruling, ruling=ruling, reason=reason,
            **self.by(username),  # type: ignore[arg-type]
        )  # fmt: skip

    def settle(self, draft: Draft) -> Draft:
        """Put it before the leader."""
        draft.refresh_from_db()
        return settle(
            draft_id=draft.pk, version=draft.version, reviewers=REVIEWERS, lawbook=self.rulebook.law,
            **self.by(),  # type: ignore[arg-type]
        )  # fmt: skip

    def text_of(self, draft: Draft) -> int:
        """Return the text a reviewer has before them."""
        return DraftText.objects.filter(draft=draft).latest("pk").pk
