"""Who asks for what is out of reach, or not for the post, leaves a row; the answer says no more than before."""

from __future__ import annotations

import pytest

from tests import cast
from tests.vault.tampering import flaws
from xiaobao.vault.models import AuditEntry


def refusals():
    found = AuditEntry.objects.filter(act="access.refused").order_by("id")
    return [(row.actor_name, row.post, row.subject, row.result, row.detail["code"]) for row in found]


def test_a_matter_out_of_reach_is_recorded_like_one_that_is_not_there(signed_in, register):
    key = register(cast.report())
    client = signed_in("lian")
    answers = [client.get(f"/matters/{number}/", REMOTE_ADDR="10.0.0.7") for number in (key, 987_654)]
    bodies = [answer.content.decode() for answer in answers]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert bodies[0] == bodies[1]
    assert refusals() == [
        ("黎安", "承办岗", f"matter:{key}", "refused", "DKT-001"),
        ("黎安", "承办岗", "matter:987654", "refused", "DKT-001"),
    ]
    assert set(AuditEntry.objects.filter(act="access.refused").values_list("address", flat=True)) == {
        "10.0.0.7"
    }


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("/attachments/7/", "attachment:7"),
        ("/documents/8/pdf/", "document:8"),
        ("/matters/9/acts/accept/", "matter:9"),
        ("/matters/9/acts/serve/", "matter:9"),
    ],
)
def test_other_things_out_of_reach_are_named_too(signed_in, address, subject):
    answer = signed_in("lian").get(address, follow=True)
    assert answer.status_code == 404
    assert [found[2] for found in refusals()] == [subject]


@pytest.mark.parametrize(
    ("address", "screen"), [("/imports/", "imports"), ("/held/", "held"), ("/samples/", "samples"), ("/audit/", "audit")]
)  # fmt: skip
def test_a_screen_that_is_not_for_the_post_is_recorded(signed_in, address, screen):
    assert signed_in("tangyue").get(address).status_code == 403
    assert refusals() == [("唐玥", "统计岗", f"screen:{screen}", "refused", "DKT-002")]


def test_an_address_that_names_nothing_and_is_nothing_leaves_no_row(signed_in):
    assert signed_in("tangyue").get("/nowhere/").status_code == 404
    assert refusals() == []


def test_where_the_row_cannot_be_written_the_answer_is_still_no(signed_in, register, request):
    key, client = register(cast.report()), signed_in("lian")
    request.getfixturevalue("shut")
    assert client.get(f"/matters/{key}/").status_code == 404
    assert refusals() == []


def test_what_is_in_reach_leaves_none(signed_in, register):
    assert signed_in("chensiyuan").get(f"/matters/{register(cast.report())}/").status_code == 200
    assert (refusals(), flaws()) == ([], [])


class TestReading:
    def test_a_reports_page_and_the_form_of_an_act_each_leave_a_row(self, signed_in, register):
        key = register(cast.report())
        client = signed_in("chensiyuan")
        client.get(f"/matters/{key}/")
        client.get(f"/matters/{key}/acts/serve/")
        client.get(f"/matters/{key}/acts/attach/")
        rows = AuditEntry.objects.filter(act="matter.read").order_by("id")
        assert [row.detail.get("form", "") for row in rows] == ["", "serve", "attach"]

    def test_sending_a_form_is_no_second_look(self, signed_in, register):
        key = register(cast.report())
        client = signed_in("chensiyuan")
        client.post(f"/matters/{key}/acts/serve/", {})
        client.post(f"/matters/{key}/acts/serve/preview/", {})
        assert not AuditEntry.objects.filter(act="matter.read").exists()

    def test_a_report_is_not_sent_where_the_look_cannot_be_written(self, signed_in, register, request):
        key = register(cast.report())
        client = signed_in("chensiyuan")
        request.getfixturevalue("shut")
        answer = client.get(f"/matters/{key}/")
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "查阅举报要先记入审计记录；现在记不进去，所以没有打开。" in page
        assert "VLT-005" in page
        assert "酸奶" not in page
        assert client.get(f"/matters/{register()}/").status_code == 200
