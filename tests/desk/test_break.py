"""Whatever is sent to a screen, it answers: with the act done, with a sentence, or as if nothing were there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tests import cast
from tests.desk.acts import CHAINS, GIVEN, Doing
from xiaobao.desk.acts import ACTS
from xiaobao.docket.models import Attachment, Consent, Distribution, Event, Matter, Party, Service, Visit
from xiaobao.rules.workflow import Act

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_home", "noon")]
NASTY = (
    "\x00\x01\x1b[2J甲\u202e乙\ufeff\u2028丙",
    "9" * 400,
    "-1",
    "²",
    "1e5",
    "NaN",
    "0001-01-01",
    "9999-12-31T23:59",
    "2026-13-45",
    "1-2-3",
    "𠮷😀" * 3000,
    "<script>alert(1)</script>{{ 7*7 }}{% x %}%(a)s%s",
)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
Begin = Callable[..., Doing]


@pytest.fixture
def doing(register, signed_in) -> Begin:
    """Start a matter and hand over what officers do with it."""

    def begin(**changes: Any) -> Doing:
        kind = changes.pop("kind", "complaint")
        row = cast.report(**changes) if kind == "report" else cast.complaint(**changes)
        return Doing(register(row), signed_in)

    return begin


@pytest.fixture
def two(doing: Begin) -> tuple[Doing, Doing]:
    """Two accepted complaints of one station."""
    other = {"external_id": "13502062026051800000099", "digest": b"other".ljust(16)}
    both = doing(), doing(**other)
    for one in both:
        one.accept()
    return both


@pytest.mark.parametrize("act", CHAINS, ids=str)
def test_nothing_typed_breaks_a_form_or_its_preview(act: Act, doing: Begin) -> None:
    chain, officer, changes = CHAINS[act]
    one = doing(**changes)
    if act is Act.RETURN:
        Distribution.objects.create(matter_id=one.matter, sender="厦门市市场监督管理局", number="1")
    for step in chain:
        one.do(step)
    version = str(one.version())
    names = {*GIVEN[act], *ACTS[act].form.base_fields, "once", "in", "draft"} - {"version"}
    answers = set()
    for value in NASTY:
        for end in ("", "preview/"):
            data = {"version": version, **{name: [value] * 2 for name in names}}
            with transaction.atomic():
                address = f"/matters/{one.matter}/acts/{act.value}/{end}"
                answers.add(one.client(officer).post(address, data).status_code)
                transaction.set_rollback(True)
    assert answers <= {200, 302, 409, 422}


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 30, "9999"])
def test_a_forged_version_does_nothing(version: str, doing: Begin) -> None:
    one = doing()
    one.accept()
    address = f"/matters/{one.matter}/acts/consent/"
    answer = one.client("chensiyuan").post(address, {**GIVEN[Act.CONSENT], "version": version})
    assert answer.status_code in (409, 422)
    assert Consent.objects.count() == 0


@pytest.mark.parametrize("code", ["register", "file", "nothing", "accept%00", "note"])
def test_a_forged_act_looks_absent(code: str, doing: Begin) -> None:
    one = doing()
    address = f"/matters/{one.matter}/acts/{code}/"
    assert one.client("chensiyuan").get(address).status_code == 404
    assert one.client("chensiyuan").post(address, {"version": "1"}).status_code == 404
    assert one.client("chensiyuan").post(f"{address}preview/", {}).status_code == 404


def test_what_belongs_to_another_matter_is_refused_and_not_named(two: tuple[Doing, Doing]) -> None:
    mine, theirs = two
    for one in two:
        attached = {"files": [SimpleUploadedFile("a.png", PNG)], "what": f"{one.matter}号小票"}
        one.client("chensiyuan").post(f"/matters/{one.matter}/acts/attach/", attached)
    document = Matter.objects.get(pk=theirs.matter).documents.get()
    addressee = document.addressees.get()
    own = Matter.objects.get(pk=mine.matter).documents.get()
    party = Party.objects.filter(matter=theirs.matter).first()
    file = Attachment.objects.get(matter=theirs.matter)
    assert party is not None
    forged: list[tuple[Act, str, dict[str, Any]]] = [
        (Act.SERVE, "chensiyuan", {"to": f"{document.pk}-{addressee.pk}"}),
        (Act.SERVE, "chensiyuan", {"to": f"{own.pk}-{addressee.pk}"}),
        (Act.VOID, "suming", {"document_id": str(document.pk)}),
        (Act.CONSENT, "chensiyuan", {"party": str(party.pk), "side": "nobody"}),
        (Act.APPOINT_AGENT, "chensiyuan", {"principal_id": str(party.pk)}),
        (Act.LEAD, "chensiyuan", {"files": [str(file.pk)]}),
        (Act.MEDIATE, "chensiyuan", {"session_id": "77"}),
        (Act.SETTLE, "chensiyuan", {"consented": [str(party.pk)]}),
    ]
    before = Event.objects.count()
    for act, officer, change in forged:
        answer = mine.post(act, officer, {**GIVEN[act], **change})
        page = answer.content.decode()
        assert answer.status_code == 422, act
        assert document.number not in page
        assert f"{theirs.matter}号小票" not in page
    assert Event.objects.count() == before
    assert Service.objects.count() == 0


def test_a_visit_counts_for_no_sample_the_matter_was_not_drawn_into(doing: Begin) -> None:
    one = doing()
    for step in CHAINS[Act.VISIT][0]:
        one.do(step)
    page = one.client("chensiyuan").get(f"/matters/{one.matter}/acts/visit/", {"sample": "77"})
    assert page.status_code == 200
    one.post(Act.VISIT, "chensiyuan", {**GIVEN[Act.VISIT], "sample_id": "77"})
    assert [visit.sample_id for visit in Visit.objects.all()] in ([], [None])


def test_an_officer_of_another_station_reaches_nothing(doing: Begin, register) -> None:
    away = register(
        cast.complaint(
            office_name="禾山市场监督管理所", external_id="13502062026051800000055", digest=b"away".ljust(16)
        )
    )
    one = doing()
    client = one.client("chensiyuan")
    addresses = [f"/matters/{away}/", f"/matters/{away}/accept/", f"/matters/{away}/decline/"]
    addresses += [f"/matters/{away}/acts/{act.value}/" for act in ACTS]
    for address in addresses:
        assert client.get(address).status_code == 404, address
        if address != addresses[0]:
            assert client.post(address, {"version": "1"}).status_code == 404, address
    assert Event.objects.filter(matter=away).count() == 1
