"""Whether both sides agree: 经投诉人和被投诉人同意 (令121 第十八条、第十九条; 令20 第十六条).

An answer is recorded as it was given and never edited; what was said last counts. A refusal is a fact for
the officer who decides how the complaint ends, and ends nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from xiaobao.law.citation import numeral
from xiaobao.rules.acts import Labelled
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.footing import CONSUMER_RULES, Footing

COMPLAINANT, RESPONDENT = "complainant", "respondent"
SIDES: Mapping[str, str] = MappingProxyType({COMPLAINANT: "投诉人", RESPONDENT: "被投诉人"})
MEDIATION, DELEGATION = "mediation", "delegation"
SUBJECTS: Mapping[str, str] = MappingProxyType({MEDIATION: "进行调解", DELEGATION: "委托调解"})


class Way(Labelled):
    """How an answer reached the bureau."""

    PLATFORM = "platform", "全国12315平台"
    FORM = "form", "登记表载明"
    PHONE = "phone", "电话"
    IN_PERSON = "in_person", "当面"
    SMS = "sms", "短信"
    EMAIL = "email", "电子邮件"
    POST = "post", "来信"


_PROVES_ITSELF = (Way.PLATFORM, Way.FORM)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of one side; ``who`` is one of several complainants, None the side as a whole."""

    side: str
    subject: str
    given: bool
    on: date
    who: int | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What both sides want of one subject: True, False, or None while a side has not wholly answered."""

    complainant: bool | None = None
    respondent: bool | None = None

    @property
    def both(self) -> bool:
        """Tell whether both have agreed."""
        return self.complainant is True and self.respondent is True

    @property
    def refused_by(self) -> tuple[str, ...]:
        """Name the sides that have refused."""
        return tuple(side for side in SIDES if getattr(self, side) is False)


def wishes(
    answers: Iterable[Answer], subject: str, *, speakers: Sequence[int], held_on: date | None = None
) -> Wishes:
    """Weigh the answers on one subject; they come in the order recorded.

    ``speakers`` are the ids of those who speak for the complainants (the representatives of 令121
    第十二条第二款, or everybody); all of them must agree. ``held_on`` asks how things stood when a session
    was held that day: a refusal of the same day may have been said there and does not undo it.
    """
    told = sorted((one for one in answers if one.subject == subject), key=lambda one: one.on)
    if held_on is not None:
        told = [one for one in told if one.on < held_on or (one.on == held_on and one.given)]
    ours = [one for one in told if one.side == COMPLAINANT]
    each = [_last(one for one in ours if one.who in (None, speaker)) for speaker in speakers]
    theirs = _last(one for one in told if one.side == RESPONDENT)
    return Wishes(complainant=_together(each), respondent=theirs)


def _last(answers: Iterable[Answer]) -> bool | None:
    given = [one.given for one in answers]
    return given[-1] if given else None


def _together(each: Sequence[bool | None]) -> bool | None:
    if False in each:
        return False
    return True if each and all(each) else None


def unwilling(found: Wishes, footing: Footing) -> Iterator[Reason]:
    """Yield why there can be no mediation: a side has not agreed to it, or has refused."""
    yield from (
        Reason(f"还没有记录{label}同意调解，请先记录双方的调解意愿。", consent_article(footing))
        for label in _silent(found)
    )
    yield from refusing(found, footing)


def refusing(found: Wishes, footing: Footing) -> Iterator[Reason]:
    """Yield that a side has refused, and to what that points."""
    for side in found.refused_by:
        yield Reason(f"{SIDES[side]}不同意调解，不能组织调解。", consent_article(footing))
        yield refusal(side, footing)


def unheard(found: Wishes, footing: Footing) -> Iterator[Reason]:
    """Yield, of each side that has not answered, what calling it to a session does not do.

    Calling is not mediating: a side that says nothing can be called, and 无正当理由不参加调解 (令121
    第二十三条第一款第二项) supposes that it was. Mediation itself needs the consent of both.
    """
    for label in _silent(found):
        text = f"还没有记录{label}同意调解：可以通知并一并征求意愿，双方同意以后才能进行调解。"
        yield Reason(text, consent_article(footing))


def _silent(found: Wishes) -> tuple[str, ...]:
    return tuple(label for side, label in SIDES.items() if getattr(found, side) is None)


def consent_article(footing: Footing, subject: str = MEDIATION) -> str:
    """Return the citation of the article that asks for the consent of both sides to ``subject``.

    Before 《实施条例》第四十六条第四款 was law nothing asked for consent to delegating; then the article
    on delegating itself is named.
    """
    if subject == MEDIATION:
        return footing.cite("18(1)" if footing.new else "16(1)")
    if footing.new:
        return footing.cite("19(1)")
    return footing.cite("46(4)", CONSUMER_RULES) if footing.consumer_rules else footing.cite("17(1)")


def refusal(side: str, footing: Footing) -> Reason:
    """Say to which ground for ending mediation a refusal of that side points.

    令20 第二十一条第一款第三项 speaks of a clear refusal of the respondent only; a complainant who does not
    want mediation withdraws (第一项) or does not attend (第三项).
    """
    if footing.new or side == RESPONDENT:
        return footing.way_out("refusal", f"{SIDES[side]}明确拒绝调解的")
    withdrawn, absent = footing.ending("by_parties"), footing.ending("refusal")
    items = [f"第{numeral(ground.number)}项" for ground in (withdrawn, absent)]
    text = f"投诉人不愿调解的，请核对是撤回投诉（{items[0]}）还是不参加调解（{items[1]}）；不自动终止。"
    return Reason(text, footing.cite(withdrawn.article))


def check_consent(
    *,
    side: str,
    subject: str,
    given: bool | None,
    how: str,
    on: date,
    proof: str,
    received_on: date,
    footing: Footing,
    who: int | None = None,
    speakers: Sequence[int] = (),
) -> Decision:
    """Check that an answer can be recorded: "allowed" with what a refusal points to, or "refused".

    ``who`` must be one of ``speakers``, or None for the side as a whole.
    """
    refusals = [
        *_unknown(side, subject, given, how),
        *_misdated(on, received_on, footing),
        *_unproved(how, proof),
    ]
    if who is not None and (side != COMPLAINANT or who not in speakers):
        refusals.append(Reason("共同投诉的，由推选的代表人或者投诉人本人表示意愿。", "", "party"))
    weighed = () if given or side not in SIDES else tuple(_pointers(side, subject, footing))
    return Decision.check(refusals, *weighed)


def _unknown(side: str, subject: str, given: bool | None, how: str) -> Iterator[Reason]:
    if side not in SIDES:
        yield Reason("请选择是投诉人还是被投诉人的意愿。", "", "side")
    if subject not in SUBJECTS:
        yield Reason("请选择是对进行调解还是对委托调解的意愿。", "", "subject")
    if given is None:
        yield Reason("请选择同意或者不同意。", "", "given")
    if how not in tuple(Way):
        yield Reason("请选择意愿是通过什么方式表示的。", "", "how")


def _misdated(on: date, received_on: date, footing: Footing) -> Iterator[Reason]:
    if on > footing.today:
        yield Reason("表示意愿之日不能晚于今天。", "", "on")
    if on < received_on:
        yield Reason("表示意愿之日不能早于收到投诉之日。", "", "on")


def _unproved(how: str, proof: str) -> Iterator[Reason]:
    # The articles ask for consent and name no proof of it: that is asked for by the house.
    if how not in _PROVES_ITSELF and not proof.strip():
        yield Reason("请写明凭据，例如通话录音编号、短信截图、签字材料（本局要求）。", "", "proof")


def _pointers(side: str, subject: str, footing: Footing) -> Iterator[Reason]:
    if subject == DELEGATION:
        yield Reason(_not_delegated(side, footing), consent_article(footing, DELEGATION))
    elif subject == MEDIATION:
        yield refusal(side, footing)


def _not_delegated(side: str, footing: Footing) -> str:
    if footing.new or footing.consumer_rules:
        return f"{SIDES[side]}不同意委托的，由本局自行组织调解。"
    return f"{SIDES[side]}不同意委托；本件受理时的规定未以双方同意为委托的条件，是否委托由本局决定。"
