"""Dividing one letter into complaint and report (分别处理): 令121 第九条、第三十七条, 令20 the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from xiaobao.law import Lawbook
from xiaobao.rules.acts import Track
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.steps import ORDER_20, ORDER_121


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter before it is divided. ``track`` is the half it is registered as.

    ``files`` are the ids of its files; ``placed_on`` is the day jurisdiction was confirmed, ``decided``
    whether the report has been decided; ``reachable`` whether anybody is named or can be asked.
    """

    regulation: str
    track: Track
    files: frozenset[int] = frozenset()
    placed_on: date | None = None
    decided: bool = False
    divided: bool = False
    named: bool = True
    reachable: bool = True


@dataclass(frozen=True, slots=True)
class Division:
    """How an officer divides it: words, requests and files of each half; ``anonymous`` frees the report."""

    words_here: str
    words_other: str
    requests: tuple[str, ...] = ()
    files_here: frozenset[int] = frozenset()
    files_other: frozenset[int] = frozenset()
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class _Articles:
    apart: str
    complaint: str
    person: str
    secret: str


_ARTICLES: Mapping[str, _Articles] = MappingProxyType(
    {
        ORDER_121: _Articles(apart="9", complaint="3(1)", person="10(1)(1)", secret="37"),  # noqa: S106
        ORDER_20: _Articles(apart="7", complaint="3(1)", person="9(1)(1)", secret="33"),  # noqa: S106
    }
)
_OTHER: Mapping[Track, Track] = MappingProxyType(
    {Track.COMPLAINT: Track.REPORT, Track.REPORT: Track.COMPLAINT}
)


def other_track(track: str) -> Track:
    """Return the track of the other half."""
    return _OTHER[Track(track)]


def check(letter: Letter, division: Division, *, law: Lawbook) -> Decision:
    """Check how a letter is divided: "allowed", or "refused" with the reasons."""
    regulation = law.regulation(letter.regulation)
    at = _ARTICLES[letter.regulation]
    apart, complaint, person, secret = (
        regulation.cite(article) for article in (at.apart, at.complaint, at.person, at.secret)
    )
    refusals = (
        *(Reason(text) for text in _not_now(letter)),
        *(Reason(text, apart, field) for text, field in _words(letter, division)),
        *(Reason(text, complaint, "requests") for text in _requests(letter, division)),
        *(Reason(text, "", field) for text, field in _files(letter, division)),
        *(Reason(text, person) for text in _person(letter)),
        *(Reason(text, secret, "anonymous") for text in _anonymity(letter, division)),
    )
    told = Reason("投诉与举报分别处理，各自计算期限。", apart)
    return Decision.check(refusals, told, Reason("向被投诉人只提供组织调解所必需的信息。", secret))


def _not_now(letter: Letter) -> Iterator[str]:
    if letter.divided:
        yield "本件已经分开办理，不能再分。"
    if letter.placed_on is not None or letter.decided:
        # 第九条 knows no such order; what both halves contain is handled separately all the same.
        yield (
            "本件已经确认管辖或者作出决定：本局要求先分开、后定管辖；"
            "另有投诉或者举报内容的，请另行登记，一样分别处理。"
        )


def _words(letter: Letter, division: Division) -> Iterator[tuple[str, str]]:
    for track, words, field in (
        (letter.track, division.words_here, "words_here"),
        (other_track(letter.track), division.words_other, "words_other"),
    ):
        if not words.strip():
            yield f"请写明{track.label}部分的内容。", field


def _requests(letter: Letter, division: Division) -> Iterator[str]:
    # 投诉 is a request to resolve a dispute: without one there is nothing to take apart as a complaint.
    if letter.track is Track.REPORT and not any(request.strip() for request in division.requests):
        yield "请写明投诉请求：没有请求解决消费争议的，不是投诉。"


def _files(letter: Letter, division: Division) -> Iterator[tuple[str, str]]:
    for chosen, field in ((division.files_here, "files_here"), (division.files_other, "files_other")):
        if chosen - letter.files:
            yield "所选材料不在本件之内，请重新选择。", field
    left = letter.files - division.files_here - division.files_other
    if left:
        yield f"还有{len(left)}份材料没有归入任何一方：提交的材料不能丢失，请选择归属。", "files_here"


def _person(letter: Letter) -> Iterator[str]:
    if letter.track is Track.REPORT and not letter.reachable:
        yield "匿名且没有联系方式的举报不能分出投诉：投诉人应当提供姓名、电话号码、通讯地址。"


def _anonymity(letter: Letter, division: Division) -> Iterator[str]:
    if division.anonymous and letter.track is Track.REPORT and letter.named:
        yield "本件已经登记为实名举报，分开时不改为匿名（本局要求）；举报人的信息依法保密。"
