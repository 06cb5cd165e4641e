"""An enterprise reaches its own complaints and nothing else: no address, search, count or export leads out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver

from tests import cast
from tests.docket.settling_cast import partner_does
from tests.portal.conftest import ELSE_SAID, Bazaar
from xiaobao.docket.actions.hand_in import hand_in
from xiaobao.docket.models import Attachment, Diversion, Exchange, Matter, Partner, Seat
from xiaobao.docket.own_cases import STATES
from xiaobao.portal.views.partner import DEEDS
from xiaobao.vault.models import AuditEntry

WHO = ("林晓禾", "13900000001", "沈一帆", "13900000011", "周喆", "13900000002")
"""Nobody's name or phone stands on any page before the consumer agrees."""
FILLED = {"matter_id": 1, "party_id": 1, "order_id": 1, "form": "pdf", "act": "accept", "channel": "email"}


def addresses(room: str) -> list[URLPattern]:
    """Every address of one room, as the house knows it."""
    (found,) = (
        one for one in get_resolver().url_patterns if one.urlconf_name.__name__ == f"xiaobao.{room}.urls"
    )
    return list(found.url_patterns)


def filled(pattern: URLPattern, **given: Any) -> str:
    """One address with something in every place."""
    route = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        sort = type(converter).__name__.removesuffix("Converter").lower()
        known = given.get(name, FILLED.get(name, 1 if sort == "int" else "x"))
        route = route.replace(f"<{sort}:{name}>", str(known))
    return f"/{route}"


def walk(bazaar: Bazaar, diversion: int, exchange: int) -> Iterator[tuple[URLPattern, str]]:
    """Every address of enterprises about one complaint and one file, each act's among them."""
    for pattern in addresses("portal"):
        if "diversion_id" in pattern.pattern.converters:
            for act in DEEDS if "act" in pattern.pattern.converters else ("",):
                yield pattern, filled(pattern, diversion_id=diversion, exchange_id=exchange, act=act)


def body(answer: Any) -> str:
    """What an answer says; a workbook unpacked."""
    data = answer.getvalue() if answer.streaming else answer.content
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = b"\n".join(parts.read(name) for name in parts.namelist())
    return data.decode("utf-8", "replace")


def plain(answer: Any) -> str:
    """The same without what is drawn anew each time."""
    return "\n".join(line for line in body(answer).splitlines() if "csrfmiddlewaretoken" not in line)


def test_another_ones_complaint_answers_like_one_that_does_not_exist(bazaar: Bazaar) -> None:
    client, theirs, version = bazaar.client(), bazaar.others, bazaar.others.version
    absent = {one.name: plain(client.get(address)) for one, address in walk(bazaar, 99_999, 99_999)}
    for pattern, address in walk(bazaar, theirs.pk, bazaar.file.pk):
        sent = {"version": version, "text": "好", "words": "好", "terms": "好", "what": "好"}
        refused = (404, 405) if pattern.name in ("contact", "matter", "evidence") else (404,)
        for answer in (client.get(address), client.post(address, sent)):
            assert answer.status_code in refused, address
            assert theirs.matter.number not in body(answer)
        assert plain(client.get(address)) == absent[pattern.name]
    theirs.refresh_from_db()
    assert (theirs.version, theirs.ending, theirs.exchanges.count()) == (version, "", 2)
    rows = AuditEntry.objects.filter(actor=bazaar.own.user).exclude(act="sign_in")
    assert set(rows.values_list("act", "result", "post")) == {
        ("access.refused", "refused", bazaar.own.partner.name)
    }
    assert f"diversion:{theirs.pk}" in set(rows.values_list("subject", flat=True))


