"""What may be the same dispute again, hinted while an officer types; a hint decides nothing.

Complaints are compared with complaints and reports with reports: who handles a complaint must not learn
that its author reports (令121 第三十七条, 令20 第三十三条). For the same reason a person is looked up among
complaints only. Nothing is hinted from beyond the officer's reach.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from xiaobao.docket import search
from xiaobao.docket.facts import RECENT
from xiaobao.docket.models import Matter, Party, Submission
from xiaobao.docket.people import one_line, plain_phone
from xiaobao.docket.queries import hidden, visible
from xiaobao.documents.redaction import scrub
from xiaobao.rules.workflow import State, Track
from xiaobao.staff.permissions import Authority
from xiaobao.vault.identities import Person, person_index

MOST = 5
# House settings, for a hint only: so much of the shorter text in common, so many to compare at all.
NEAR = 0.5
_CANDIDATES = 40
_LOOKED_AT = 400
_SHORTEST_NAME = 3
_SHORTEST_TEXT = 12
_PASSAGE = 8
_RUNS = 3
_LEGAL_FORM = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|公司)$")


@dataclass(frozen=True, slots=True)
class Hint:
    """An earlier matter that may be the same dispute, and why it is shown."""

    matter_id: int
    number: str
    received_on: date
    state_label: str
    subject: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Likeness:
    person: bool
    respondent: bool
    text: float

    @property
    def rank(self) -> tuple[int, float]:
        return (2 * self.person + 2 * (self.text >= NEAR) + self.respondent, self.text)


def hints(
    officer: Authority,
    *,
    respondent: str,
    name: str = "",
    phone: str = "",
    text: str = "",
    today: date,
    but: int | None = None,
    kind: str = Track.COMPLAINT.value,
) -> tuple[Hint, ...]:
    """Return at most five matters of the same ``kind`` that may be the same dispute, likeliest first.

    Anything may be blank or half typed. ``but`` is the matter at hand. Without the same person or like words
    a respondent is hinted only for what came within the last year before ``today``.
    """
    within = visible(officer).filter(kind=kind).exclude(pk__in=[] if but is None else [but])
    # Left out before anything is cut to a number: what must not be known of takes no place from the others.
    unknown = [row["pk"] for row in hidden(officer)]
    same_person = _same_person(within, name, phone) if kind == Track.COMPLAINT else frozenset()
    same_respondent = _same_respondent(within, respondent, unknown)
    # What is stored has its people masked: what is typed meets it in the same dress.
    text = scrub(text, names=(name,))
    words = _grams(text)
    like = _like(within, text, unknown) if words else frozenset()
    texts = _texts(same_person | same_respondent | like) if words else {}
    found = {
        key: _Likeness(key in same_person, key in same_respondent, _shared(words, _grams(texts.get(key, ""))))
        for key in same_person | same_respondent | like
    }
    told = {key: likeness for key, likeness in found.items() if any(likeness.rank)}
    return _told(within, told, today)


def plain_name(name: str) -> str:
    """Return a name as it is compared: half-width, without brackets, blanks and the legal form."""
    plain = "".join(_pieces(name))
    return _LEGAL_FORM.sub("", plain) or plain


def _pieces(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", name).casefold())


def _same_person(within: QuerySet[Matter], name: str, phone: str) -> frozenset[int]:
    index = person_index(Person(name=one_line(name), phone=plain_phone(phone)))
    if not index:
        return frozenset()
    found = Party.objects.filter(identity__person_index=index)
    return _within(within, found.order_by("-matter_id").values_list("matter_id", flat=True)[:_LOOKED_AT])


def _same_respondent(within: QuerySet[Matter], respondent: str, unknown: Sequence[int]) -> frozenset[int]:
    wanted = plain_name(respondent)
    if len(wanted) < _SHORTEST_NAME:
        return frozenset()
    pattern = "%".join(_pieces(_LEGAL_FORM.sub("", unicodedata.normalize("NFKC", respondent).strip())))
    # Letters and digits may be stored full-width: any character stands in for them, then names are compared.
    pattern = re.sub(r"[a-z0-9]", "_", pattern)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name FROM docket_enterprise WHERE name LIKE %s", [f"%{pattern}%"])
        shops = [key for key, name in cursor.fetchall() if wanted in plain_name(name)]
    found = Matter.objects.filter(respondent_id__in=shops[:_LOOKED_AT]).exclude(pk__in=unknown)
    return _within(within, found.order_by("-id").values_list("id", flat=True)[:_LOOKED_AT])


def _within(within: QuerySet[Matter], keys: Iterable[int]) -> frozenset[int]:
    """Return the newest of these that the officer sees; looked up by key, whatever the planner prefers."""
    found = within.filter(pk__in=list(keys)).order_by("-id")
    return frozenset(found.values_list("id", flat=True)[:_CANDIDATES])


def _like(within: QuerySet[Matter], text: str, unknown: Sequence[int]) -> frozenset[int]:
    """Return the newest that hold one of a few passages of the text word for word."""
    phrases = [search.tokens(passage).strip() for passage in _passages(text)]
    if not phrases:
        return frozenset()
    found = search.newest(phrases, _LOOKED_AT + len(unknown))
    return _within(within, [key for key in found if key not in unknown][:_LOOKED_AT])


def _passages(text: str) -> list[str]:
    """Return the beginning and the end of the longest runs of characters without punctuation or figures."""
    runs = sorted(re.findall(rf"[^\W\d_]{{{_PASSAGE},}}", text), key=len, reverse=True)[:_RUNS]
    return [passage for run in runs for passage in dict.fromkeys((run[:_PASSAGE], run[-_PASSAGE:]))]


def _texts(keys: Iterable[int]) -> dict[int, str]:
    return dict(Submission.objects.filter(matter_id__in=keys).values_list("matter_id", "content"))


def _grams(text: str) -> frozenset[str]:
    """Return every three neighbouring characters, punctuation and blanks left out."""
    plain = "".join(_pieces(text))
    if len(plain) < _SHORTEST_TEXT:
        return frozenset()
    return frozenset(plain[place : place + 3] for place in range(len(plain) - 2))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of the shorter text the longer one holds, 0 to 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _told(within: QuerySet[Matter], found: dict[int, _Likeness], today: date) -> tuple[Hint, ...]:
    fresh = Q(received_on__gt=today - RECENT)
    weak = [key for key, likeness in found.items() if likeness.rank[0] < 2]
    matters = within.filter(pk__in=found).exclude(Q(pk__in=weak) & ~fresh)
    ordered = sorted(matters, key=lambda matter: (found[matter.pk].rank, matter.received_at), reverse=True)
    return tuple(_hint(matter, found[matter.pk], today) for matter in ordered[:MOST])


def _hint(matter: Matter, likeness: _Likeness, today: date) -> Hint:
    days = (today - matter.received_on).days
    why = [
        "同一投诉人（姓名、电话一致）" if likeness.person else "",
        "被投诉举报人名称相同或者相近" if likeness.respondent else "",
        f"内容相近（约{likeness.text:.0%}相同）" if likeness.text >= NEAR else "",
        f"{days}天前收到" if days > 0 else "今天收到",
    ]
    return Hint(
        matter_id=matter.pk,
        number=matter.number,
        received_on=matter.received_on,
        state_label=State(matter.state).label,
        subject=matter.subject,
        why=tuple(reason for reason in why if reason),
    )
