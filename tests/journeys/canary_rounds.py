"""Every role at every address: all that the bureau answers, kept for looking through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import get_resolver
from django.utils import timezone

from tests import cast
from tests.journeys.canary import Sieve
from tests.journeys.canary_handbook_law import lawful
from tests.journeys.canary_handbook_library import library, nominate_what_is_closed
from tests.journeys.canary_handbook_reading import reading
from tests.journeys.canary_handbook_writing import write_a_draft, writing
from tests.journeys.canary_handlers import handling
from tests.journeys.canary_house import NOBODY, ROLES, House
from tests.journeys.canary_mined import link_everybody, mined
from tests.journeys.canary_mining import find_everywhere, mining
from tests.journeys.canary_tiers import keep_key_enterprise, tiers
from xiaobao.desk.models import SavedView
from xiaobao.docket.models import (
    Attachment,
    Document,
    Heartbeat,
    HeldChange,
    ImportBatch,
    Matter,
    Partner,
    Party,
    PromisingShop,
    RegisterPaper,
    Release,
    Reward,
    RuleChange,
    Sample,
    SupervisionOrder,
)
from xiaobao.docket.order_page import DEEDS
from xiaobao.docket.queries import within_reach
from xiaobao.rules.workflow import Act, knows

READERS = ("chensiyuan", "shupei", NOBODY)
TEXTS = ("text/", "application/json")
READING: tuple[tuple[str, dict[str, str]], ...] = (
    ("/lookup/", {"phone": "13900000012"}),
    (
        "/register/hints/",
        {
            "kind": "report",
            "respondent_name": "厦门青禾生鲜超市有限公司",
            "content": "酸奶超过保质期仍在销售",
        },
    ),
    ("/printing/", {"in": "open=all"}),
    ("/audit/export/", {"query": "", "form": "csv"}),
    ("/audit/export/", {"query": "", "form": "xlsx"}),
    ("/audit/verify/", {}),
    ("/bulk/", {"step": "check"}),
    ("/samples/", {"since": "2026-05-01", "until": "2026-05-20", "size": "20", "seed": "7"}),
    ("/views/", {"name": "逾期", "query": "due=overdue"}),
)
"""What is sent to be answered and not to be kept."""
ALWAYS = (
    *(
        "/",
        "/sign-in/",
        "/sign-out/",
        "/healthz",
        "/imports/",
        "/held/",
        "/register/",
        "/bulk/",
        "/printing/",
    ),
    *(
        "/samples/",
        "/audit/",
        "/rewards/",
        "/rewards/pay/",
        "/confirm/",
        "/lookup/",
        "/releases/",
        "/drafts/",
    ),
    *("/messages/", "/messages/?shown=all", "/messages/unread/", "/messages/acknowledge/", "/contact/"),
    *("/contact/preference/", "/contact/email/", "/contact/email/try/"),
    *("/orders/", "/orders/?state=all", "/?ordered=open"),
    *("/board/", "/board/?board=office", "/board/?board=mine", "/board/?office=huli", "/wall/"),
    *("/rules/", "/rules/new/", "/rules/new/?what=file", "/rules/provisional/"),
    *("/assign/", "/assign/?to=huli", "/rules/new/?what=routing"),
    *("/partner/", "/partner/sign-in/", "/partner/sign-out/", "/partner/password/", "/partner/card/"),
    *("/partner/export/", "/partner/matters/1/", "/partner/matters/1/person/", "/partner/matters/1/claim/"),
    *("/partner/matters/1/files/1/", "/public/", "/public/language/", "/public/partners/", "/public/shops/"),
    *("/public/lodge/", "/public/lodged/", "/public/look/", "/public/progress/", "/public/progress/answer/"),
    *("/public/progress/files/1/", "/public/leave/"),
    *(
        "/partners/",
        "/partners/new/",
        "/partners/league/?period=year",
        "/partners/league/export/?period=year",
    ),
    *(
        "/shops/",
        "/shops/?state=all",
        "/shops/new/",
        "/?partner=odr-01&open=all",
        "/?settling=before&open=all",
    ),
    *("/views/", "/audit/verify/", "/audit/export/", "/language/", "/register/hints/", "/drafts/drop/"),
)
HANDLER = cast.CHEN_SIYUAN.username
A_COMPLAINTS = "a complaint's documents and files, to who may see the complaint"
PRINTED = "the letters of complaints, printed together"
REFUSED = "the rows of an export that were refused, to who takes exports in"
SEARCHES = (
    "open=all",
    "open=all&text=酸奶",
    "kind=report&open=all",
    "in=open%3Dall",
    "act=matter&result=done",
)


@dataclass
class Answers:
    """What came back: pages, heads (with cookies) and files, each in a sieve; ``names`` are the addresses seen.

    What comes from one of the places that may name a person lies apart, by place.
    """

    pages: Sieve = field(default_factory=Sieve)
    heads: Sieve = field(default_factory=Sieve)
    files: Sieve = field(default_factory=Sieve)
    allowed: dict[str, Sieve] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)

    def keep(self, role: str, way: str, address: str, answer: Any, cell: str = "") -> None:
        """Put one answer where it belongs; ``cell`` names the place that may name a person."""
        where = f"{role} {way} {address} {answer.status_code}"
        body = answer.getvalue() if answer.streaming else answer.content
        plain = answer.headers.get("Content-Type", "").startswith(TEXTS)
        sieve = self.allowed.setdefault(cell, Sieve()) if cell else self.pages if plain else self.files
        sieve.add(where, body, text=plain)
        heads = [f"{name}: {value}" for name, value in answer.headers.items()]
        heads += [f"{name}={cookie.value}" for name, cookie in answer.cookies.items()]
        self.heads.add(where, "\n".join(heads), text=True)
        found = getattr(answer, "resolver_match", None)
        self.names.add((found.url_name if found else "") or "")
        self.counts[role, answer.status_code] += 1


def names_of_all() -> set[str]:
    """Return the name of every address the house knows."""
    return {one.name for pattern in get_resolver().url_patterns for one in pattern.url_patterns}


def go_round(house: House) -> Answers:
    """Let every role ask everything."""
    answers, now = Answers(), timezone.now()
    keep_key_enterprise(house)
    nominate_what_is_closed(house)
    write_a_draft(house)
    find_everywhere()
    link_everybody()
    Heartbeat.objects.update_or_create(job="tick", defaults={"started_at": now, "finished_at": now})
    for role in ROLES:
        client = house.client(role)
        for address in (*ALWAYS, *_things(house, role), *_acts(house, role)):
            answers.keep(role, "GET", address, client.get(address), cell_of(address))
        for address, sent in READING:
            answers.keep(role, "POST", address, client.post(address, sent), cell_of(address))
        for address in (f"{page}?{search}" for search in SEARCHES for page in ("/", "/audit/")):
            answers.keep(role, "GET", address, client.get(address))
    return answers


def cell_of(address: str) -> str:
    """Return which of the places that may name a person this is; empty for all others."""
    place, _slash, key = address.strip("/").partition("/")
    number = int(key.split("/")[0]) if key[:1].isdecimal() else 0
    model = {"documents": Document, "attachments": Attachment}.get(place)
    if model and model.objects.filter(pk=number, matter__kind="complaint").exists():
        return A_COMPLAINTS
    return PRINTED if address == "/printing/" else REFUSED if address.endswith("/rejects/") else ""


def _things(house: House, role: str) -> Iterator[str]:
    """Yield where everything there is is shown, in reach or not; what is behind a gate, of some lives."""
    for key in _keys(Matter.objects):
        yield f"/matters/{key}/"
        documents, attachments = (_keys(model.objects.filter(matter=key)) for model in (Document, Attachment))
        # Of what is out of reach, one of a kind.
        few = None if role != NOBODY and within_reach(house.officers[role], key) else 1
        yield from (f"/documents/{one}/{form}/" for one in documents[:few] for form in _forms(role, one))
        yield from (f"/attachments/{one}/" for one in attachments[:few] if _turn(role, one))
    for life in ("filed", "insider", "half", "exported"):
        yield from _gates(house.lives[life])
    yield from (*_beside(), *tiers(), *handling(), *library(), *writing(), *mining(), *mined())
    # What the handbook and the law say is nobody's: it reads the same for all who may read it.
    yield from (*reading(), *lawful()) if role in READERS else ()


def _gates(matter: int) -> Iterator[str]:
    """Yield where one is asked what for, or refused."""
    page, person = f"/matters/{matter}", Party.objects.filter(matter=matter).latest("pk").pk
    yield from (f"{page}/original/", f"{page}/people/{person}/", f"{page}/people/{person}/release/")
    yield from (
        f"{page}/{more}/"
        for more in ("orders/new", "notes", "breach", "next", "accept", "decline", "acts/check/preview")
    )
    yield f"/rewards/cases/{matter}/"
    yield from (
        f"/documents/{key}/pdf/original/" for key in _keys(Document.objects.filter(matter=matter))[:1]
    )
    yield from (
        f"/attachments/{key}/original/" for key in _keys(Attachment.objects.filter(matter=matter))[:1]
    )


def _beside() -> Iterator[str]:
    """Yield where what stands beside the matters is shown."""
    for key in _keys(ImportBatch.objects):
        yield from (f"/imports/{key}/", f"/imports/{key}/rejects/")
    for key in _keys(Reward.objects):
        yield f"/rewards/{key}/"
        yield from (f"/rewards/{key}/{part}/" for part in ("identity", "decide", "code", "notice"))
    for key in _keys(SupervisionOrder.objects):
        yield from (f"/orders/{key}/", *(f"/orders/{key}/{act}/" for act in DEEDS))
    for key in _keys(RuleChange.objects):
        yield from (
            f"/rules/{key}/",
            *(f"/rules/{key}/{part}" for part in ("decide/", "moves.csv", "moves.xlsx")),
        )
    yield from _registers()
    yield from (f"/samples/{key}/" for key in _keys(Sample.objects))
    yield from (f"/releases/{key}/" for key in _keys(Release.objects))
    yield from (f"/held/{key}/" for key in _keys(HeldChange.objects))
    yield from (f"/views/{key}/delete/" for key in _keys(SavedView.objects))


def _registers() -> Iterator[str]:
    """Yield where partners and promising shops are shown, one at least: its address answers without any too."""
    for key in _keys(Partner.objects)[:2] or [1]:
        acts = ("amend", "open", "close", "seats", "papers", "seats/1/end", "seats/1/password")
        yield from (f"/partners/{key}/", *(f"/partners/{key}/{act}/" for act in acts))
    for key in _keys(PromisingShop.objects)[:2] or [1]:
        yield from (f"/shops/{key}/", f"/shops/{key}/amend/", f"/shops/{key}/end/")
    yield from (f"/register-papers/{key}/" for key in _keys(RegisterPaper.objects)[:2] or [1])


def _turn(role: str, number: int) -> bool:
    """Whether it is this role's turn: who handles the reports asks for everything, each other for a third."""
    return role == HANDLER or (number + ROLES.index(role)) % 3 == 0


def _forms(role: str, document: int) -> tuple[str, ...]:
    """Return in which form a role takes a document."""
    return ("docx", "pdf") if role == HANDLER else ("pdf",) if _turn(role, document) else ()


def _acts(house: House, role: str) -> Iterator[str]:
    """Yield the forms of the acts, each on one of the lives in turn; for who handles them on two."""
    lives = [house.lives[name] for name in ("filed", "insider", "half", "nameless", "old", "exported")]
    for place, act in enumerate(act for act in Act if knows("report", act)):
        turn = (place + ROLES.index(role)) % len(lives)
        for key in lives[:2] if role == HANDLER else lives[turn : turn + 1]:
            if _turn(role, place):
                yield f"/matters/{key}/acts/{act.value}/"


def _keys(found: Any) -> list[int]:
    return list(found.order_by("pk").values_list("pk", flat=True))