def test_a_file_opens_with_its_own_complaint_only(bazaar: Bazaar) -> None:
    mine, theirs = bazaar.diversion.pk, bazaar.others.pk
    assert bazaar.client().get(f"/partner/matters/{mine}/files/{bazaar.file.pk}/").status_code == 404
    assert bazaar.client().get(f"/partner/matters/{theirs}/files/{bazaar.file.pk}/").status_code == 404
    given = bazaar.client(bazaar.other).get(f"/partner/matters/{theirs}/files/{bazaar.file.pk}/")
    assert (given.status_code, body(given)) == (200, "换机单一份")


def test_what_else_was_handed_in_on_the_matter_is_not_theirs(bazaar: Bazaar, officers) -> None:
    partner_does(hand_in, bazaar.diversion, bazaar.own, files=[("a.txt", "退款单".encode())], what="退款单")
    kept = Attachment.objects.get(matter=bazaar.diversion.matter)
    Attachment.objects.create(
        **{
            field: getattr(kept, field)
            for field in (
                "matter",
                "shown_name",
                "file_name",
                "content_type",
                "size",
                "sha256",
                "stored",
                "added_at",
                "added_by",
            )
        }
    )
    client, key = bazaar.client(), bazaar.diversion.pk
    shown = Exchange.objects.get(diversion=key, kind="evidence")
    assert client.get(f"/partner/matters/{key}/files/{shown.pk}/").status_code == 200
    assert client.get(f"/partner/matters/{key}/files/{shown.pk + 1}/").status_code == 404
    assert client.get(f"/attachments/{kept.pk}/").status_code == 404


def test_no_search_count_page_or_export_tells_of_anybody_elses(bazaar: Bazaar) -> None:
    mine, theirs = bazaar.diversion.matter.number, bazaar.others.matter.number
    client = bazaar.client()
    views = ["/partner/card/?days=365", *(f"/partner/?state={state}" for state in STATES)]
    before = {view: plain(client.get(view)) for view in views}
    assert all(theirs not in page and ELSE_SAID not in page for page in before.values())
    assert mine in before["/partner/?state=open"]
    for typed in (theirs, theirs[-4:], "湖消", str(bazaar.others.pk)):
        page = body(client.get("/partner/", {"number": typed}))
        assert theirs not in page.replace(f'value="{typed}"', "")
    for sent in ({}, {"state": "all"}, {"number": theirs}):
        assert theirs not in body(client.post("/partner/export/", sent))
    assert mine in body(client.post("/partner/export/", {}))
    third = Partner.objects.create(kind="odr", code="third", name="第三家", office=bazaar.own.partner.office)
    Diversion.objects.filter(pk=bazaar.others.pk).update(partner=third)
    assert {view: plain(client.get(view)) for view in views} == before


def test_an_export_holds_no_name_no_words_and_no_formula(bazaar: Bazaar) -> None:
    Matter.objects.filter(pk=bazaar.diversion.matter_id).update(number="=1+2")
    text = body(bazaar.client().post("/partner/export/", {}))
    assert "=1+2" in text
    assert "<f>" not in text
    assert not any(part in text for part in (*WHO, "酸奶"))
    assert AuditEntry.objects.latest("id").act == "settling.exported"


def test_no_address_of_the_bureau_opens_for_somebody_from_outside(bazaar: Bazaar) -> None:
    client = bazaar.client()
    patterns = addresses("desk")
    assert len(patterns) > 60
    for pattern in patterns:
        address = filled(pattern, matter_id=bazaar.diversion.matter_id)
        for answer in (client.get(address), client.post(address, {"language": "en"})):
            assert answer.status_code == 404, address
            assert "PTL-404" in body(answer)
    assert client.get("/partner/").status_code == 200


def test_a_post_cannot_be_given_to_somebody_from_outside(bazaar: Bazaar, rulebook) -> None:
    from xiaobao.staff.appoint import AppointmentRefused, appoint

    with pytest.raises(AppointmentRefused, match="不能任本局的岗位"):
        appoint(
            username="yuanqing",
            name="袁青",
            office="huli",
            post="handler",
            since=cast.TODAY,
            locality=rulebook.locality,
        )


