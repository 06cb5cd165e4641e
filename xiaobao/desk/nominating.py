"""Making a typical case of a matter: the docket knows the matter, the handbook keeps the words.

The two rooms know nothing of each other; what stands in both stands in one transaction here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xiaobao.desk.screen import Asking
from xiaobao.docket.actions.nominate_case import NOMINATE, material_of, nominate_case
from xiaobao.docket.actions.read_matter import read_matter
from xiaobao.docket.case_library import (
    codes_within_reach,
    insist_nobody_is_known,
    insist_not_guarded,
    matter_behind,
    why_not,
)
from xiaobao.docket.case_material import case_material
from xiaobao.docket.matter_page import MatterPage
from xiaobao.docket.models import Matter
from xiaobao.documents.redaction.retelling import Replaced
from xiaobao.handbook import nominations
from xiaobao.handbook.actions import confirm_redaction, draft_case, drop_nomination, nominate, save_nomination
from xiaobao.handbook.models import Nomination, NominationState
from xiaobao.handbook.nominations import CONFIRM, WRITE
from xiaobao.law import Lawbook, LawError
from xiaobao.refusals import NotFound
from xiaobao.rules.handbook.case_text import CaseText, case_of
from xiaobao.rules.handbook.entry import CITE
from xiaobao.writing import writing

FORM = "case"
"""What is being read in place of the whole matter, as the trail says it."""


@dataclass(frozen=True)
class Piece:
    """A stretch of the text; ``put`` says that it stands in place of something, ``found`` of what."""

    words: str
    put: bool = False
    found: str = ""


@dataclass(frozen=True)
class NominationPage:
    """One nomination. ``source`` and ``replaced`` are there for who may see the matter alone.

    ``story`` and ``handling`` are the words with what was put in place of something marked.
    """

    nomination: Nomination
    case: CaseText
    story: tuple[Piece, ...]
    handling: tuple[Piece, ...]
    source: MatterPage | None
    replaced: tuple[Replaced, ...]
    may_edit: bool
    may_confirm: bool
    may_draft: bool
    may_drop: bool

    @property
    def missing(self) -> int:
        """How many persons still have to confirm."""
        return max(self.nomination.wanted - len(self.nomination.confirmations.all()), 0)


def offers_nomination(matter: Matter, ask: Asking) -> bool:
    """Tell whether the page of a matter offers to nominate it; one query where it may."""
    return ask.officer.may(NOMINATE) and why_not(matter) is None


def nominate_matter(ask: Asking, matter_id: int) -> Nomination:
    """Nominate a matter; raises NotAllowed, NotFound, Refused."""
    officer, at, rulebook = ask.officer, ask.now, ask.rulebook
    with writing():
        made = material_of(matter_id=matter_id, officer=officer, at=at, rulebook=rulebook)
        case = CaseText(
            made.track, made.title, made.categories, made.outcome, story=made.story, handling=made.handling
        )
        nomination = nominate.nominate(case=case, officer=officer, at=at, address=ask.address)
        nominate_case(
            matter_id=matter_id, code=nomination.code, officer=officer, at=at, rulebook=rulebook,
            address=ask.address,
        )  # fmt: skip
    return nomination


def nominations_seen(ask: Asking) -> Sequence[Nomination]:
    """Return the nominations the officer may see, the newest first."""
    return list(nominations.seen_by(ask.officer, codes_within_reach(ask.officer)))


def nomination_page(ask: Asking, code: str) -> NominationPage:
    """Return one; that a report was read beside it is in the trail by then. Raises NotFound, Unavailable."""
    nomination = nominations.one_of(ask.officer, code, codes_within_reach(ask.officer))
    source = _source(ask, code)
    case = case_of(nomination.text)
    replaced = case_material(source, ask.rulebook).replaced if source else ()
    open_ = nomination.state in nominations.OPEN
    here = open_ and source is not None
    return NominationPage(
        nomination=nomination,
        case=case,
        story=tuple(_pieces(case.story, replaced)),
        handling=tuple(_pieces(written_out(case.handling, ask.rulebook.law), replaced)),
        source=source,
        replaced=replaced,
        may_edit=here and (ask.officer.may(NOMINATE) or ask.officer.may(CONFIRM)),
        may_confirm=here and ask.officer.may(CONFIRM) and _another(nomination, ask),
        may_draft=nomination.state == NominationState.CONFIRMED and ask.officer.may(WRITE),
        may_drop=open_ and (ask.officer.may(WRITE) or (here and ask.officer.may(CONFIRM))),
    )


def save(ask: Asking, code: str, version: int, case: CaseText) -> None:
    """Keep the words of a case; raises NotAllowed, NotFound, Changed, Refused."""
    _behind(ask, code)
    save_nomination.save_nomination(
        code=code, version=version, case=case, officer=ask.officer, at=ask.now, address=ask.address
    )


def confirm(ask: Asking, code: str, version: int) -> Nomination:
    """Confirm a redaction, once more looked through for traces of the matter.

    Raises NotAllowed, NotFound, Changed, Refused.
    """
    matter_id = _behind(ask, code)
    nomination = nominations.one_of(ask.officer, code, codes_within_reach(ask.officer))
    with writing():
        insist_not_guarded(code)
        insist_nobody_is_known(
            officer=ask.officer, matter_id=matter_id, text=nomination.text, rulebook=ask.rulebook
        )
        return confirm_redaction.confirm_redaction(
            code=code, version=version, officer=ask.officer, law=ask.rulebook.law, at=ask.now,
            address=ask.address,
        )  # fmt: skip


def draft(ask: Asking, code: str, version: int) -> Nomination:
    """Turn a confirmed case into a draft; raises NotAllowed, NotFound, Changed, Refused."""
    insist_not_guarded(code)
    return draft_case.draft_case(
        code=code, version=version, officer=ask.officer, at=ask.now, address=ask.address
    )


def drop(ask: Asking, code: str, version: int) -> Nomination:
    """Do not take a case; raises NotAllowed, NotFound, Changed, Refused."""
    nominations.one_of(ask.officer, code, codes_within_reach(ask.officer))
    return drop_nomination.drop_nomination(
        code=code, version=version, officer=ask.officer, at=ask.now, address=ask.address
    )


def written_out(text: str, law: Lawbook) -> str:
    """Return a text with its citations written out; one that points at nothing stays as typed."""

    def cite(found: re.Match[str]) -> str:
        try:
            return law.cite(found[1], found[2] or None)
        except LawError:
            return found[0]

    return CITE.sub(cite, text)


def _behind(ask: Asking, code: str) -> int:
    matter_id = matter_behind(ask.officer, code)
    if matter_id is None:
        raise NotFound("没有这个案例推荐，或者它不在您的办理范围内。")
    return matter_id


def _source(ask: Asking, code: str) -> MatterPage | None:
    matter_id = matter_behind(ask.officer, code)
    if matter_id is None:
        return None
    return read_matter(
        matter_id=matter_id, officer=ask.officer, at=ask.now, rulebook=ask.rulebook, form=FORM,
        address=ask.address,
    )  # fmt: skip


def _another(nomination: Nomination, ask: Asking) -> bool:
    mine = {one.by_id for one in nomination.confirmations.all()} | {nomination.by_id}
    return nomination.state == NominationState.PROPOSED and ask.officer.user.pk not in mine


def _pieces(text: str, replaced: Sequence[Replaced]) -> Iterator[Piece]:
    """Yield a text in stretches: what stands in place of something, and what stands between."""
    found: dict[str, list[str]] = {}
    for one in replaced:
        found.setdefault(one.put, []).append(one.found)
    if not found:
        yield Piece(text)
        return
    put = re.compile("|".join(re.escape(one) for one in sorted(found, key=len, reverse=True)))
    done = 0
    for match in put.finditer(text):
        yield Piece(text[done : match.start()])
        yield Piece(match[0], put=True, found="、".join(found[match[0]]))
        done = match.end()
    yield Piece(text[done:])
