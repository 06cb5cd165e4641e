"""Joint complaints: everybody's consent recorded, at most two elected to speak, letters go to them."""

from __future__ import annotations

import pytest
from django.db import connection

from tests import cast
from tests.desk_cast import LIN, XU, YANG
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.join import join
from xiaobao.docket.models import Addressee, Consent, Matter, Party, Ruling
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.vault.models import AuditEntry


@pytest.fixture
def joined(own_home, register, officers):
    """杨柳 and 许诺 join 林晓禾; what came of it."""

    def add(username="hemin", row=None, **changes):
        key = changes.pop("key", None) or register(row)
        given = {
            "matter_id": key,
            "version": 1,
            "at": cast.NOON,
            "people": [YANG, XU],
            "consented": True,
            "proof": "三人签名的共同投诉书",
            "representatives": (0, 1),
            "mandate": "推选书，2026年5月18日，三人签名",
        }
        return join(officer=officers[username], **given | changes)

    return add


def test_all_are_complainants_each_with_a_consent_and_two_speak(joined):
    taken = joined()
    assert [
        (p.role, p.shown_name, p.shown_phone, p.has_address, p.representative)
        for p in Party.objects.order_by("id")
    ] == [
        ("complainant", "林**", "139****0001", False, True),
        ("complainant", "杨*", "139****0003", True, True),
        ("complainant", "许*", "139****0004", False, False),
    ]
    consents = list(Consent.objects.all())
    assert {(c.side, c.subject, c.given, c.on, c.how, c.proof) for c in consents} == {
        ("complainant", "joint", True, cast.TODAY, "in_person", "三人签名的共同投诉书")
    }
    assert [c.party_id for c in consents] == list(Party.objects.order_by("id").values_list("id", flat=True))
    assert taken.data == {"added": 2, "complainants": 3, "representatives": 2}
    assert Ruling.objects.get().words == "代表人推选：推选书，2026年5月18日，三人签名"


def test_under_order_20_it_is_the_same_with_the_old_article(joined):
    assert joined(row=cast.complaint(received_at=cast.at("2026-03-02"))).basis.endswith("暂行办法》第十一条")


def test_names_and_phones_stay_sealed(joined):
    joined()
    stored = connection.connection.serialize()
    for secret in ("杨柳", "许诺", "13900000003", "13900000004", "虚构巷3号"):
        assert secret.encode() not in stored


def test_a_letter_is_addressed_to_those_who_speak(joined, officers):
    joined()
    accept(matter_id=Matter.objects.get().pk, version=2, officer=officers["chensiyuan"], at=cast.NOON)
    assert [(one.side, one.name) for one in Addressee.objects.all()] == [
        ("complainant", "林**"),
        ("complainant", "杨*"),
    ]


def test_others_may_be_elected_later_and_everybody_is_asked_again(joined):
    joined()
    key = Matter.objects.get().pk
    joined(key=key, version=2, people=[], representatives=(2,), mandate="新推选书")
    assert list(Party.objects.filter(representative=True).values_list("shown_name", flat=True)) == ["许*"]
    assert Consent.objects.count() == 6


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"consented": False}, "consented"),
        ({"proof": ""}, "proof"),
        ({"people": [], "representatives": (0,)}, "people"),
        ({"people": [LIN], "representatives": (0,)}, "people"),
        ({"representatives": (0, 1, 2)}, "representatives"),
        ({"mandate": ""}, "mandate"),
        ({"how": "?"}, "how"),
    ],
)
def test_what_is_missing_is_refused_and_nothing_happens(joined, changes, field):
    with pytest.raises(Refused) as refused:
        joined(**changes)
    assert list(refused.value.fields) == [field]
    assert (Party.objects.count(), Consent.objects.count(), AuditEntry.objects.count()) == (1, 0, 0)


def test_the_second_press_changes_nothing_and_says_who_did_it(joined):
    joined()
    with pytest.raises(Changed) as changed:
        joined("chensiyuan", key=Matter.objects.get().pk)
    assert (changed.value.by, changed.value.what) == ("何敏", ("登记共同投诉人",))
    assert Party.objects.count() == 3


@pytest.mark.parametrize(("username", "error"), [("lian", NotFound), ("tangyue", NotAllowed)])
def test_out_of_reach_or_without_the_post_nothing_happens(joined, username, error):
    with pytest.raises(error):
        joined(username)
    assert Party.objects.count() == 1


def test_reports_have_no_joint_complainants(joined):
    with pytest.raises(Refused) as refused:
        joined(row=cast.report())
    assert refused.value.code == "RUL-101"