@pytest.mark.parametrize("ends", ["seat", "account", "person"])
def test_who_has_no_seat_any_more_is_out_with_the_next_request(bazaar: Bazaar, ends: str) -> None:
    client = bazaar.client()
    assert client.get("/partner/").status_code == 200
    if ends == "seat":
        Seat.objects.filter(user=bazaar.own.user).update(until=cast.TODAY)
    if ends == "account":
        Partner.objects.filter(pk=bazaar.own.partner.pk).update(closed_on=cast.TODAY)
    if ends == "person":
        type(bazaar.own.user).objects.filter(pk=bazaar.own.user.pk).update(is_active=False)
    for address in ("/partner/", f"/partner/matters/{bazaar.diversion.pk}/"):
        answer = client.get(address)
        assert answer.status_code in (302, 403)
        assert bazaar.diversion.matter.number not in body(answer)
    assert client.get("/partner/")["Location"].startswith("/partner/sign-in/")


def test_a_report_never_appears_whatever_a_row_says(bazaar: Bazaar) -> None:
    forged = Diversion.objects.create(
        matter_id=bazaar.report, partner=bazaar.own.partner, way="odr", asked_how="web", diverted_at=cast.NOON, due_on=date(2026, 6, 1), derivation="",
    )  # fmt: skip
    client, number = bazaar.client(), Matter.objects.get(pk=bazaar.report).number
    pages = [client.get(f"/partner/{query}") for query in ("", "?state=all", f"?number={number[-6:]}")]
    pages += [client.post("/partner/export/", {"state": "all"}), client.get(f"/partner/matters/{forged.pk}/")]
    assert all(number not in body(page).replace(number[-6:], "") for page in pages)
    assert pages[-1].status_code == 404


def test_nobody_is_named_anywhere_before_the_consumer_agrees(bazaar: Bazaar) -> None:
    bazaar.does("contact", text="您好，我是袁青，电话13900000066。")
    bazaar.does("claim", terms="林晓禾同意退货，电话13900000001。", amount="36.50")
    bazaar.consumer_does("answer", text="我是林晓禾，打我13900000001。")
    key, client, consumer = bazaar.diversion.pk, bazaar.client(), bazaar.consumer()
    version = bazaar.now().version
    said = [body(client.get(address)) for _pattern, address in walk(bazaar, key, 1)]
    said += [
        body(client.post(f"/partner/matters/{key}/person/", {"version": version})),
        body(client.post("/partner/export/", {})),
    ]
    said += [
        body(client.get(address))
        for address in ("/partner/", "/partner/?state=all", "/partner/card/", "/partner/password/")
    ]
    said += [
        body(consumer.get(f"/public/{page}/"))
        for page in ("", "progress", "lodged", "look", "partners", "shops", "lodge")
    ]
    assert [word for page in said for word in (*WHO, "13900000066") if word in page] == []
    assert "酸奶" in "".join(said)


def test_only_the_button_shows_the_person_and_each_press_is_on_record(bazaar: Bazaar) -> None:
    key, client = bazaar.diversion.pk, bazaar.client()
    bazaar.consumer_does("share")
    pages = [body(client.get(address)) for _pattern, address in walk(bazaar, key, 1)]
    assert not any(word in page for page in pages for word in WHO)
    shown = client.post(f"/partner/matters/{key}/person/", {"version": bazaar.now().version})
    assert "林晓禾" in body(shown)
    assert "13900000001" in body(shown)
    assert "no-store" in shown["Cache-Control"]
    entry = AuditEntry.objects.latest("id")
    assert (entry.act, entry.actor_id) == ("settling.shown", bazaar.own.user.pk)
    bazaar.does("refuse", words="不愿意。")
    assert (
        client.post(f"/partner/matters/{key}/person/", {"version": bazaar.now().version}).status_code == 409
    )
