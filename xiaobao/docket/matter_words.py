"""What the page of one matter says in words of its own rows: labels, masked texts, the regulation."""

from __future__ import annotations

from typing import Any

from xiaobao.docket.models import Matter
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.redaction import mask_text
from xiaobao.rules.jurisdiction import RespondentKind
from xiaobao.rules.settlement import Settlement
from xiaobao.rules.workflow import Labelled, State, Track


class MatterWords:
    """The words of one matter; numbers in free text are masked. Nothing beyond its own rows is read."""

    def __init__(self, matter: Matter, rulebook: Rulebook) -> None:
        """Hold the matter, and the law its words come from."""
        self.matter, self._rulebook = matter, rulebook

    @property
    def kind_label(self) -> str:
        """The track, in Chinese."""
        return Track(self.matter.kind).label

    @property
    def state_label(self) -> str:
        """The state, in Chinese."""
        return State(self.matter.state).label

    @property
    def regulation(self) -> str:
        """The title of the regulation that governs the matter."""
        return self._rulebook.law.regulation(self.matter.regulation).title

    @property
    def content(self) -> str:
        """What was written, masked."""
        return mask_text(self.matter.submission.content)

    @property
    def reply(self) -> str:
        """What the source says was replied, masked."""
        return mask_text(self.matter.submission.reply)

    @property
    def extra(self) -> dict[str, str]:
        """The source's further columns, masked."""
        return {name: mask_text(value) for name, value in self.matter.submission.extra.items()}

    @property
    def track(self) -> Any:
        """The complaint or the report."""
        return self.matter.complaint if self.matter.kind == Track.COMPLAINT else self.matter.report

    @property
    def placed(self) -> bool:
        """Whether anything has been said of competence."""
        track = self.track
        return self.matter.kind == Track.COMPLAINT and (track.placed_on or track.respondent_kind) not in (
            None,
            "",
        )

    @property
    def respondent_kind(self) -> str:
        """What the respondent is, in Chinese; empty until somebody has said so."""
        return _labelled(RespondentKind, getattr(self.track, "respondent_kind", ""))

    @property
    def settlement(self) -> str:
        """How a settlement was put down, in Chinese."""
        return _labelled(Settlement, getattr(self.track, "settlement", ""))

    @property
    def factors(self) -> list[tuple[str, str]]:
        """The considerations of Art. 17 recorded with a decline."""
        return _factors(self.matter, self._rulebook)


def _factors(matter: Matter, rulebook: Rulebook) -> list[tuple[str, str]]:
    """Return the considerations recorded with a decline: the factor of the law, and the officer's words."""
    recorded = matter.complaint.factors if matter.kind == Track.COMPLAINT else {}
    known = {str(one.number): one.text for one in rulebook.law.regulation(matter.regulation).factors}
    return [(known.get(number, number), words) for number, words in sorted(recorded.items())]


def _labelled(words: type[Labelled], code: str) -> str:
    return next((one.label for one in words if one.value == code), "")
