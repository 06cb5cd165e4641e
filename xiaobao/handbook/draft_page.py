"""What the page of a draft shows: its paragraphs beside what was said of them, its rounds, its texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xiaobao.handbook.actions.settle import lacking
from xiaobao.handbook.draft_steps import latest_text, open_round_of
from xiaobao.handbook.models import Comment, Draft, DraftText, Opinion, Role, Round
from xiaobao.handbook.reach import draft_of
from xiaobao.handbook.roles import roles_of, speaks_for
from xiaobao.handbook.soundness import Trouble, known_now, troubles
from xiaobao.law import Lawbook
from xiaobao.rules.handbook.changes import Mark, Paragraph, paragraphs
from xiaobao.rules.handbook.drafting import Deed, deeds
from xiaobao.rules.handbook.entry import kind_of
from xiaobao.rules.handbook.heads import fields_of, paragraphs_of
from xiaobao.rules.handbook.kinds import Kind
from xiaobao.staff.permissions import Authority


@dataclass(frozen=True)
class Passage:
    """A paragraph with its comments; ``words`` is what it says now, empty for one that is gone."""

    change: Paragraph
    words: str
    comments: tuple[Comment, ...]

    @property
    def number(self) -> int:
        """Its number in the draft, 0 for one that is gone."""
        return self.change.number

    @property
    def mark(self) -> Mark:
        """What became of it."""
        return self.change.mark


@dataclass(frozen=True)
class RoundLine:
    """A round: who was asked, and what came back; ``owed`` are the roles nobody has answered for."""

    round: Round
    opinions: tuple[Opinion, ...]
    owed: tuple[Role, ...]


@dataclass(frozen=True)
class DraftPage:
    """The whole page. ``since`` tells the text from the one last sent out, empty where it is the same.

    ``speaks`` are the roles whose opinion the officer may give now.
    """

    draft: Draft
    kind: Kind
    text: DraftText | None
    passages: tuple[Passage, ...]
    whole: tuple[Comment, ...]
    rounds: tuple[RoundLine, ...]
    texts: tuple[DraftText, ...]
    troubles: tuple[Trouble, ...]
    lacking: tuple[str, ...]
    since: tuple[Paragraph, ...]
    deeds: frozenset[str]
    speaks: tuple[Role, ...]

    @property
    def slug(self) -> str:
        """The name of the entry within its kind."""
        return self.draft.path.rpartition("/")[2].removesuffix(".md")

    @property
    def head(self) -> dict[str, object]:
        """The fields of the head as they are now."""
        return fields_of(self.draft.text)

    @property
    def head_before(self) -> dict[str, object]:
        """The fields of the head as they stand in the edition."""
        return fields_of(self.draft.base_text)

    @property
    def running(self) -> RoundLine | None:
        """The round still running."""
        return next((line for line in self.rounds if line.round.closed_at is None), None)

    @property
    def undecided(self) -> int:
        """How many comments nobody has decided on."""
        told = [*self.whole, *(one for passage in self.passages for one in passage.comments)]
        return sum(not one.ruling for one in told)


def draft_page(officer: Authority, draft_id: int, *, lawbook: Lawbook, reviewers: Sequence[str]) -> DraftPage:
    """Return it; raises NotAllowed, NotFound."""
    draft = draft_of(officer, draft_id)
    comments = tuple(draft.comments.select_related("by", "ruled_by", "round"))
    return DraftPage(
        draft=draft,
        kind=kind_of(draft.path),
        text=latest_text(draft),
        passages=_passages(draft, comments),
        whole=_of_the_whole(draft, comments),
        rounds=tuple(_round(one) for one in draft.rounds.prefetch_related("opinions__by", "text")),
        texts=tuple(draft.texts.select_related("by").order_by("-id")),
        troubles=() if draft.removes else troubles(draft.path, draft.text, known_now(lawbook)),
        lacking=tuple(lacking(draft, reviewers)) if draft.state == "review" else (),
        since=_since(draft),
        deeds=_deeds(draft, officer),
        speaks=_speaks(draft, officer),
    )


def _passages(draft: Draft, comments: Sequence[Comment]) -> tuple[Passage, ...]:
    """Tell the draft from its base; a comment stands at the paragraph it quotes, wherever that is now."""
    now, before = paragraphs_of(draft.text), paragraphs_of(draft.base_text)
    told = paragraphs(before, now) if before else paragraphs(now, now)
    placed = [(one, _place(one, now)) for one in comments if one.paragraph]
    return tuple(
        Passage(
            change,
            now[change.number - 1] if change.number else "",
            tuple(one for one, place in placed if place == change.number and place),
        )
        for change in told
    )


def _place(made: Comment, now: Sequence[str]) -> int:
    """Return where the paragraph a comment quotes stands now; 0 where no paragraph can be said to be it."""
    if made.quoted in now:
        return now.index(made.quoted) + 1
    return made.paragraph if made.paragraph <= len(now) else 0


def _of_the_whole(draft: Draft, comments: Sequence[Comment]) -> tuple[Comment, ...]:
    now = paragraphs_of(draft.text)
    return tuple(one for one in comments if not one.paragraph or not _place(one, now))


def _since(draft: Draft) -> tuple[Paragraph, ...]:
    sent = draft.rounds.select_related("text").order_by("-number").first()
    if sent is None or sent.text.text == draft.text:
        return ()
    return paragraphs(paragraphs_of(sent.text.text), paragraphs_of(draft.text))


def _round(one: Round) -> RoundLine:
    opinions = tuple(one.opinions.all())
    given = {opinion.role for opinion in opinions}
    return RoundLine(one, opinions, tuple(Role(role) for role in one.asked if role not in given))


def _deeds(draft: Draft, officer: Authority) -> frozenset[str]:
    """Return the buttons: what the table allows, less what a running round or an own draft forbids."""
    found = set(deeds(draft.state, officer.acts))
    if open_round_of(draft) is not None:
        found -= {Deed.SAVE, Deed.OPEN_ROUND, Deed.SETTLE}
    if draft.removes:
        found -= {Deed.SAVE}
    if draft.owner_id == officer.user.pk:
        found -= {Deed.REMARK, Deed.PUBLISH}
    if not roles_of(officer):
        found -= {Deed.COMMENT}
    return frozenset(found)


def _speaks(draft: Draft, officer: Authority) -> tuple[Role, ...]:
    running = open_round_of(draft)
    if running is None or draft.owner_id == officer.user.pk:
        return ()
    given = set(running.opinions.values_list("role", flat=True))
    return tuple(role for role in speaks_for(officer) if role in running.asked and role not in given)
